using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>OPSM3024.</summary>
public class BlockingHandlerTests
{
    [SampledTheory]
    [InlineData("_ = {|OPSM3024:mailer.SendAsync(e.Course).Result|};")]
    [InlineData("{|OPSM3024:mailer.SendAsync(e.Course).Wait()|};")]
    [InlineData("{|OPSM3024:mailer.SendAsync(e.Course).Wait(1000)|};")]
    [InlineData("{|OPSM3024:mailer.SendAsync(e.Course).GetAwaiter().GetResult()|};")]
    [InlineData("{|OPSM3024:mailer.PostAsync(e.Course).ConfigureAwait(false).GetAwaiter().GetResult()|};")]
    [InlineData("{|OPSM3024:mailer.PostAsync(e.Course).AsTask().Wait()|};")]
    [InlineData("_ = {|OPSM3024:store.DecideAsync(new FillSeat(e.Course)).Result|};")]
    [InlineData("var sending = mailer.SendAsync(e.Course); {|OPSM3024:sending.Wait()|};")]
    [InlineData("{|OPSM3024:Task.WaitAll(mailer.SendAsync(e.Course), mailer.SendAsync(default))|};")]
    [InlineData("_ = {|OPSM3024:Task.WaitAny(mailer.SendAsync(e.Course), mailer.SendAsync(default))|};")]
    [InlineData("{|OPSM3024:Thread.Sleep(100)|};")]
    [InlineData("e.Others.ToList().ForEach(o => {|OPSM3024:mailer.SendAsync(o).Wait()|});")]
    [InlineData("Send(); void Send() => {|OPSM3024:mailer.SendAsync(e.Course).Wait()|};")]
    public Task A_handler_that_blocks_is_reported(string body) => RuleAsync($"void On(Left e) {{ {body} }}");

    [SampledTheory]
    [InlineData("""
        void On(Left e) => Send(e.Course);
        void On(Closed e) => Send(e.Course);
        private void Send(CourseId course) => {|OPSM3024:mailer.SendAsync(course).Wait()|};
        """)]
    [InlineData("""
        private readonly Task<int> _ready = Task.FromResult(1);
        async Task On(Left e) { await Task.Yield(); _ = {|OPSM3024:_ready.Result|}; }
        """)]
    public Task So_is_one_that_calls_what_blocks(string members) => RuleAsync(members);

    [SampledTheory]
    [InlineData("await mailer.SendAsync(e.Course); await Task.Delay(10);")]
    [InlineData("""
        var (one, other) = (mailer.SendAsync(e.Course), mailer.SendAsync(default));
        await Task.WhenAll(one, other);
        _ = one.Result & other.Result;
        """)]
    [InlineData("""
        var all = e.Others.Select(o => mailer.SendAsync(o)).ToArray();
        await Task.WhenAll(all);
        foreach (var each in all) _ = each.Result;
        _ = all.Count(each => each.Result) + (all[0].Result ? 1 : 0);
        """)]
    [InlineData("var sending = mailer.SendAsync(e.Course); await sending; _ = sending.Result;")]
    [InlineData("var first = await Task.WhenAny(mailer.SendAsync(e.Course), mailer.SendAsync(default)); _ = first.Result;")]
    [InlineData("_ = (await Task.WhenAny(mailer.SendAsync(e.Course), mailer.SendAsync(default))).Result;")]
    [InlineData("var sending = mailer.PostAsync(e.Course); if (sending.IsCompletedSuccessfully) sending.GetAwaiter().GetResult();")]
    [InlineData("var deciding = store.DecideAsync(new FillSeat(e.Course)); _ = deciding.IsCompleted ? deciding.Result : await deciding;")]
    [InlineData("await mailer.SendAsync(e.Course).ContinueWith(sent => sent.Result, TaskScheduler.Default);")]
    [InlineData("await Task.Run(() => Thread.Sleep(10));")]
    [InlineData("_ = Task.FromResult(1).Result;")]
    [InlineData("_ = (await store.TryAppendAsync(new SeatFilled(e.Course), query)).Result;")]
    public Task One_that_awaits_or_asks_what_is_done_is_not(string body) =>
        RuleAsync($"async Task On(Left e) {{ await Task.Yield(); {body} }}");

    [Fact]
    public Task Other_methods_of_a_consumer_may_block() => RuleAsync("""
        void On(Left e) { }
        public void Send(CourseId course) => mailer.SendAsync(course).Wait();
        public bool Asked => mailer.SendAsync(default).Result;
        """);

    private static Task RuleAsync(string members) => ConsumerSource.RuleAsync<BlockingHandlerAnalyzer>(members);
}
