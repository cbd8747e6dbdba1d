using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3007.</summary>
public class HopelessRetryTests
{
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
    [InlineData("while (!(await store.TryAppendAsync(new C(1), {|OPSM3007:query.After(head)|})).IsAppended) await Task.Delay(5);")]
    [InlineData("""
        while (true)
        {
            try { await store.AppendAsync(new A(1), {|OPSM3007:A.ForId(1)|}); return; }
            catch (AppendConditionFailedException) { }
        }
        """)]
    [InlineData("while (!(await store.TryAppendAsync(new A(1), {|OPSM3007:A.ForId(1) | B.ForId(2)|})).IsAppended) await Task.Delay(5);")]
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
    [InlineData("while (!(await store.TryAppendAsync(new C(1), query.After(store.Head))).IsAppended) await Task.Delay(5);")]
    [InlineData("while (!(await store.TryAppendAsync(new C(1), query.After(head++))).IsAppended) await Task.Delay(5);")]
    [InlineData("""
        while (!(await store.TryAppendAsync(new C(1), Make())).IsAppended) { }
        AppendCondition Make() => query.After(store.Head);
        """)]
    [InlineData("""
        for (var id = 0; ; id++)
        {
            if ((await store.TryAppendAsync(new A(id), A.ForId(id))).IsAppended) break;
        }
        """)]
    public Task A_retry_with_another_condition_or_none_is_not(string body) => StoreSource.RuleAsync<HopelessRetryAnalyzer>(body);
}
