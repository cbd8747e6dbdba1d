using Opossum.Typed.Analyzers.Consumers;
using Opossum.Typed.CodeFixes.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>The fix of OPSM3022.</summary>
public class UnkeyedAppendFixTests
{
    [Fact]
    public Task A_handler_gets_the_event_and_a_key_of_it() => FixAsync(
        """
        async Task On(Left e, CancellationToken stop) =>
            await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course), cancellationToken: stop)|};
        """,
        """
        async Task On(Left e, ConsumedEvent at, CancellationToken stop) =>
            await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("fill-seat"), cancellationToken: stop);
        """);

    [Fact]
    public Task Appends_of_one_handler_get_purposes_of_their_own() => FixAsync(
        """
        async Task On(Left e)
        {
            await {|OPSM3022:store.AppendAsync([new SeatFilled(e.Course)])|};
            await {|OPSM3022:store.AppendAsync(new SeatFilled(e.Course))|};
            await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};
        }
        """,
        """
        async Task On(Left e, ConsumedEvent at)
        {
            await store.AppendAsync([new SeatFilled(e.Course)], key: at.KeyFor("seat-filled"));
            await store.AppendAsync(new SeatFilled(e.Course), key: at.KeyFor("seat-filled-2"));
            await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("fill-seat"));
        }
        """);

    [Fact]
    public Task A_purpose_that_is_taken_is_not_used_again() => FixAsync(
        """
        async Task On(Left e, ConsumedEvent delivered)
        {
            await store.DecideAsync(new FillSeat(e.Course), key: delivered.KeyFor("fill-seat"));
            await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};
        }
        """,
        """
        async Task On(Left e, ConsumedEvent delivered)
        {
            await store.DecideAsync(new FillSeat(e.Course), key: delivered.KeyFor("fill-seat"));
            await store.DecideAsync(new FillSeat(e.Course), key: delivered.KeyFor("fill-seat-2"));
        }
        """);

    [Fact]
    public Task A_key_that_is_none_of_the_event_is_replaced() => FixAsync(
        """
        async Task On(Left e, ConsumedEvent at)
        {
            IDecider command = new FillSeat(e.Course);
            await {|OPSM3022:store.DecideAsync(command, at.Id)|};
            await {|OPSM3022:store.AppendAsync(key: null, @event: new SeatFilled(e.Course))|};
        }
        """,
        """
        async Task On(Left e, ConsumedEvent at)
        {
            IDecider command = new FillSeat(e.Course);
            await store.DecideAsync(command, at.KeyFor("fill-seat"));
            await store.AppendAsync(key: at.KeyFor("seat-filled"), @event: new SeatFilled(e.Course));
        }
        """);

    [Fact]
    public Task A_name_that_is_taken_is_left_alone() => FixAsync(
        """
        async Task On(Left e)
        {
            var at = e.Course;
            await {|OPSM3022:store.DecideAsync(new FillSeat(at))|};
        }
        """,
        """
        async Task On(Left e, ConsumedEvent consumed)
        {
            var at = e.Course;
            await store.DecideAsync(new FillSeat(at), key: consumed.KeyFor("fill-seat"));
        }
        """);

    [Fact]
    public Task A_local_function_has_the_event_of_its_handler() => FixAsync(
        """
        Task On(Left e)
        {
            return Fill();
            async Task Fill() => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};
        }
        """,
        """
        Task On(Left e, ConsumedEvent at)
        {
            return Fill();
            async Task Fill() => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("fill-seat"));
        }
        """);

    /// <summary>In a loop one constant would be the purpose of several appends; and a method's callers are more than its own.</summary>
    [SampledTheory]
    [InlineData("async Task On(Left e) { foreach (var o in e.Others) await {|OPSM3022:store.DecideAsync(new FillSeat(o))|}; }")]
    [InlineData("""
        async Task On(Left e)
        {
            Func<Task> fill = async () => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};
            await fill();
        }
        """)]
    [InlineData("""
        Task On(Left e) => Fill(e.Course);
        private async Task Fill(CourseId course) => await {|OPSM3022:store.DecideAsync(new FillSeat(course))|};
        """)]
    [InlineData("""
        async Task On(Left e, ConsumedEvent at) { await Fill(e.Course, at); await Fill(default, at); }
        private async Task Fill(CourseId course, ConsumedEvent at) => await {|OPSM3022:store.DecideAsync(new FillSeat(course))|};
        """)]
    public Task Where_only_the_author_knows_the_purpose_no_fix_is_offered(string members) => FixAsync(members, members);

    private static Task FixAsync(string members, string fixedMembers) =>
        ConsumerSource.FixAsync<UnkeyedAppendAnalyzer, UnkeyedAppendFix>(members, fixedMembers);
}
