using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3005, 3006, 3007, 3011 and 3013.</summary>
public class StoreRuleTests
{
    [SampledTheory]
    [InlineData("await {|OPSM3005:store.TryAppendAsync(new C(1), query)|};")]
    [InlineData("await {|OPSM3005:log.TryAppendAsync(default, query)|}.ConfigureAwait(false);")]
    [InlineData("{|OPSM3005:store.TryAppendAsync(new C(1), query)|};")]
    [InlineData("await {|OPSM3005:store.DecideAsync(command)|};")]
    [InlineData("Func<Task> f = async () => { await {|OPSM3005:store.DecideAsync(command)|}; };")]
    public Task An_outcome_that_nobody_looks_at_is_reported(string body) => StoreSource.RuleAsync<IgnoredOutcomeAnalyzer>(body);

    [SampledTheory]
    [InlineData("_ = await store.TryAppendAsync(new C(1), query);")]
    [InlineData("if (!(await store.TryAppendAsync(new C(1), query)).IsAppended) return;")]
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

    [SampledTheory]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (!(await store.TryAppendAsync(new C(1), {|OPSM3007:unless|})).IsAppended) await Task.Delay(5);
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        do { head++; }
        while ((await store.TryAppendAsync(new C(1), {|OPSM3007:unless|})).Conflict is not null);
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (true)
        {
            try { await store.AppendAsync(new C(1), {|OPSM3007:unless|}); break; }
            catch (AppendConditionFailedException) { await Task.Delay(5); }
        }
        """)]
    [InlineData("""
        while (true)
        {
            try { await store.AppendAsync(new C(1), {|OPSM3007:query|}); return; }
            catch (AppendConditionFailedException) { }
        }
        """)]
    [InlineData("""
        for (var i = 0; i < 5; i++)
        {
            try { await store.AppendAsync(new C(1), {|OPSM3007:query|}); return; }
            catch (AppendConditionFailedException) { await Task.Delay(5); }
        }
        """)]
    [InlineData("""
        AppendOutcome outcome;
        do { outcome = await store.TryAppendAsync(new C(1), {|OPSM3007:query|}); }
        while (!outcome.IsAppended && head++ < 5);
        """)]
    [InlineData("""
        AppendOutcome outcome;
        do { outcome = await store.TryAppendAsync(new C(1), {|OPSM3007:query|}).ConfigureAwait(false); }
        while (outcome.Conflict is not null);
        """)]
    [InlineData("""
        while (true)
        {
            var outcome = await store.TryAppendAsync(new C(1), {|OPSM3007:query|});
            if (outcome.IsAppended) break;
            await Task.Delay(5);
        }
        """)]
    [InlineData("""
        for (var i = 0; i < 5; i++)
        {
            var outcome = await store.TryAppendAsync(new C(1), {|OPSM3007:query|});
            if (outcome.IsAppended) { Console.WriteLine(i); return; }
        }
        """)]
    [InlineData("""
        for (var i = 0; i < 5; i++)
        {
            try { await store.AppendAsync(new C(1), {|OPSM3007:query|}); throw new Exception(); }
            catch (AppendConditionFailedException) { }
        }
        """)]
    public Task A_retry_with_the_condition_that_refused_is_reported(string body) => StoreSource.RuleAsync<HopelessRetryAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        while (true)
        {
            try
            {
                AppendCondition unless = query.After(store.Head);
                await store.AppendAsync(new C(1), unless);
                break;
            }
            catch (AppendConditionFailedException) { }
        }
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (!(await store.TryAppendAsync(new C(1), unless)).IsAppended) unless = query.After(store.Head);
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (true)
        {
            try { await store.AppendAsync(new C(1), unless); }
            catch (AppendConditionFailedException) { return; }
        }
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (true)
        {
            try { await store.AppendAsync(new C(1), unless); break; }
            catch (StoreAccessException) { await Task.Delay(5); }
        }
        """)]
    [InlineData("AppendCondition unless = query.After(head); while (head > 0) { await store.AppendAsync(new C(1), unless); }")]
    [InlineData("""
        while (true)
        {
            var (_, unless) = await store.BuildAsync(new Count(1));
            if ((await store.TryAppendAsync(new C(1), unless)).IsAppended) break;
        }
        """)]
    [InlineData("""
        AppendCondition unless = query.After(head);
        while (true)
        {
            foreach (var e in new IEvent[0]) try { await store.AppendAsync(e, unless); }
            catch (AppendConditionFailedException) { }
            break;
        }
        """)]
    [InlineData("""
        IEvent[] all = [new C(1), new C(2)];
        for (var i = 0; i < 2; i++)
        {
            try { await store.AppendAsync(all[i], query); }
            catch (AppendConditionFailedException) { Console.WriteLine(i); }
        }
        """)]
    [InlineData("AppendOutcome outcome; do { outcome = await store.TryAppendAsync(new C(1), query); } while (outcome.IsAppended);")]
    [InlineData("""
        while (true)
        {
            var outcome = await store.TryAppendAsync(new C(1), query);
            if (outcome.IsAppended) break;
            throw new Exception();
        }
        """)]
    [InlineData("""
        for (var i = 0; i < 5; i++)
        {
            AppendCondition unless = query.After(store.Head);
            var outcome = await store.TryAppendAsync(new C(1), unless);
            if (outcome.IsAppended) return;
        }
        """)]
    [InlineData("""
        for (var i = 0; i < 5; i++)
        {
            try { await store.AppendAsync(new C(1), query); throw new Exception(); }
            catch (AppendConditionFailedException) { } catch (Exception) { }
        }
        """)]
    [InlineData("""
        async IAsyncEnumerable<int> Each()
        {
            for (var i = 0; i < 5; i++)
            {
                var outcome = await store.TryAppendAsync(new C(1), query);
                if (outcome.IsAppended) yield return i;
            }
        }
        """)]
    public Task A_retry_with_another_condition_or_none_is_not(string body) => StoreSource.RuleAsync<HopelessRetryAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        partial record Do(int Id)
        {
            [Decider]
            Decision Decide(Count count) => count.Number > 0 ? Decision.Nothing : {|OPSM3011:Decision.Append(new B(1))|};
        }
        """)]
    [InlineData("""
        partial record Do(int Id)
        {
            [Decider]
            Decision Decide(IReadOnlyList<Count> counts, Other other) => {|OPSM3011:Decision.Append([new C(1), new C(2)])|};
        }
        """)]
    [InlineData("""
        partial record Do(int Id)
        {
            [Decider] Decision Decide(Dictionary<int, Count> counts) => {|OPSM3011:Decision.Append(new B(1))|};
        }
        """)]
    public Task A_decision_that_its_models_do_not_observe_is_reported(string types) => StoreSource.TypesAsync<ObservationAnalyzer>(types);

    [SampledTheory]
    [InlineData("partial record Do(int Id) { [Decider] Decision Decide(Count count) => Decision.Append(new A(1)); }")]
    [InlineData("""
        partial record Do(int Id)
        {
            [Decider] Decision Decide(Dictionary<int, Count> counts) => Decision.Append(new C(1), new A(1));
        }
        """)]
    [InlineData("partial record Do(int Id) { [Decider] Decision Decide() => Decision.Append(new C(1)); }")]
    [InlineData("partial record Do(int Id) { Decision Decide(Count count) => Decision.Append(new C(1)); }")]
    [InlineData("""
        partial record Do(int Id)
        {
            [Decider] Decision Decide(Count count) => Decision.Append(Made());
            IEvent Made() => new C(1);
        }
        """)]
    public Task A_decision_that_they_may_observe_is_not(string types) => StoreSource.TypesAsync<ObservationAnalyzer>(types);

    [SampledTheory]
    [InlineData("await store.AppendAsync({|OPSM3013:new A(1)|});")]
    [InlineData("await store.AppendAsync([new C(1), {|OPSM3013:new B(2)|}], unless: null);")]
    public Task An_unconditional_append_of_what_a_model_decides_on_is_reported(string body) =>
        StoreSource.RuleAsync<ObservationAnalyzer>(body);

    [SampledTheory]
    [InlineData("await store.AppendAsync(new C(1));")]
    [InlineData("await store.AppendAsync(new A(1), unless: query);")]
    [InlineData("await store.AppendAsync(new A(1), key: \"k\");")]
    public Task One_with_a_condition_or_of_another_event_is_not(string body) => StoreSource.RuleAsync<ObservationAnalyzer>(body);
}
