using Opossum.Typed.Analyzers.Determinism;
using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3041, and the rules on handlers of projections.</summary>
public class ProjectionTests
{
    private const string Domain = """
        using System; using System.Text; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(int Number);
        [Event("defined")] public partial record Defined(CourseId Course, string Title);

        """;

    [SampledTheory]
    [InlineData("""[Projection("a-b")] public partial class {|OPSM3041:P|}""")]
    [InlineData("""[Projection("a", Parts = ["B"])] public partial class {|OPSM3041:P|}""")]
    [InlineData("""[Projection("a")] public partial class {|OPSM3041:P|} : Exception""")]
    public Task What_can_not_run_is_reported(string header) => Reports<ReadModelAnalyzer>(
        header + " { static void Create(StringBuilder sql) { } static void On(Defined e, StringBuilder sql) { } }");

    [Fact]
    public Task And_so_are_a_missing_Create_and_handlers_of_another_form() => Reports<ReadModelAnalyzer>("""
        [Projection("a")] public partial class {|OPSM3041:A|} { static void On(Defined e) { } }
        [Projection("b")] public partial class {|OPSM3041:B|} { static void Create(StringBuilder sql) { } }
        [Projection("c")] public partial class C
        { static void Create(StringBuilder sql) { } void {|OPSM3015:On|}(Defined e, StringBuilder sql) { } }
        """);

    [Fact]
    public Task One_that_can_run_is_not() => Reports<ReadModelAnalyzer>("""
        [Projection("a", Parts = ["lines", "b2"])] public partial class A
        { static void Create(StringBuilder sql) { } static void On(Defined e, StringBuilder sql, DateTimeOffset at, long position) { } }
        """);

    [Fact]
    public Task A_name_that_a_read_model_has_is_reported() => Reports<DuplicateReadModelAnalyzer>("""
        [ReadModel("cards")] public partial record A([Key] CourseId Course) { A On(Defined _) => this; }
        [Projection("cards")] public partial class {|OPSM3028:B|}
        { static void Create(StringBuilder sql) { } static void On(Defined e, StringBuilder sql) { } }
        """);

    [Fact]
    public Task A_clock_in_a_statement_is_reported() => Reports<ImpureReplayAnalyzer>("""
        [Projection("a")] public partial class A
        {
            static void Create(StringBuilder sql) { }
            static void On(Defined e, StringBuilder sql) => sql.Append({|OPSM5002:DateTime.UtcNow|});
        }
        """);

    private static Task Reports<TAnalyzer>(string source) where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        new RuleTest<TAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
