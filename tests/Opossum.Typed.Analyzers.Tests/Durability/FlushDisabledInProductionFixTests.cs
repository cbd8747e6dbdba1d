using Opossum.Typed.CodeFixes.Durability;
using Fix = Opossum.Typed.Analyzers.Tests.Support.FixTest<
    Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer,
    Opossum.Typed.CodeFixes.Durability.FlushDisabledInProductionFix>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>What OPSM4001 offers.</summary>
public class FlushDisabledInProductionFixTests
{
    private const string Options = """
        namespace Opossum.Typed
        {
            public sealed record OpossumOptions
            {
                public bool FlushEventsImmediately { get; set; } = true;
                public bool SomethingElse { get; set; } = true;
            }
        }
        """;

    [Theory]
    [InlineData("_ = new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = new OpossumOptions();")]
    [InlineData("_ = new OpossumOptions() { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = new OpossumOptions();")]
    [InlineData("OpossumOptions o = new() { {|OPSM4001:FlushEventsImmediately = false|} };", "OpossumOptions o = new();")]
    [InlineData("_ = options with { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = options;")]
    [InlineData("System.Action<OpossumOptions> set = o => {|OPSM4001:o.FlushEventsImmediately = false|};", "System.Action<OpossumOptions> set = o => { };")]
    public Task It_is_removed(string before, string after) =>
        new Fix(InsideAMethod(before), InsideAMethod(after)).Beside(Options).Choosing(FlushDisabledInProductionFix.Remove).RunAsync(CancellationToken.None);

    private static string InsideAMethod(string statement) => $$"""
        using Opossum.Typed;
        class Startup
        {
            void Configure(OpossumOptions options)
            {
                {{statement}}
            }
        }
        """;
}
