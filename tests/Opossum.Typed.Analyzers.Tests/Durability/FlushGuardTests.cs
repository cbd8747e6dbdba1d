using Rule = Opossum.Typed.Analyzers.Tests.Support.RuleTest<Opossum.Typed.Analyzers.Durability.FlushDisabledInProductionAnalyzer>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4001: what production can't reach is silent, what it can is not.</summary>
public class FlushGuardTests
{
    public static TheoryData<string> Guarded =>
    [
        "if (env.IsDevelopment()) options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment() == true) options.FlushEventsImmediately = false;",
        "if (HostEnvironmentEnvExtensions.IsDevelopment(env)) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(\"Development\")) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(\"development\")) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(\"Test\")) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(\"Testing\")) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(\"Local\")) options.FlushEventsImmediately = false;",
        "if (env.IsEnvironment(Environments.Development)) options.FlushEventsImmediately = false;",
        "if (!env.IsProduction()) options.FlushEventsImmediately = false;",
        "if (env.IsProduction() is false) options.FlushEventsImmediately = false;",
        "if (env.IsProduction()) { } else options.FlushEventsImmediately = false;",
        "if (!env.IsDevelopment()) return; options.FlushEventsImmediately = false;",
        "if (!env.IsDevelopment()) throw new System.Exception(); options.FlushEventsImmediately = false;",
        "if (env.IsProduction()) return; options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment() && flag) options.FlushEventsImmediately = false;",
        "if (flag && env.IsDevelopment()) options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment() || env.IsEnvironment(\"Test\")) options.FlushEventsImmediately = false;",
        "if (!(env.IsProduction() || flag)) options.FlushEventsImmediately = false;",
        "if (!(!env.IsDevelopment() || flag)) options.FlushEventsImmediately = false;",
        "if (!env.IsDevelopment() || flag) return; options.FlushEventsImmediately = false;",
        "if (env?.IsDevelopment() == true) options.FlushEventsImmediately = false;",
        "if (env?.IsDevelopment() ?? false) options.FlushEventsImmediately = false;",
        "if (env?.IsDevelopment() is true) options.FlushEventsImmediately = false;",
        "if (flag ? env.IsDevelopment() : env.IsEnvironment(\"Test\")) options.FlushEventsImmediately = false;",
        "var development = env.IsDevelopment(); if (development) options.FlushEventsImmediately = false;",
        "bool development = env.IsDevelopment(), fast = development && flag; if (fast) options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment()) goto fast; return; fast: options.FlushEventsImmediately = false;",
        "while (env.IsDevelopment()) { options.FlushEventsImmediately = false; break; }",
        "for (var i = 0; env.IsDevelopment() && i < 1; i++) options.FlushEventsImmediately = false;",
        "try { if (env.IsProduction()) return; options.FlushEventsImmediately = false; } finally { flag = true; }",
        "try { flag = true; } catch (System.Exception) when (env.IsDevelopment()) { options.FlushEventsImmediately = false; }",
        "if (env.IsDevelopment()) try { flag = true; } catch { options.FlushEventsImmediately = false; }",
        "options.FlushEventsImmediately = !env.IsDevelopment();",
        "options.FlushEventsImmediately = env.IsProduction();",
        "options.FlushEventsImmediately = env.IsDevelopment() ? false : true;",
        "options.FlushEventsImmediately = env.IsProduction() || flag;",
        "options.FlushEventsImmediately = env.EnvironmentName switch { \"Development\" or \"Test\" => false, _ => true };",
        "var flush = true; if (env.IsDevelopment()) flush = false; options.FlushEventsImmediately = flush;",
        "_ = new OpossumOptions { FlushEventsImmediately = !env.IsDevelopment() };",
        "_ = new OpossumOptions { FlushEventsImmediately = env.IsDevelopment() ? false : true };",
        "_ = env.IsDevelopment() ? new OpossumOptions { FlushEventsImmediately = false } : new OpossumOptions();",
        "_ = env.IsDevelopment() ? options with { FlushEventsImmediately = false } : options;",
        "if (env.IsDevelopment()) Configure(o => o.FlushEventsImmediately = false);",
        "if (env.IsDevelopment()) Configure(o => Configure(p => { p.FlushEventsImmediately = false; }));",
        "Configure(o => { if (env.IsDevelopment()) o.FlushEventsImmediately = false; });",
        "Configure(o => { if (!env.IsDevelopment()) return; o.FlushEventsImmediately = false; });",
        "if (env.IsDevelopment()) Fast(); void Fast() => options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment()) Fast(); void Fast() => Faster(); void Faster() => options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment()) Configure(Fast); void Fast(OpossumOptions o) => o.FlushEventsImmediately = false;",
        "Fast(); void Fast() { if (env.IsProduction()) return; options.FlushEventsImmediately = false; }",
        "switch (env.EnvironmentName) { case \"Development\": options.FlushEventsImmediately = false; break; }",
        """
            switch (env.EnvironmentName)
            {
                case "Development": case "Test": options.FlushEventsImmediately = false;
                break;
                default: break;
            }
            """,
        "if (env.EnvironmentName == \"Development\") options.FlushEventsImmediately = false;",
        "if (env.EnvironmentName == Environments.Development) options.FlushEventsImmediately = false;",
        "if (env.EnvironmentName != \"Production\") options.FlushEventsImmediately = false;",
        "if (env.EnvironmentName is \"Development\" or \"Test\") options.FlushEventsImmediately = false;",
        "if (env.EnvironmentName is not \"Development\") return; options.FlushEventsImmediately = false;",
        """
            if (env.EnvironmentName.Equals("development", System.StringComparison.OrdinalIgnoreCase))
                options.FlushEventsImmediately = false;
            """,
        "if (string.Equals(\"Development\", env.EnvironmentName)) options.FlushEventsImmediately = false;",
        """
            if (System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development")
                options.FlushEventsImmediately = false;
            """,
        """
            var name = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
            if (name == "Development") options.FlushEventsImmediately = false;
            """,
        "if (App.IsDevelopment) options.FlushEventsImmediately = false;",
        "if (env.IsDevelopment()) options.Flush = FlushStrategy.Every(100);",
        "options.Flush = env.IsDevelopment() ? FlushStrategy.Every(100) : null;",
        "DebugOnly(options);",
        """
            [System.Diagnostics.Conditional("DEBUG")] static void Fast(OpossumOptions o) => o.FlushEventsImmediately = false;
            Fast(options);
            """,
    ];

    public static TheoryData<string> NotGuarded =>
    [
        "if (env.IsProduction()) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (!env.IsDevelopment()) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsDevelopment()) return; {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsDevelopment()) { flag = true; } {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsDevelopment() || flag) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (!(env.IsProduction() && flag)) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (!env.IsDevelopment() && flag) return; {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsStaging()) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsEnvironment(\"Staging\")) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsEnvironment(\"Production\")) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.EnvironmentName == \"Production\") {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.EnvironmentName != \"Development\") {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (other == \"Development\") {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env?.IsDevelopment() != false) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env?.IsDevelopment() ?? true) {|OPSM4001:options.FlushEventsImmediately = false|};",
        "var development = env.IsDevelopment(); development = flag; if (development) {|OPSM4001:options.FlushEventsImmediately = false|};",
        """
            switch (env.EnvironmentName)
            {
                case "Development": break;
                default: {|OPSM4001:options.FlushEventsImmediately = false|};
                break;
            }
            """,
        "{|OPSM4001:options.FlushEventsImmediately = env.IsDevelopment()|};",
        "{|OPSM4001:options.FlushEventsImmediately = env.IsDevelopment() && flag|};",
        "{|OPSM4001:options.FlushEventsImmediately = env.IsProduction() ? false : true|};",
        "{|OPSM4001:options.FlushEventsImmediately = env.EnvironmentName switch { \"Development\" => true, _ => false }|};",
        "_ = env.IsDevelopment() ? options : new OpossumOptions { {|OPSM4001:FlushEventsImmediately = false|} };",
        "if (env.IsDevelopment()) return; Configure(o => {|OPSM4001:o.FlushEventsImmediately = false|});",
        "Configure(o => { if (env.IsDevelopment()) return; {|OPSM4001:o.FlushEventsImmediately = false|}; });",
        "if (env.IsDevelopment()) Fast(); Fast(); void Fast() => {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsDevelopment()) Fast(); Configure(_ => Fast()); void Fast() => {|OPSM4001:options.FlushEventsImmediately = false|};",
        "System.Action fast = Fast; if (env.IsDevelopment()) fast(); void Fast() => {|OPSM4001:options.FlushEventsImmediately = false|};",
        "try { if (env.IsDevelopment()) return; } catch { {|OPSM4001:options.FlushEventsImmediately = false|}; }",
        "try { if (env.IsDevelopment()) return; } finally { {|OPSM4001:options.FlushEventsImmediately = false|}; }",
        "do { if (env.IsDevelopment()) continue; {|OPSM4001:options.FlushEventsImmediately = false|}; } while (flag);",
        "goto end; end: {|OPSM4001:options.FlushEventsImmediately = false|};",
        "if (env.IsDevelopment()) goto fast; fast: {|OPSM4001:options.FlushEventsImmediately = false|};",
        """
            [System.Diagnostics.Conditional("TRACE")]
            static void Fast(OpossumOptions o) => {|OPSM4001:o.FlushEventsImmediately = false|};
            Fast(options);
            """,
        "if (!env.IsDevelopment()) {|OPSM4001:options.Flush = FlushStrategy.Every(100)|};",
    ];

    [SampledTheory]
    [MemberData(nameof(Guarded))]
    public Task What_development_alone_reaches_is_silent(string statement) => Test(statement).RunAsync(CancellationToken.None);

    [SampledTheory]
    [MemberData(nameof(NotGuarded))]
    public Task What_production_reaches_is_reported(string statement) => Test(statement).RunAsync(CancellationToken.None);

    [Fact]
    public Task Top_level_statements_are_understood()
    {
        var test = new Rule("""
            using Microsoft.Extensions.Hosting;
            using Opossum.Typed;
            var builder = new HostApplicationBuilder();
            var options = new OpossumOptions();
            if (builder.Environment.IsDevelopment()) options.FlushEventsImmediately = false;
            {|OPSM4001:options.FlushEventsImmediately = false|};
            """, Standins.Options, Standins.Hosting);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync(CancellationToken.None);
    }

    [SampledTheory]
    [InlineData("DEBUG")]
    [InlineData("DEBUG && SPECIAL")]
    [InlineData("!(!DEBUG)")]
    public Task Code_under_a_condition_that_needs_DEBUG_is_silent(string condition) => WithDebug(new($$"""
        #define SPECIAL
        class Startup
        {
            void Configure(Opossum.Typed.OpossumOptions options)
            {
        #if {{condition}}
                options.FlushEventsImmediately = false;
        #endif
            }
        }
        """, Standins.Options)).RunAsync(CancellationToken.None);

    [Fact]
    public Task The_other_branch_of_not_DEBUG_is_silent() => WithDebug(new("""
        class Startup
        {
            void Configure(Opossum.Typed.OpossumOptions options)
            {
        #if !DEBUG
                options.FlushEventsImmediately = true;
        #else
                options.FlushEventsImmediately = false;
        #endif
            }
        }
        """, Standins.Options)).RunAsync(CancellationToken.None);

    [SampledTheory]
    [InlineData("DEBUG || SPECIAL")]
    [InlineData("SPECIAL")]
    public Task Code_under_another_condition_is_reported(string condition) => WithDebug(new($$"""
        #define SPECIAL
        class Startup
        {
            void Configure(Opossum.Typed.OpossumOptions options)
            {
        #if DEBUG
        #endif
        #if {{condition}}
                {|OPSM4001:options.FlushEventsImmediately = false|};
        #endif
            }
        }
        """, Standins.Options)).RunAsync(CancellationToken.None);

    private static Rule WithDebug(Rule test)
    {
        test.SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(
            project,
            ((Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)solution.GetProject(project)!.ParseOptions!)
                .WithPreprocessorSymbols("DEBUG")));
        return test;
    }

    private static Rule Test(string statement) => new(Standins.Options, Standins.Hosting, $$"""
        using Microsoft.Extensions.Hosting;
        using Opossum.Typed;
        static class App { public static bool IsDevelopment => true; }
        class Startup
        {
            void Startup_(OpossumOptions options, IHostEnvironment env, bool flag, string other)
            {
                {{statement}}
            }

            static void Configure(System.Action<OpossumOptions> configure) { }

            [System.Diagnostics.Conditional("DEBUG")]
            static void DebugOnly(OpossumOptions options) => options.FlushEventsImmediately = false;
        }
        """);
}
