using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1006 and 1014: what several declarations say together.</summary>
public class AcrossDeclarationsTests
{
    private const string Usings = "using Opossum.Typed;\n";

    private const string People = """[assembly: Opossum.Typed.CompilerServices.EventNames("person-named", "taken")]""";

    [Fact]
    public Task Events_of_one_name_are_both_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("same")] public partial record {|OPSM1006:A|}(int V); [Event("other")] public partial record C(int V);""",
        Usings + """namespace Elsewhere { [Event("same")] public partial record {|OPSM1006:B|}(int V); }""").WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Names_that_differ_by_case_are_two() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("same")] public partial record A(int V); [Event("Same")] public partial record B(int V);""").WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_name_that_a_referenced_assembly_has_is_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("taken")] public partial record {|OPSM1006:A|}(int V); [Event("free")] public partial record B(int V);""")
        .WithLibrary().WithReferenceToEvents("People", People).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_alias_that_another_event_has_is_reported_at_both() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("new", Aliases = ["same"])] public partial record {|OPSM1006:A|}(int V); [Event("same")] public partial record {|OPSM1006:B|}(int V); [Event("c", Aliases = ["d"])] public partial record C(int V);""")
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_alias_that_a_referenced_assembly_has_is_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("new", Aliases = ["taken"])] public partial record {|OPSM1006:A|}(int V); [Event("b", Aliases = ["free"])] public partial record B(int V);""")
        .WithLibrary().WithReferenceToEvents("People", People).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_second_model_is_reported() => new RuleTest<SecondModelAnalyzer>(
        Usings + "[EventModel] public static partial class A; [EventModel] public static partial class {|OPSM1014:B|};").WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task One_model_is_not_reported() => new RuleTest<SecondModelAnalyzer>(
        Usings + "[EventModel] public static partial class A; public static partial class B;").WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
