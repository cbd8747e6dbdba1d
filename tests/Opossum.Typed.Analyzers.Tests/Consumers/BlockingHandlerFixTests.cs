using Opossum.Typed.Analyzers.Consumers;
using Opossum.Typed.CodeFixes.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>The fix of OPSM3024.</summary>
public class BlockingHandlerFixTests
{
    [Fact]
    public Task A_handler_that_returns_nothing_returns_a_task() => FixAsync(
        """
        void On(Left e, ConsumedEvent at, CancellationToken stop)
        {
            {|OPSM3024:mailer.SendAsync(e.Course).Wait()|};
            {|OPSM3024:Thread.Sleep(100)|};
            {|OPSM3024:mailer.PostAsync(e.Course).AsTask().GetAwaiter().GetResult()|};
            if ({|OPSM3024:mailer.SendAsync(e.Course).Result|}) {|OPSM3024:Task.WaitAll(mailer.SendAsync(e.Course))|};
        }
        """,
        """
        async Task On(Left e, ConsumedEvent at, CancellationToken stop)
        {
            await mailer.SendAsync(e.Course);
            await Task.Delay(100, stop);
            await mailer.PostAsync(e.Course);
            if (await mailer.SendAsync(e.Course)) await Task.WhenAll(mailer.SendAsync(e.Course));
        }
        """);

    [Fact]
    public Task An_async_method_awaits() => FixAsync(
        """
        async Task On(Left e) => await SendAsync(e.Course);
        private async Task<string> SendAsync(CourseId course)
        {
            await Task.Yield();
            return {|OPSM3024:mailer.SendAsync(course).Result|}.ToString();
        }
        """,
        """
        async Task On(Left e) => await SendAsync(e.Course);
        private async Task<string> SendAsync(CourseId course)
        {
            await Task.Yield();
            return (await mailer.SendAsync(course)).ToString();
        }
        """);

    [SampledTheory]
    [InlineData("void On(Left e) => Send(e.Course); private void Send(CourseId course) => {|OPSM3024:mailer.SendAsync(course).Wait()|};")]
    [InlineData("Task On(Left e) { {|OPSM3024:mailer.SendAsync(e.Course).Wait()|}; return Task.CompletedTask; }")]
    [InlineData("void On(Left e) => {|OPSM3024:mailer.SendAsync(e.Course).Wait(1000)|};")]
    [InlineData("void On(Left e) => _ = {|OPSM3024:Task.WaitAny(mailer.SendAsync(e.Course))|};")]
    [InlineData("void On(Left e) { lock (mailer) {|OPSM3024:mailer.SendAsync(e.Course).Wait()|}; }")]
    public Task Where_more_has_to_change_no_fix_is_offered(string members) => FixAsync(members, members);

    private static Task FixAsync(string members, string fixedMembers) =>
        ConsumerSource.FixAsync<BlockingHandlerAnalyzer, BlockingHandlerFix>(members, fixedMembers);
}
