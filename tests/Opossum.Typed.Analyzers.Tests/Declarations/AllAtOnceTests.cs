using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>One build says all that is wrong with a declaration.</summary>
public class AllAtOnceTests
{
    private const string Usings = "using System; using System.Collections.Generic; using Opossum.Typed;\n";

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(object {|OPSM1003:A|}, int B, Action {|OPSM1003:C|});""")]
    [InlineData("""[Event("e")] public record {|OPSM1001:E|}(object {|OPSM1003:A|}, [Tag("b:c")] string {|OPSM1010:B|});""")]
    [InlineData("""[Event("")] public partial record {|OPSM1002:E|}(object {|OPSM1003:A|});""")]
    [InlineData("""
        [Event("e")] public partial record E(in int {|OPSM1008:A|}, object {|OPSM1003:B|})
        {
            public int {|OPSM1008:C|} { get; private set; }
            public int {|OPSM1008:D|};
        }
        """)]
    [InlineData("""
        public record Line(object A, object B);
        [Event("e")] public partial record E(Line {|OPSM1003:{|OPSM1003:First|}|}, Line Second, object {|OPSM1003:Third|});
        """)]
    [InlineData("""[Event("e")] public partial record E(Dictionary<double, object> {|OPSM1003:A|}, int B, int {|OPSM1007:b|});""")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(object {|OPSM1003:A|}) { static int {|OPSM1016:Upcast|}(string old) => 1; }
        """)]
    public Task Every_reason_against_an_event_is_reported(string source) =>
        new RuleTest<DeclarationAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(int A);
        [DecisionModel] public partial record struct M(int {|OPSM3016:A|}, object {|OPSM3016:B|})
        {
            void On(string {|OPSM3015:e|}) { }
            int {|OPSM3015:On|}(E e) => 1;
        }
        """)]
    [InlineData("""
        public partial record Command
        {
            [Decider] Decision Decide(int {|OPSM3017:a|}, DateTimeOffset now, object {|OPSM3017:b|}) => Decision.Nothing;
        }
        """)]
    public Task Every_reason_against_a_decision_is_reported(string source) =>
        new RuleTest<DecisionAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
