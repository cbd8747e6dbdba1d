using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3027 to 3031, and the rules on handlers of read models.</summary>
public class ReadModelRuleTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        public interface ICourseEvent : IEvent;
        [Event("defined")] public partial record Defined(CourseId Course, string Title) : ICourseEvent;
        [Event("closed")] public partial record Closed(CourseId Course);
        [Event("plain")] public partial record Plain(int Number);

        """;

    [SampledTheory]
    [InlineData("""[ReadModel("a-b")] public partial record {|OPSM3027:M|}([Key] CourseId Course) { M On(Defined _) => this; }""")]
    [InlineData("""[ReadModel("m")] public partial class {|OPSM3027:M|} { M On(Defined _) => this; }""")]
    [InlineData("""[ReadModel("m")] public partial record {|OPSM3027:M|}([Key] CourseId Course);""")]
    [InlineData("""[ReadModel("m")] public partial record {|OPSM3027:M|}([Key] CourseId Course, int A) { M On(Defined _) => this; }""")]
    [InlineData("""[ReadModel("m")] public partial record {|OPSM3027:M|}<T>([Key] CourseId Course) { M<T> On(Defined _) => this; }""")]
    [InlineData("""[ReadModel("m")] public partial record M([Key] CourseId Course) { M On(Plain {|OPSM3029:e|}) => this; }""")]
    [InlineData("""[ReadModel("m")] public partial record M([Key] int Number) { M On(Plain {|OPSM3030:e|}) => this; }""")]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        { static CourseId {|OPSM3030:KeyOf|}(Defined e) => e.Course; M On(Defined e) => this; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] int Number)
        {
            static int KeyOf(Plain e) => 1;
            static int KeyOf(Closed {|OPSM3030:e|}) => 1;
            M On(Plain e) => this;
        }
        """)]
    [InlineData("""[ReadModel("m")] public partial record M([Key] int? {|OPSM3030:Number|}) { M On(Plain e) => this; }""")]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course, [Index("A")] int {|OPSM3031:A|} = 0) { M On(Defined _) => this; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course, int LentAt = 0, int {|OPSM3031:Lent_At|} = 0)
        { M On(Defined _) => this; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        { public int {|OPSM3031:A|} { get; init; } M On(Defined _) => this; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course, object? {|OPSM1003:A|} = null) { M On(Defined _) => this; }
        """)]
    [InlineData("""[ReadModel("m")] public partial record M([Key] CourseId Course) { void {|OPSM3015:On|}(Defined _) { } }""")]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        { M On(Defined _) => this; static M? {|OPSM3015:On|}(M? row, Defined _) => row; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] int Number)
        { static string {|OPSM3015:KeyOf|}(Plain e) => ""; M On(Plain _) => this; }
        """)]
    [InlineData("""[ReadModel("m")] public record {|OPSM1001:M|}([Key] CourseId Course) { M On(Defined _) => this; }""")]
    [InlineData("""[Row] public partial class {|OPSM1002:R|} { }""")]
    [InlineData("""[Row] public partial record R(object {|OPSM1003:A|});""")]
    public Task What_can_not_be_folded_is_reported_at_the_member_to_blame(string source) => Reports<ReadModelAnalyzer>(source);

    [Fact]
    public Task A_read_model_that_can_is_not() => Reports<ReadModelAnalyzer>("""
        [ReadModel(Names.Table)] public partial record M([Key] CourseId Course, [property: Index] string Title, int Number = 0)
        {
            static M On(Defined e) => new(e.Course, e.Title);
            M? On(Closed _, CourseId course, long position) => Number > 1 ? null : this with { Number = (int)position };
        }
        static class Names { public const string Table = "cards"; }
        [Row] public partial record R(string Title, int? Number);
        """);

    [Fact]
    public Task A_name_that_is_used_twice_is_reported() => Reports<DuplicateReadModelAnalyzer>("""
        [ReadModel("cards")] public partial record A([Key] CourseId Course) { A On(Defined _) => this; }
        [ReadModel("cards")] public partial record {|OPSM3028:B|}([Key] CourseId Course) { B On(Defined _) => this; }
        """);

    [Fact]
    public Task A_handler_of_a_family_without_an_event_that_is_left_is_reported() => Reports<FamilyHandlerAnalyzer>("""
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        { M On(Defined _) => this; M On(ICourseEvent {|OPSM3018:_|}) => this; }
        """);

    private static Task Reports<TAnalyzer>(string source) where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        new RuleTest<TAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
