using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3011 and 3013.</summary>
public class ObservationTests
{
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
