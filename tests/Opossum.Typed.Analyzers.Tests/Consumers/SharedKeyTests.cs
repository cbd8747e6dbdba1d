using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>OPSM3023.</summary>
public class SharedKeyTests
{
    [SampledTheory]
    [InlineData("""
        await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|});
        """)]
    [InlineData("""
        await store.AppendAsync(new SeatFilled(e.Course), key: at.KeyFor("x"));
        if (e.Others.Length > 0) _ = await log.TryAppendAsync(default, query, {|OPSM3023:at.KeyFor("x")|});
        """)]
    [InlineData("""
        if (e.Others.Length > 0) await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|});
        """)]
    [InlineData("""
        var key = at.KeyFor(nameof(FillSeat));
        await store.DecideAsync(new FillSeat(e.Course), key);
        await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key|});
        """)]
    [InlineData("""
        await Task.WhenAll(
            store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")).AsTask(),
            store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|}).AsTask());
        """)]
    [InlineData("""
        try { await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")); }
        finally { await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|}); }
        """)]
    [InlineData("""
        await FillAsync();
        await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|});
        async Task FillAsync() => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        await Task.Run(async () =>
        {
            await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
            await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|});
        });
        """)]
    [InlineData("""
        await Task.WhenAll(
            Task.Run(async () => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"))),
            Task.Run(async () => await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|})));
        """)]
    public Task Two_appends_with_one_purpose_are_reported(string body) => RuleAsync(body);

    [SampledTheory]
    [InlineData("""
        Task On(Left e, ConsumedEvent at) => Task.WhenAll(FillAsync(e, at), TellAsync(e, at));
        private async Task FillAsync(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        private async Task TellAsync(Left e, ConsumedEvent at) =>
            await store.DecideAsync(new TellOwner(e.Course), {|OPSM3023:key: at.KeyFor("x")|});
        """)]
    [InlineData("""
        async Task On(Left e, ConsumedEvent at)
        {
            await FillAsync(e.Course, at);
            await {|OPSM3023:FillAsync(default, at)|};
        }
        private async Task FillAsync(CourseId c, ConsumedEvent at) => await store.DecideAsync(new FillSeat(c), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        async Task On(Left e, ConsumedEvent at)
        {
            await FillAsync(e.Course, at.KeyFor("x"));
            await {|OPSM3023:FillAsync(default, at.KeyFor("x"))|};
        }
        private async Task FillAsync(CourseId course, AppendKey key) => await store.DecideAsync(new FillSeat(course), key: key);
        """)]
    public Task So_are_two_of_methods_that_a_handler_calls(string members) => ConsumerSource.RuleAsync<SharedKeyAnalyzer>(members);

    [SampledTheory]
    [InlineData("foreach (var o in e.Others) await store.DecideAsync(new FillSeat(o), {|OPSM3023:key: at.KeyFor(\"x\")|});")]
    [InlineData("""
        for (var i = 0; i < e.Others.Length; i++)
        {
            var command = new FillSeat(e.Others[i]);
            await store.DecideAsync(command, {|OPSM3023:key: at.KeyFor("x")|});
        }
        """)]
    [InlineData("""
        await Task.WhenAll(
            e.Others.Select(o => store.DecideAsync(new FillSeat(o), {|OPSM3023:key: at.KeyFor("x")|}).AsTask()));
        """)]
    [InlineData("""
        await Parallel.ForEachAsync(
            e.Others, async (o, stop) => await store.DecideAsync(new FillSeat(o), {|OPSM3023:key: at.KeyFor("x")|}));
        """)]
    [InlineData("""
        foreach (var o in e.Others) await FillAsync(o);
        async Task FillAsync(CourseId c) => await store.DecideAsync(new FillSeat(c), {|OPSM3023:key: at.KeyFor("x")|});
        """)]
    public Task One_purpose_for_each_of_several_values_is_reported(string body) => RuleAsync(body);

    [SampledTheory]
    [InlineData("await store.DecideAsync(new FillSeat(e.Course), {|OPSM3023:key: \"fill-seat\"|});")]
    [InlineData("await store.AppendAsync([new SeatFilled(e.Course)], {|OPSM3023:key: \"fill-seat\"|});")]
    public Task A_key_that_is_the_same_for_every_event_is_reported(string body) => RuleAsync(body);

    [SampledTheory]
    [InlineData("""
        await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("y"));
        """)]
    [InlineData("""
        if (e.Others.Length > 0) await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        else await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        if (e.Others.Length > 0)
        {
            await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
            return;
        }

        await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        switch (e.Others.Length)
        {
            case 0: await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")); break;
            case 1: await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x")); break;
        }
        """)]
    [InlineData("""
        await (e.Others.Length switch
        {
            0 => store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")),
            _ => store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x")),
        });
        """)]
    [InlineData("""
        _ = e.Others.Length > 0
            ? await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"))
            : await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        try { await store.AppendAsync(new SeatFilled(e.Course), query, key: at.KeyFor("x")); }
        catch (AppendConditionFailedException) { await store.AppendAsync(new SeatFilled(e.Course), key: at.KeyFor("x")); }
        """)]
    [InlineData("""
        if (await log.FindAppendAsync(at.KeyFor("x")) is null) await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        await mailer.SendAsync(e.Course);
        Console.WriteLine(at.KeyFor("x").Text);
        await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        """)]
    [InlineData("""
        var choices = new Dictionary<int, Func<Task>>
        {
            [1] = async () => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")),
            [2] = async () => await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x")),
        };
        await choices[e.Others.Length]();
        """)]
    [InlineData("""
        var choices = new List<Func<Task>>
        {
            async () => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")),
            async () => await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x")),
        };
        await choices[e.Others.Length]();
        """)]
    [InlineData("""
        Func<Task>[] choices = [FillAsync, TellAsync];
        await choices[e.Others.Length]();
        async Task FillAsync() => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        async Task TellAsync() => await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x"));
        """)]
    public Task Appends_that_exclude_each_other_or_have_purposes_of_their_own_are_not(string body) => RuleAsync(body);

    [SampledTheory]
    [InlineData("foreach (var o in e.Others) await store.DecideAsync(new FillSeat(o), key: at.KeyFor($\"x/{o}\"));")]
    [InlineData("""
        foreach (var o in e.Others)
        {
            await store.DecideAsync(new FillSeat(o), key: at.KeyFor("x"));
            break;
        }
        """)]
    [InlineData("""
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (seats, unless) = await store.BuildAsync(new Seats(e.Course));
            if ((await store.TryAppendAsync(new SeatFilled(seats.Course), unless, at.KeyFor("x"))).IsAppended) return;
        }
        """)]
    [InlineData("""
        while (true)
        {
            try { await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x")); break; }
            catch (TimeoutException) { }
        }
        """)]
    [InlineData("foreach (var p in new[] { \"x\", \"y\" }) await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor(p));")]
    [InlineData("await store.AppendAsync(new SeatFilled(default), key: \"opened\");")]
    public Task A_loop_that_tries_again_or_names_what_differs_is_not(string body) => RuleAsync(body);

    [Fact]
    public Task Two_handlers_may_have_one_purpose() => ConsumerSource.RuleAsync<SharedKeyAnalyzer>("""
        async Task On(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        async Task On(Closed e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        """);

    [Fact]
    public Task A_method_that_is_given_purposes_may_be_called_twice() => ConsumerSource.RuleAsync<SharedKeyAnalyzer>("""
        async Task On(Left e, ConsumedEvent at)
        {
            await FillAsync(e.Course, at, "x");
            await FillAsync(default, at, "y");
        }
        private async Task FillAsync(CourseId course, ConsumedEvent at, string purpose) =>
            await store.DecideAsync(new FillSeat(course), key: at.KeyFor(purpose));
        """);

    [Fact]
    public Task A_method_of_which_the_handler_calls_one_or_the_other_may_share_it() => ConsumerSource.RuleAsync<SharedKeyAnalyzer>("""
        Task On(Left e, ConsumedEvent at) => e.Others.Length > 0 ? FillAsync(e, at) : TellAsync(e, at);
        private async Task FillAsync(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("x"));
        private async Task TellAsync(Left e, ConsumedEvent at) => await store.DecideAsync(new TellOwner(e.Course), key: at.KeyFor("x"));
        """);

    private static Task RuleAsync(string body) =>
        ConsumerSource.RuleAsync<SharedKeyAnalyzer>($"async Task On(Left e, ConsumedEvent at) {{ await Task.Yield(); {body} }}");
}
