using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3005.</summary>
public class IgnoredOutcomeTests
{
    [SampledTheory]
    [InlineData("await {|OPSM3005:store.TryAppendAsync(new C(1), query)|};")]
    [InlineData("await {|OPSM3005:log.TryAppendAsync(default, query)|}.ConfigureAwait(false);")]
    [InlineData("{|OPSM3005:store.TryAppendAsync(new C(1), query)|};")]
    [InlineData("await {|OPSM3005:store.DecideAsync(command)|};")]
    [InlineData("{|OPSM3005:store.TryAppendAsync(new C(1), query)|}.AsTask().Wait();")]
    [InlineData("{|OPSM3005:store.DecideAsync(command)|}.AsTask().GetAwaiter().GetResult();")]
    [InlineData("Func<Task> f = async () => { await {|OPSM3005:store.DecideAsync(command)|}; };")]
    public Task An_outcome_that_nobody_looks_at_is_reported(string body) => StoreSource.RuleAsync<IgnoredOutcomeAnalyzer>(body);

    [SampledTheory]
    [InlineData("_ = await store.TryAppendAsync(new C(1), query);")]
    [InlineData("if (!(await store.TryAppendAsync(new C(1), query)).IsAppended) return;")]
    [InlineData("store.AppendAsync(new C(1), query).AsTask().Wait();")]
    [InlineData("_ = store.TryAppendAsync(new C(1), query).AsTask().Result;")]
    [InlineData("var outcome = await store.DecideAsync(command); Console.WriteLine(outcome);")]
    [InlineData("await store.AppendAsync(new C(1), query);")]
    [InlineData("""
        await new Mine().TryAppendAsync(); }
        class Mine { public Task<int> TryAppendAsync() => Task.FromResult(1); }
        void Rest() {
        """)]
    public Task An_outcome_that_somebody_does_look_at_is_not(string body) => StoreSource.RuleAsync<IgnoredOutcomeAnalyzer>(body);

    [Fact]
    public Task An_ignored_append_is_made_one_that_throws()
    {
        const string Before = "using System.Threading.Tasks; using Opossum.Typed;\nclass Program { async Task Run(IEventLog log, Query "
            + "query) { await ";
        return new FixTest<IgnoredOutcomeAnalyzer, IgnoredOutcomeFix>(
            Before + "{|OPSM3005:log.TryAppendAsync(default, query)|}; } }",
            Before + "log.AppendAsync(default, query); } }")
            .WithLibrary().RunAsync(TestContext.Current.CancellationToken);
    }
}
