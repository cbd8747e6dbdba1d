using Opossum.Typed.Analyzers.Tests.Support;
using Rule = Opossum.Typed.Analyzers.Tests.Support.RuleTest<Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4001, for strategies: each of them acknowledges before it flushes.</summary>
public class FlushStrategyTests
{
    [SampledTheory]
    [InlineData("{|OPSM4001:options.Flush = FlushStrategy.Every(100)|};")]
    [InlineData("{|OPSM4001:options.Flush = FlushStrategy.Every(System.TimeSpan.FromSeconds(1))|};")]
    [InlineData("{|OPSM4001:options.Flush = FlushStrategy.WhenTheSystemDoes|};")]
    [InlineData("{|OPSM4001:options.Flush ??= FlushStrategy.WhenTheSystemDoes|};")]
    [InlineData("{|OPSM4001:options.Flush = new FlushStrategy()|};")]
    [InlineData("_ = new OpossumOptions { {|OPSM4001:Flush = FlushStrategy.Every(100)|} };")]
    [InlineData("_ = options with { {|OPSM4001:Flush = FlushStrategy.Every(100)|} };")]
    [InlineData("var strategy = FlushStrategy.Every(100); {|OPSM4001:options.Flush = strategy|};")]
    [InlineData("{|OPSM4001:options.Flush = Shared|};")]
    [InlineData("{|OPSM4001:options.Flush = given|};")]
    [InlineData("if (perhaps is not null) {|OPSM4001:options.Flush = perhaps|};")]
    [InlineData("{|OPSM4001:options.Flush = perhaps ?? FlushStrategy.Every(100)|};")]
    [InlineData("{|OPSM4001:options.Flush = flag ? FlushStrategy.Every(100) : null|};")]
    public Task A_strategy_is_reported(string statement) =>
        new Rule(Standins.Options, InsideAMethod(statement)).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("options.Flush = null;")]
    [InlineData("options.Flush = default;")]
    [InlineData("options.Flush = perhaps;")]
    [InlineData("FlushStrategy? none = null; options.Flush = none;")]
    [InlineData("_ = options.Flush == FlushStrategy.WhenTheSystemDoes;")]
    public Task None_or_one_that_may_be_none_is_left_alone(string statement) =>
        new Rule(Standins.Options, InsideAMethod(statement)).RunAsync(CancellationToken.None);

    [Fact]
    public Task It_knows_the_strategies_of_the_library() => new Rule("""
        using Opossum.Typed;
        class Startup
        {
            OpossumOptions Production =>
                new() { {|OPSM4001:FlushEventsImmediately = false|}, {|OPSM4001:Flush = FlushStrategy.Every(100)|} };
        }
        """).WithLibrary().RunAsync(CancellationToken.None);

    [Fact]
    public Task Without_the_type_another_property_of_that_name_says_nothing() => new Rule("""
        namespace Opossum.Typed { class OpossumOptions { public string Flush { get; set; } } }
        class Startup { Opossum.Typed.OpossumOptions Production => new() { Flush = "rarely" }; }
        """).RunAsync(CancellationToken.None);

    private static string InsideAMethod(string statement) => $$"""
        #nullable enable
        using Opossum.Typed;
        class Startup
        {
            static readonly FlushStrategy Shared = FlushStrategy.Every(100);
            void Configure(OpossumOptions options, FlushStrategy given, FlushStrategy? perhaps, bool flag)
            {
                {{statement}}
            }
        }
        """;
}
