using Opossum.Typed.CodeFixes.Durability;
using Fix = Opossum.Typed.Analyzers.Tests.Support.FixTest<
    Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer,
    Opossum.Typed.CodeFixes.Durability.FlushDisabledInProductionFix>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>What OPSM4001 offers.</summary>
public class FlushDisabledInProductionFixTests
{
    [SampledTheory]
    [InlineData("_ = new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = new OpossumOptions();")]
    [InlineData("_ = new OpossumOptions() { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = new OpossumOptions();")]
    [InlineData("OpossumOptions o = new() { {|OPSM4001:FlushEventsImmediately = false|} };", "OpossumOptions o = new();")]
    [InlineData("_ = options with { {|OPSM4001:FlushEventsImmediately = false|} };", "_ = options;")]
    [InlineData("""
        _ = new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|}, SomethingElse = true };
        """, "_ = new OpossumOptions { SomethingElse = true };")]
    [InlineData("""
        _ = new OpossumOptions { SomethingElse = true, {|OPSM4001:FlushEventsImmediately = false|} };
        """, "_ = new OpossumOptions { SomethingElse = true };")]
    [InlineData("_ = new Host { Store = { {|OPSM4001:FlushEventsImmediately = false|} } };", "_ = new Host { Store = { } };")]
    [InlineData("""
        System.Action<OpossumOptions> set = o => {|OPSM4001:o.FlushEventsImmediately = false|};
        """, "System.Action<OpossumOptions> set = o => { };")]
    [InlineData("if (flag) {|OPSM4001:options.FlushEventsImmediately = false|}; else flag = true;", "if (flag) { } else flag = true;")]
    [InlineData("Local(); void Local() => {|OPSM4001:options.FlushEventsImmediately = false|};", "Local(); void Local() { }")]
    public Task It_is_removed(string before, string after) =>
        new Fix(InsideAMethod(before), InsideAMethod(after))
            .Beside(Standins.Options)
            .Choosing(FlushDisabledInProductionFix.Remove)
            .RunAsync(CancellationToken.None);

    [Fact]
    public Task A_statement_goes_with_its_line() => new Fix("""
        using Opossum.Typed;
        class Startup
        {
            void Configure(OpossumOptions options)
            {
                options.SomethingElse = true;
                // Faster.
                {|OPSM4001:options.FlushEventsImmediately = false|};      // not safe
                options.SomethingElse = false;
            }
        }
        """, """
        using Opossum.Typed;
        class Startup
        {
            void Configure(OpossumOptions options)
            {
                options.SomethingElse = true;
                options.SomethingElse = false;
            }
        }
        """).Beside(Standins.Options).Choosing(FlushDisabledInProductionFix.Remove).RunAsync(CancellationToken.None);

    [Fact]
    public Task A_line_of_an_initialiser_goes_and_the_others_stay_as_they_are() => new Fix("""
        using Opossum.Typed;
        class Startup
        {
            OpossumOptions First => new()
            {
                {|OPSM4001:FlushEventsImmediately = false|},      // fast
                SomethingElse = true,   // else
            };

            OpossumOptions Last => new()
            {
                SomethingElse = true,   // else
                {|OPSM4001:FlushEventsImmediately = false|}
            };
        }
        """, """
        using Opossum.Typed;
        class Startup
        {
            OpossumOptions First => new()
            {
                SomethingElse = true,   // else
            };

            OpossumOptions Last => new()
            {
                SomethingElse = true   // else
            };
        }
        """).Beside(Standins.Options).Choosing(FlushDisabledInProductionFix.Remove).RunAsync(CancellationToken.None);

    [Fact]
    public Task All_are_removed_at_once_also_two_of_one_initialiser() => new Fix("""
        using Opossum.Typed;
        class Startup
        {
            OpossumOptions Both => new() { {|OPSM4001:FlushEventsImmediately = false|}, {|OPSM4001:Flush = FlushStrategy.Every(100)|} };
            OpossumOptions Other => new() { {|OPSM4001:FlushEventsImmediately = false|} };
        }
        """, """
        using Opossum.Typed;
        class Startup
        {
            OpossumOptions Both => new();
            OpossumOptions Other => new();
        }
        """).Beside(Standins.Options).Choosing(FlushDisabledInProductionFix.Remove).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("bool other = {|OPSM4001:options.FlushEventsImmediately = false|};")]
    [InlineData("System.Func<bool> off = () => {|OPSM4001:options.FlushEventsImmediately = false|};")]
    public Task Where_its_value_is_needed_it_stays(string statement) =>
        new Fix(InsideAMethod(statement), InsideAMethod(statement)).Beside(Standins.Options).RunAsync(CancellationToken.None);

    private static string InsideAMethod(string statement) => $$"""
        using Opossum.Typed;
        class Host { public OpossumOptions Store { get; } = new(); }
        class Startup
        {
            void Configure(OpossumOptions options, bool flag)
            {
                {{statement}}
            }
        }
        """;
}
