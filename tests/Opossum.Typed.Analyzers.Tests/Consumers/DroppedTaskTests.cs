using Opossum.Typed.Analyzers.Consumers;
using Opossum.Typed.CodeFixes.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>OPSM3026.</summary>
public class DroppedTaskTests
{
    [SampledTheory]
    [InlineData("void On(Left e) => {|OPSM3026:mailer.SendAsync(e.Course)|};")]
    [InlineData("void On(Left e) { {|OPSM3026:mailer.PostAsync(e.Course)|}; }")]
    [InlineData("void On(Left e) => {|OPSM3026:Task.Run(() => Console.WriteLine(e))|};")]
    [InlineData("""
        Task On(Left e)
        {
            {|OPSM3026:mailer.SendAsync(e.Course)|};
            return Task.CompletedTask;
        }
        """)]
    [InlineData("""
        void On(Left e) => Send(e.Course);
        private void Send(CourseId course) => {|OPSM3026:mailer.SendAsync(course)|};
        """)]
    [InlineData("""
        void On(Left e) => {|OPSM3026:Send(e.Course)|};
        private async void Send(CourseId course) => await mailer.SendAsync(course);
        """)]
    [InlineData("""
        void On(Left e)
        {
            {|OPSM3026:Send()|};
            async void Send() => await mailer.SendAsync(e.Course);
        }
        """)]
    [InlineData("void On(Left e) => e.Others.ToList().ForEach(async {|OPSM3026:o|} => await mailer.SendAsync(o));")]
    [InlineData("void On(Left e) => e.Others.ToList().ForEach(o => {|OPSM3026:mailer.SendAsync(o)|});")]
    public Task Work_that_a_handler_does_not_wait_for_is_reported(string members) => RuleAsync(members);

    [SampledTheory]
    [InlineData("Task On(Left e) => mailer.SendAsync(e.Course);")]
    [InlineData("async Task On(Left e) => await mailer.PostAsync(e.Course);")]
    [InlineData("void On(Left e) => _ = mailer.SendAsync(e.Course);")]
    [InlineData("Task On(Left e) => Task.WhenAll(e.Others.Select(o => mailer.SendAsync(o)));")]
    [InlineData("Task On(Left e) => Parallel.ForEachAsync(e.Others, async (o, stop) => await mailer.SendAsync(o));")]
    [InlineData("Task On(Left e) { var sending = mailer.SendAsync(e.Course); return sending; }")]
    [InlineData("void On(Left e) => e.Others.ToList().Sort();")]
    [InlineData("void On(Left e) => AppDomain.CurrentDomain.ProcessExit += async (_, _) => await mailer.SendAsync(e.Course);")]
    [InlineData("""
        void On(Left e) { }
        public void Send(CourseId course) => mailer.SendAsync(course);
        """)]
    public Task Work_that_is_awaited_returned_or_discarded_is_not(string members) => RuleAsync(members);

    /// <summary>By its own warning, CS4014.</summary>
    [Fact]
    public Task In_async_code_the_compiler_reports_it() => RuleAsync(
        "async Task On(Left e) { await Task.Yield(); mailer.SendAsync(e.Course); }");

    [Fact]
    public Task A_handler_is_made_to_await() => FixAsync(
        """
        void On(Left e)
        {
            // After the fact.
            {|OPSM3026:mailer.PostAsync(e.Course)|};
        }
        private void On(Closed e) => {|OPSM3026:mailer.SendAsync(e.Course)|};
        """,
        """
        async Task On(Left e)
        {
            // After the fact.
            await mailer.PostAsync(e.Course);
        }
        private async Task On(Closed e) => await mailer.SendAsync(e.Course);
        """);

    [SampledTheory]
    [InlineData("void On(Left e) => e.Others.ToList().ForEach(o => {|OPSM3026:mailer.SendAsync(o)|});")]
    [InlineData("Task On(Left e) { {|OPSM3026:mailer.SendAsync(e.Course)|}; return Task.CompletedTask; }")]
    public Task Where_more_has_to_change_no_fix_is_offered(string members) => FixAsync(members, members);

    private static Task RuleAsync(string members) => ConsumerSource.RuleAsync<DroppedTaskAnalyzer>(members);

    private static Task FixAsync(string members, string fixedMembers) =>
        ConsumerSource.FixAsync<DroppedTaskAnalyzer, DroppedTaskFix>(members, fixedMembers);
}
