using Opossum.Typed.Analyzers.Tests.Support;
using Rule = Opossum.Typed.Analyzers.Tests.Support.RuleTest<Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4001.</summary>
public class FlushDisabledInProductionTests
{
    private const string Violation = """
        using Opossum.Typed;
        class Startup { OpossumOptions Production => new() { {|OPSM4001:FlushEventsImmediately = false|} }; }
        """;

    private const string SameWithoutMarkup = """
        using Opossum.Typed;
        class Startup { OpossumOptions Production => new() { FlushEventsImmediately = false }; }
        """;

    public static TheoryData<string> WaysToSwitchItOff =>
    [
        "{|OPSM4001:options.FlushEventsImmediately = false|};",
        "{|OPSM4001:options.FlushEventsImmediately = (false)|};",
        "{|OPSM4001:options.FlushEventsImmediately = !true|};",
        "{|OPSM4001:options.FlushEventsImmediately = default|};",
        "const bool off = false; {|OPSM4001:options.FlushEventsImmediately = off|};",
        "{|OPSM4001:options.FlushEventsImmediately = Off|};",
        "_ = new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|} };",
        "OpossumOptions o = new() { SomethingElse = true, {|OPSM4001:FlushEventsImmediately = Off|} };",
        "_ = options with { {|OPSM4001:FlushEventsImmediately = false|} };",
        "_ = new Host { Store = { {|OPSM4001:FlushEventsImmediately = false|} } };",
        "System.Action<OpossumOptions> configure = o => {|OPSM4001:o.FlushEventsImmediately = false|};",
        "bool other = {|OPSM4001:options.FlushEventsImmediately = false|};",
        "{|OPSM4001:options.FlushEventsImmediately &= false|};",
        "bool off = false; {|OPSM4001:options.FlushEventsImmediately = off|};",
        "bool off; off = false; {|OPSM4001:options.FlushEventsImmediately = off|};",
        "var on = true; var off = !on; var copy = off; {|OPSM4001:options.FlushEventsImmediately = copy|};",
        "{|OPSM4001:options.FlushEventsImmediately = StaticOff|};",
        "{|OPSM4001:options.FlushEventsImmediately = fromConfiguration && false|};",
        "{|OPSM4001:options.FlushEventsImmediately = fromConfiguration ? false : true|};",
        "{|OPSM4001:options.FlushEventsImmediately = size switch { > 10 => false, _ => true }|};",
        "if (fromConfiguration) {|OPSM4001:options.FlushEventsImmediately = false|};",
    ];

    public static TheoryData<string> Harmless =>
    [
        "options.FlushEventsImmediately = true;",
        "_ = new OpossumOptions { FlushEventsImmediately = true };",
        "_ = options with { FlushEventsImmediately = !false };",
        "const bool on = true; options.FlushEventsImmediately = on;",
        "options.FlushEventsImmediately = fromConfiguration;",
        "options.FlushEventsImmediately = !fromConfiguration;",
        "options.FlushEventsImmediately = fromConfiguration && size > 10;",
        "options.FlushEventsImmediately = fromConfiguration || size > 10;",
        "options.FlushEventsImmediately |= false;",
        "options.FlushEventsImmediately &= fromConfiguration;",
        "bool off = false; off = fromConfiguration; options.FlushEventsImmediately = off;",
        "bool off = false; Ask(out off); options.FlushEventsImmediately = off;",
        "bool off = false; ref var alias = ref off; alias = true; options.FlushEventsImmediately = off;",
        "bool off = false, other; (off, other) = (true, true); options.FlushEventsImmediately = off;",
        "bool off = false; off |= fromConfiguration; options.FlushEventsImmediately = off;",
        "foreach (var off in new bool[1]) options.FlushEventsImmediately = off;",
        "_ = new OpossumOptions { FlushEventsImmediately = SetByConstructor };",
        "_ = new OpossumOptions { FlushEventsImmediately = Mutable };",
        "options.SomethingElse = false;",
        "_ = new SomebodyElses { FlushEventsImmediately = false };",
        "_ = options is { FlushEventsImmediately: false };",
        "if (options.FlushEventsImmediately == false) { }",
        "bool FlushEventsImmediately = false; _ = FlushEventsImmediately;",
    ];

    [SampledTheory]
    [MemberData(nameof(WaysToSwitchItOff))]
    public Task A_constant_false_is_reported_on_the_whole_assignment(string statement) =>
        new Rule(Standins.Options, InsideAMethod(statement)).RunAsync(CancellationToken.None);

    [SampledTheory]
    [MemberData(nameof(Harmless))]
    public Task Anything_else_is_left_alone(string statement) =>
        new Rule(Standins.Options, InsideAMethod(statement)).RunAsync(CancellationToken.None);

    [Fact]
    public Task It_knows_the_options_of_the_library() => new Rule(Violation).WithLibrary().RunAsync(CancellationToken.None);

    [Fact]
    public Task It_knows_the_options_of_a_hosted_store() => new Rule(Standins.Options, """
        using Opossum.Typed;
        using Opossum.Typed.Hosting;
        class Startup
        {
            void Configure(System.Action<System.Action<HostedStoreOptions>> addOpossum)
            {
                addOpossum(o => {|OPSM4001:o.FlushEventsImmediately = false|});
                addOpossum(o => { {|OPSM4001:o.Flush = FlushStrategy.Every(100)|}; });
                addOpossum(o => o.FlushEventsImmediately = true);
            }
        }
        """).RunAsync(CancellationToken.None);

    [Fact]
    public Task A_field_initialiser_and_a_property_are_seen_as_well() => new Rule(Standins.Options, Violation, """
        using Opossum.Typed;
        class Stores { static readonly OpossumOptions Fast = new() { {|OPSM4001:FlushEventsImmediately = false|} }; }
        """).RunAsync(CancellationToken.None);

    [Fact]
    public Task A_pragma_suppresses_it() => new Rule(Standins.Options, """
        using Opossum.Typed;
        class Cache
        {
        #pragma warning disable OPSM4001
            OpossumOptions Rebuilt => new() { FlushEventsImmediately = false };
        #pragma warning restore OPSM4001
        }
        """).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("true")]
    [InlineData("True")]
    public Task A_test_project_may_switch_it_off(string value) =>
        new Rule(Standins.Options, SameWithoutMarkup).WithBuildProperty("IsTestProject", value).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("false")]
    [InlineData("")]
    public Task A_project_that_says_it_is_no_test_project_may_not(string value) =>
        new Rule(Standins.Options, Violation).WithBuildProperty("IsTestProject", value).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("xunit.core")]
    [InlineData("xunit.v3.core")]
    [InlineData("nunit.framework")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework")]
    [InlineData("MSTest.TestFramework")]
    [InlineData("TUnit.Core")]
    [InlineData("BenchmarkDotNet")]
    public Task A_project_that_references_a_test_framework_may_switch_it_off(string framework) =>
        new Rule(Standins.Options, SameWithoutMarkup).WithReferenceTo(framework).RunAsync(CancellationToken.None);

    [Fact]
    public Task Another_reference_makes_no_test_project() =>
        new Rule(Standins.Options, Violation).WithReferenceTo("xunit.assert.lookalike").RunAsync(CancellationToken.None);

    [Fact]
    public Task Generated_code_is_left_alone() =>
        new Rule(Standins.Options, "// <auto-generated/>\n" + SameWithoutMarkup).RunAsync(CancellationToken.None);

    [Fact]
    public Task Without_the_library_there_is_nothing_to_say() => new Rule("""
        class OpossumOptions { public bool FlushEventsImmediately { get; set; } }
        class Startup { OpossumOptions Production => new() { FlushEventsImmediately = false }; }
        """).RunAsync(CancellationToken.None);

    [Fact]
    public Task Options_without_the_property_do_no_harm() => new Rule("""
        namespace Opossum.Typed { class OpossumOptions { public bool Other { get; set; } } }
        class Startup { Opossum.Typed.OpossumOptions Production => new() { Other = false }; }
        """).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("options.FlushEventsImmediately = ;")]
    [InlineData("options.FlushEventsImmediately = unknown;")]
    [InlineData("options.FlushEventsImmediately = 0;")]
    [InlineData("unknown.FlushEventsImmediately = false;")]
    [InlineData("_ = new OpossumOptions { FlushEventsImmediately = ")]
    [InlineData("_ = new OpossumOptions { = false };")]
    [InlineData("_ = options with { FlushEventsImmediately };")]
    public Task Code_that_does_not_compile_is_left_to_the_compiler(string statement) =>
        new Rule(Standins.Options, InsideAMethod(statement)).WithBrokenCode().RunAsync(CancellationToken.None);

    private static string InsideAMethod(string statement) => $$"""
        using Opossum.Typed;
        class SomebodyElses { public bool FlushEventsImmediately { get; set; } }
        class Host { public OpossumOptions Store { get; } = new(); }
        static class Other { public static readonly bool Off = false; static Other() => Off = System.DateTime.Now.Year > 2000; }
        class Startup
        {
            const bool Off = false;
            static readonly bool StaticOff = !true;
            static readonly bool SetByConstructor = Other.Off;
            static bool Mutable = false;
            static bool Ask(out bool answer) => answer = true;
            void Configure(OpossumOptions options, bool fromConfiguration, int size)
            {
                {{statement}}
            }
        }
        """;
}
