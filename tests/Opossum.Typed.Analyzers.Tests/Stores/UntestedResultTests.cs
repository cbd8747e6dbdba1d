using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3006.</summary>
public class UntestedResultTests
{
    [SampledTheory]
    [InlineData("var first = {|OPSM3006:(await store.TryAppendAsync(new C(1), query)).Result|}.First;")]
    [InlineData("var outcome = await store.TryAppendAsync(new C(1), query); Console.WriteLine({|OPSM3006:outcome.Result|}.First);")]
    [InlineData("""
        AppendOutcome outcome;
        outcome = await store.TryAppendAsync(new C(1), query);
        var a = {|OPSM3006:outcome.Result|};
        var b = {|OPSM3006:outcome.Result|};
        """)]
    public Task A_result_that_nobody_tested_is_reported(string body) => StoreSource.RuleAsync<UntestedResultAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        var outcome = await store.TryAppendAsync(new C(1), query);
        if (outcome.IsAppended) Console.WriteLine(outcome.Result.First);
        """)]
    [InlineData("""
        var outcome = await store.TryAppendAsync(new C(1), query);
        Console.WriteLine(outcome.Conflict is { } c ? c.Position : outcome.Result.First);
        """)]
    [InlineData("""
        var outcome = await store.TryAppendAsync(new C(1), query);
        Check(outcome);
        Console.WriteLine(outcome.Result.First); }
        void Check(AppendOutcome outcome) {
        """)]
    [InlineData("if (await store.TryAppendAsync(new C(1), query) is { IsAppended: true } done) Console.WriteLine(done.Result.First);")]
    [InlineData("Console.WriteLine(await store.TryAppendAsync(new C(1), query) is { Conflict: null } done ? done.Result.First : 0);")]
    [InlineData("Console.WriteLine((await Sure()).Result.First); } Task<AppendOutcome> Sure() => throw new Exception(); void Rest() { ")]
    [InlineData("""
        var outcome = await Sure();
        Console.WriteLine(outcome.Result.First); }
        Task<AppendOutcome> Sure() => throw new Exception();
        void Rest() {
        """)]
    [InlineData("""
        AppendOutcome[] all = [await store.TryAppendAsync(new C(1), query)];
        foreach (var each in all.Where(o => o.IsAppended)) Console.WriteLine(each.Result.First);
        """)]
    [InlineData("""
        AppendOutcome[] all = [await store.TryAppendAsync(new C(1), query)];
        Console.WriteLine(all.First(o => o.IsAppended).Result.First);
        """)]
    [InlineData("var result = Task.FromResult(1).Result;")]
    public Task A_result_that_may_have_been_tested_is_not(string body) => StoreSource.RuleAsync<UntestedResultAnalyzer>(body);
}
