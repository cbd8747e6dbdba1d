using Opossum.Typed.CodeFixes.Durability;
using Fix = Opossum.Typed.Analyzers.Tests.Support.FixTest<
    Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer,
    Opossum.Typed.CodeFixes.Durability.FlushDisabledInProductionFix>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4001's second offer: development only.</summary>
public class FlushGuardFixTests
{
    [SampledTheory]
    [InlineData("{|OPSM4001:options.FlushEventsImmediately = false|};", "if (env.IsDevelopment()) options.FlushEventsImmediately = false;")]
    [InlineData("{|OPSM4001:options.Flush = FlushStrategy.Every(100)|};", """
        if (env.IsDevelopment()) options.Flush = FlushStrategy.Every(100);
        """)]
    [InlineData("if (flag) {|OPSM4001:options.FlushEventsImmediately = false|}; else flag = true;", """
        if (flag) { if (env.IsDevelopment()) options.FlushEventsImmediately = false; } else flag = true;
        """)]
    [InlineData("_ = new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|} };", """
        _ = new OpossumOptions { FlushEventsImmediately = !env.IsDevelopment() };
        """)]
    [InlineData("_ = new OpossumOptions { {|OPSM4001:Flush = FlushStrategy.Every(100)|} };", """
        _ = new OpossumOptions { Flush = env.IsDevelopment() ? FlushStrategy.Every(100) : null };
        """)]
    [InlineData("System.Action<OpossumOptions> set = o => {|OPSM4001:o.FlushEventsImmediately = false|};", """
        System.Action<OpossumOptions> set = o => o.FlushEventsImmediately = !env.IsDevelopment();
        """)]
    public Task It_is_left_to_development(string before, string after) =>
        Test(Method("IHostEnvironment env", before), Method("IHostEnvironment env", after));

    [SampledTheory]
    [InlineData("IMyEnvironment env", "env")]
    [InlineData("HostApplicationBuilder builder", "builder.Environment")]
    [InlineData("IHostEnvironment @event", "@event")]
    public Task Whatever_knows_the_environment_is_asked(string parameter, string environment) => Test(
        Method(parameter, "{|OPSM4001:options.FlushEventsImmediately = false|};"),
        Method(parameter, $"if ({environment}.IsDevelopment()) options.FlushEventsImmediately = false;"));

    [Fact]
    public Task A_field_will_do_and_the_using_is_added() => Test("""
        using Opossum.Typed;
        class Startup
        {
            readonly Microsoft.Extensions.Hosting.IHostEnvironment _env = null;
            void Configure(OpossumOptions options)
            {
                {|OPSM4001:options.FlushEventsImmediately = false|};
            }
        }
        """, """
        using Opossum.Typed;
        using Microsoft.Extensions.Hosting;
        class Startup
        {
            readonly Microsoft.Extensions.Hosting.IHostEnvironment _env = null;
            void Configure(OpossumOptions options)
            {
                if (_env.IsDevelopment()) options.FlushEventsImmediately = false;
            }
        }
        """);

    [Fact]
    public Task All_at_once() => Test(
        Method("IHostEnvironment env", """
            _ = new OpossumOptions
            {
                {|OPSM4001:FlushEventsImmediately = false|},
                {|OPSM4001:Flush = FlushStrategy.Every(100)|},
            };
            {|OPSM4001:options.FlushEventsImmediately = false|};
            """),
        Method("IHostEnvironment env", """
            _ = new OpossumOptions
            {
                FlushEventsImmediately = !env.IsDevelopment(),
                Flush = env.IsDevelopment() ? FlushStrategy.Every(100) : null,
            };
            if (env.IsDevelopment()) options.FlushEventsImmediately = false;
            """));

    [SampledTheory]
    [InlineData("string env")]
    [InlineData("out IHostEnvironment env")]
    public Task Where_nothing_knows_the_environment_it_is_not_offered(string parameter)
    {
        var source = Method(parameter, "System.Action set = () => {|OPSM4001:options.FlushEventsImmediately = false|}; env = null;");
        return Test(source, source);
    }

    [Fact]
    public Task A_member_of_an_instance_is_no_help_to_static_code()
    {
        const string Source = """
            using Microsoft.Extensions.Hosting;
            using Opossum.Typed;
            class Startup
            {
                readonly IHostEnvironment _env = null;
                static OpossumOptions Fast() => new() { {|OPSM4001:FlushEventsImmediately = false|} };
            }
            """;
        return Test(Source, Source);
    }

    private static Task Test(string before, string after) =>
        new Fix(before, after)
            .Beside(Standins.Options)
            .Beside(Standins.Hosting)
            .Choosing(FlushDisabledInProductionFix.Guard)
            .RunAsync(CancellationToken.None);

    private static string Method(string parameter, string statement) => $$"""
        using Microsoft.Extensions.Hosting;
        using Opossum.Typed;
        interface IMyEnvironment : IHostEnvironment;
        class Startup
        {
            void Configure(OpossumOptions options, bool flag, {{parameter}})
            {
                {{statement}}
            }
        }
        """;
}
