using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1006, 1014 and 1017: what several declarations say together.</summary>
public class AcrossDeclarationsTests
{
    private const string Usings = "using Opossum.Typed;\n";

    private const string People = """[assembly: Opossum.Typed.CompilerServices.EventNames("person-named", "taken")]""";

    [Fact]
    public Task Events_of_one_name_are_both_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("same")] public partial record {|OPSM1006:A|}(int V); [Event("other")] public partial record C(int V);""",
        Usings + """
            namespace Elsewhere { [Event("same")] public partial record {|OPSM1006:B|}(int V); }
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Names_that_differ_by_case_are_two() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """
            [Event("same")] public partial record A(int V);
            [Event("Same")] public partial record B(int V);
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_name_that_a_referenced_assembly_has_is_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """[Event("taken")] public partial record {|OPSM1006:A|}(int V); [Event("free")] public partial record B(int V);""")
        .WithLibrary().WithReferenceToEvents("People", People).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_alias_that_another_event_has_is_reported_at_both() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """
            [Event("new", Aliases = ["same"])] public partial record {|OPSM1006:A|}(int V);
            [Event("same")] public partial record {|OPSM1006:B|}(int V);
            [Event("c", Aliases = ["d"])] public partial record C(int V);
            """)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_alias_that_a_referenced_assembly_has_is_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """
            [Event("new", Aliases = ["taken"])] public partial record {|OPSM1006:A|}(int V);
            [Event("b", Aliases = ["free"])] public partial record B(int V);
            """)
        .WithLibrary().WithReferenceToEvents("People", People).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Versions_of_one_event_share_its_name() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """
            [Event("same", Version = 2, Aliases = ["old"])] public partial record A(int V)
            {
                static A Upcast(B old) => new(old.V);
            }
            [Event("same")] public partial record B(int V);
            """)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task One_version_of_an_event_twice_is_reported() => new RuleTest<DuplicateNameAnalyzer>(
        Usings + """
            [Event("same", Version = 2)] public partial record A(int V)
            {
                static A Upcast(B old) => new(old.V);
            }
            [Event("same")] public partial record {|OPSM1006:B|}(int V);
            [Event("same")] public partial record {|OPSM1006:C|}(int V);
            """)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_chain_of_versions_is_not_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
        [Event("e", Version = 5, Aliases = ["old"])] public partial record E(int V) { static E Upcast(E3 old) => new(old.V); }
        [Event("e", Version = 3)] public partial record E3(int V) { public static E3 Upcast(E1 old) => new(old.V); }
        [Event("e")] public partial record E1(int V);
        [Event("f", Version = 4)] public partial record F(int V);
        """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_version_that_nothing_leads_from_is_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
            [Event("e", Version = 2)] public partial record E(int V);
            [Event("e")] public partial record {|OPSM1017:E1|}(int V);
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_version_that_the_chain_passes_over_is_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
        [Event("e", Version = 3)] public partial record E(int V) { static E Upcast(E1 old) => new(old.V); }
        [Event("e", Version = 2)] public partial record {|OPSM1017:E2|}(int V) { static E2 Upcast(E1 old) => new(old.V); }
        [Event("e")] public partial record E1(int V);
        """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Old_names_of_an_older_version_are_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
            [Event("e", Version = 2)] public partial record E(int V) { static E Upcast(E1 old) => new(old.V); }
            [Event("e", Aliases = ["d"])] public partial record {|OPSM1017:E1|}(int V);
            """)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_older_version_of_a_family_is_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
            public interface IMine : IEvent;
            [Event("e", Version = 2)] public partial record E(int V) : IMine
            {
                static E Upcast(E1 old) => new(old.V);
            }
            [Event("e")] public partial record {|OPSM1017:E1|}(int V) : IMine;
            """)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_handler_of_an_older_version_is_reported() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
        [Event("e", Version = 2)] public partial record E(int V) { static E Upcast(E1 old) => new(old.V); }
        [Event("e")] public partial record E1(int V);
        [DecisionModel] public partial record struct Model(int Id) { void On(E1 {|OPSM1017:e|}) { } void On(E e) { } }
        """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task So_is_one_of_a_consumer() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
        [Event("e", Version = 2)] public partial record E(int V) { static E Upcast(E1 old) => new(old.V); }
        [Event("e")] public partial record E1(int V);
        [Consumer("c")] public partial class C { void On(E1 {|OPSM1017:e|}) { } void On(E e) { } }
        """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_chain_that_is_refused_already_is_not_reported_again() => new RuleTest<LooseVersionAnalyzer>(
        Usings + """
            [Event("e", Version = 2)] public partial record E(int V) { E Upcast(E1 old) => this; }
            [Event("e")] public partial record E1(int V);
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_second_model_is_reported() => new RuleTest<SecondModelAnalyzer>(
        Usings + """
            [EventModel] public static partial class A;
            [EventModel] public static partial class {|OPSM1014:B|};
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task One_model_is_not_reported() => new RuleTest<SecondModelAnalyzer>(
        Usings + """
            [EventModel] public static partial class A;
            public static partial class B;
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
