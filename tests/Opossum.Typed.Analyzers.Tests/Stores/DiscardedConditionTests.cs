using Opossum.Typed.Analyzers.Stores.Conditions;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3008.</summary>
public class DiscardedConditionTests
{
    [SampledTheory]
    [InlineData("""
        var (count, unless) = await store.BuildAsync(new Count(1));
        var (other, {|OPSM3008:_|}) = await store.BuildAsync(new Other(2));
        if (count.Number + other.Number < 5) await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var (count, {|OPSM3008:lost|}) = await store.BuildAsync(new Count(1));
        var (other, unless) = await store.BuildAsync(new Other(count.Number));
        if (count.Number > 3 || other.Number > 3) return;
        _ = await store.TryAppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var count = await {|OPSM3008:store.BuildAsync(new Count(1))|};
        var other = await store.BuildAsync(new Other(1));
        if (count.Model.Number < other.Model.Number) await store.AppendAsync(new A(1), other.Unless);
        """)]
    [InlineData("""
        var (count, {|OPSM3008:_|}) = await store.BuildAsync(new Count(1));
        await store.AppendAsync(new C(7), query);
        var (other, unless) = await store.BuildAsync(new Other(1));
        if (count.Number < other.Number) await store.AppendAsync(new A(1), unless);
        """)]
    public Task A_condition_that_guards_only_half_of_a_decision_is_reported(string body) =>
        StoreSource.RuleAsync<DiscardedConditionAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        var (count, first) = await store.BuildAsync(new Count(1));
        var (other, second) = await store.BuildAsync(new Other(2));
        if (count.Number + other.Number < 5) await store.AppendAsync(new A(1), first | second);
        """)]
    [InlineData("""
        var (count, other, unless) = await store.BuildAsync(new Count(1), new Other(2));
        if (count.Number + other.Number < 5) await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var (count, unless) = await store.BuildAsync(new Count(1));
        var (other, _) = await store.BuildAsync(new Other(2));
        Console.WriteLine(other.Number);
        if (count.Number < 5) await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var (count, _) = await store.BuildAsync(new Count(1));
        var (other, _) = await store.BuildAsync(new Other(2));
        if (count.Number + other.Number < 5) await store.AppendAsync(new A(1), Make());
        AppendCondition Make() => query.After(head);
        """)]
    [InlineData("""
        var (count, _) = await copy.BuildAsync(new Count(1));
        var (other, unless) = await store.BuildAsync(new Other(2));
        if (count.Number + other.Number < 5) await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var count = await store.BuildAsync(new Count(1));
        var other = await store.BuildAsync(new Other(1));
        var unless = count.Unless | other.Unless;
        if (count.Model.Number < other.Model.Number) await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var (look, _) = await store.BuildAsync(new Count(1));
        if (look.Number == 0) return;
        var (count, unless) = await store.BuildAsync(new Count(1));
        if (count.Number < 5) await store.AppendAsync(new A(1), unless);
        """)]
    public Task One_that_guards_all_of_it_is_not(string body) => StoreSource.RuleAsync<DiscardedConditionAnalyzer>(body);
}
