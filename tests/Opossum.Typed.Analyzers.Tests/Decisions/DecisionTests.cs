using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Decisions;

/// <summary>
/// OPSM3010, 3012, 3015, 3016, 3017 and 3038 at their places. That they speak exactly where nothing is generated is for
/// <c>RefusalReportTests</c> to say, beside the generator.
/// </summary>
public class DecisionTests
{
    private const string Domain = """
        using System; using System.Collections.Generic; using System.Threading.Tasks; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity);
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student);
        [DecisionModel] public partial record struct Seats(CourseId Course) { public int Taken; void On(Subscribed _) => Taken++; }

        """;

    [SampledTheory]
    [InlineData("""[DecisionModel] public partial record struct M(StudentId Student) { void On(Defined {|OPSM3010:e|}) { } }""")]
    [InlineData("""
        [DecisionModel] public partial record struct M(CourseId Course, StudentId Student)
        {
            void On(Subscribed _) { }
            static M On(M state, Defined {|OPSM3010:_|}) => state;
        }
        """)]
    [InlineData("""[DecisionModel] public partial record struct M([Tag("email")] string Email) { void On(Defined {|OPSM3010:e|}) { } }""")]
    public Task A_handler_whose_event_lacks_a_tag_is_reported_at_the_event(string source) => Reports(source);

    [SampledTheory]
    [InlineData("[DecisionModel(Snapshot = 5)] public partial record struct {|OPSM3038:M|}(CourseId Course)",
        "List<int> A = null!;")]
    [InlineData("[DecisionModel(Snapshot = -1)] public partial record struct {|OPSM3038:M|}(CourseId Course)", "")]
    [InlineData("[DecisionModel(Snapshot = 5, Last = true)] public partial record struct {|OPSM3038:M|}(CourseId Course)", "")]
    [InlineData("[DecisionModel(Snapshot = 5)] public partial record struct M(CourseId Course)",
        "public int {|OPSM3038:Fixed|} { get; } = 3;")]
    [InlineData("[DecisionModel(Snapshot = 5)] public partial record struct M(CourseId Course)",
        "public readonly int {|OPSM3038:Fixed|} = 3;")]
    [InlineData("[DecisionModel(Snapshot = 5)] public partial record struct M(CourseId Course)",
        "public Plain {|OPSM3038:Plain|};")]
    [InlineData("[DecisionModel(Snapshot = 5)] public sealed partial class {|OPSM3038:M|}(CourseId course)",
        "public CourseId Course => course;")]
    public Task Snapshots_of_a_state_that_does_not_come_back_are_reported_at_what_is_lost(string model, string member) => Reports(
        $"public struct Plain {{ public int Number; }} {model} {{ {member} void On(Defined _) {{ }} }}");

    [SampledTheory]
    [InlineData("""public partial record C(Guid Course) { [Decider] Decision Decide(Seats {|OPSM3012:seats|}) => Decision.Nothing; }""")]
    [InlineData("""
        public partial record C(CourseId From, CourseId To)
        {
            [Decider] Decision Decide(Seats {|OPSM3012:seats|}) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public partial record C(CourseId Course)
        {
            [Decider] Decision Decide(List<Seats> {|OPSM3012:seats|}) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public partial record C(CourseId[] A, CourseId[] B)
        {
            [Decider] Decision Decide(Seats[] {|OPSM3012:seats|}) => Decision.Nothing;
        }
        """)]
    public Task A_boundary_that_cannot_be_bound_is_reported_at_the_parameter(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[DecisionModel] public partial record struct M(CourseId Course) { bool {|OPSM3015:On|}(Defined _) => true; }""")]
    [InlineData("""[DecisionModel] public partial record struct M(CourseId Course) { void On(string {|OPSM3015:e|}) { } }""")]
    [InlineData("""
        [DecisionModel] public partial record struct M(CourseId Course)
        {
            void On(Defined _) { }
            M {|OPSM3015:On|}(Defined _, long at) => this;
        }
        """)]
    [InlineData("""
        [Event("odd")] public record Odd(CourseId Course);
        [DecisionModel] public partial record struct M(CourseId Course) { void On(Odd {|OPSM3015:_|}) { } }
        """)]
    public Task A_handler_that_cannot_be_called_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[DecisionModel] public partial record struct {|OPSM3016:M|}(CourseId Course);""")]
    [InlineData("""[DecisionModel] public partial record struct M(CourseId Course, int {|OPSM3016:Limit|}) { void On(Defined _) { } }""")]
    [InlineData("""[DecisionModel] public static partial class {|OPSM3016:M|} { static void On(Defined _) { } }""")]
    [InlineData("""[DecisionModel] public partial class {|OPSM3016:M|} { public M() { } public M(int a) { } void On(Defined _) { } }""")]
    [InlineData("""
        public record Base;
        [DecisionModel] public partial record {|OPSM3016:M|}(CourseId Course) : Base
        {
            void On(Defined _) { }
        }
        """)]
    public Task A_model_that_cannot_be_folded_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        public partial record C(CourseId Course)
        {
            [Decider] static Decision {|OPSM3017:Decide|}(Seats seats) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public partial record C(CourseId Course)
        {
            [Decider] async Task<Decision> {|OPSM3017:Decide|}(Seats seats)
            {
                await Task.Yield();
                return Decision.Nothing;
            }
        }
        """)]
    [InlineData("""
        public partial record C(CourseId Course)
        {
            [Decider] Decision Decide(string {|OPSM3017:user|}) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public partial record C(CourseId Course)
        {
            [Decider] Decision {|OPSM3017:A|}(Seats seats) => Decision.Nothing;
            [Decider] Decision {|OPSM3017:B|}(Seats seats) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public class C
        {
            public void Do()
            {
                [Decider] Decision {|OPSM3017:Decide|}(Seats seats) => Decision.Nothing;
                Func<Seats, Decision> f = {|OPSM3017:[Decider] (seats) => Decision.Nothing|};
                Decide(default);
            }
        }
        """)]
    [InlineData("""public class C { public Decision D { [Decider] {|OPSM3017:get|} => Decision.Nothing; } }""")]
    public Task A_decider_that_cannot_be_called_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[DecisionModel] public record struct {|OPSM1001:M|}(CourseId Course) { void On(Defined _) { } }""")]
    [InlineData("""public record {|OPSM1001:C|}(CourseId Course) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }""")]
    [InlineData("""[DecisionModel] public partial record struct {|OPSM1002:M|}<T>(CourseId Course) { void On(Defined _) { } }""")]
    public Task What_cannot_be_completed_is_reported_as_of_any_declaration(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        [DecisionModel(Last = true)] public partial class M
        {
            int _number;
            M On(Defined e, long position, DateTimeOffset at, EventMetadata metadata) => this;
            int Touch() => _number++;
        }
        """)]
    [InlineData("""
        public partial record C(CourseId From, CourseId To, StudentId Student)
        {
            [Decider] Decision Decide(Seats from, Seats to, DateTimeOffset now) => Decision.Nothing;
        }
        """)]
    [InlineData("""
        public partial class C(CourseId[] courses)
        {
            public IEnumerable<CourseId> Courses => courses;
            [Decider] Decision Decide(IReadOnlyDictionary<CourseId, Seats> seats) => Decision.Nothing;
        }
        """)]
    public Task What_can_be_generated_is_not_reported(string source) => Reports(source);

    private static Task Reports(string source) =>
        new RuleTest<DecisionAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
