using Opossum.Typed.Analyzers.Durability;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>
/// OPSM4001 over the shapes that start-up code takes where a host keeps the store: chains of builders, classes and methods for options, and
/// what is set after all else.
/// </summary>
public class HostedStoreTests
{
    /// <summary>The parts of the platform and of the hosting package that start-up code is made of, under their own names.</summary>
    private const string Platform = """
        #nullable enable
        using System;
        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IServiceCollection;
            public interface IConfigureOptions<T> { void Configure(T options); }
            public interface IPostConfigureOptions<T> { void PostConfigure(string? name, T options); }
            public static class OptionsExtensions
            {
                public static IServiceCollection Configure<T>(this IServiceCollection services, Action<T> configure) => services;
                public static IServiceCollection PostConfigure<T>(this IServiceCollection services, Action<T> configure) => services;
                public static OptionsBuilder<T> AddOptions<T>(this IServiceCollection services) => new();
            }
            public sealed class OptionsBuilder<T>
            {
                public OptionsBuilder<T> Configure(Action<T> configure) => this;
                public OptionsBuilder<T> Configure<TOther>(Action<T, TOther> configure) => this;
                public OptionsBuilder<T> PostConfigure(Action<T> configure) => this;
            }
        }
        namespace Opossum.Typed.Hosting
        {
            using Microsoft.Extensions.DependencyInjection;
            public static class Extensions
            {
                public static IServiceCollection AddOpossum(
                    this IServiceCollection services, string model, Action<HostedStoreOptions>? configure = null) =>
                    services;
            }
        }
        """;

    public static TheoryData<string> Careless =>
    [
        "services.AddOpossum(\"m\", o => {|OPSM4001:o.FlushEventsImmediately = false|});",
        "services.AddOpossum(\"m\", o => { o.RootPath = \"data\"; {|OPSM4001:o.FlushEventsImmediately = false|}; });",
        "services.AddOpossum(\"a\").AddOpossum(\"b\", o => {|OPSM4001:o.FlushEventsImmediately = false|}).AddOpossum(\"c\");",
        "services.AddOpossum(\"m\", configure: delegate(HostedStoreOptions o) { {|OPSM4001:o.FlushEventsImmediately = false|}; });",
        "services.AddOpossum(\"m\", Set); void Set(HostedStoreOptions o) => {|OPSM4001:o.FlushEventsImmediately = false|};",
        "services.AddOpossum(\"m\", o => Set(o)); static void Set(HostedStoreOptions o) { {|OPSM4001:o.FlushEventsImmediately = false|}; }",
        "Action<HostedStoreOptions> configure = o => {|OPSM4001:o.FlushEventsImmediately = false|}; services.AddOpossum(\"m\", configure);",
        "services.Configure<HostedStoreOptions>(o => {|OPSM4001:o.FlushEventsImmediately = false|});",
        "services.PostConfigure<HostedStoreOptions>(o => {|OPSM4001:o.FlushEventsImmediately = false|});",
        """
            services.AddOptions<HostedStoreOptions>()
                .Configure(o => o.RootPath = "d")
                .PostConfigure(o => {|OPSM4001:o.FlushEventsImmediately = false|});
            """,
        """
            services.AddOptions<HostedStoreOptions>()
                .Configure<IHostEnvironment>((o, e) => {|OPSM4001:o.FlushEventsImmediately = e.IsDevelopment()|});
            """,
        "services.AddOpossum(\"m\", o => {|OPSM4001:o.FlushEventsImmediately = env.IsDevelopment() ? true : false|});",
        "services.AddOpossum(\"m\", o => {|OPSM4001:o.FlushEventsImmediately = env.EnvironmentName == \"Development\"|});",
        "services.AddOpossum(\"m\", o => {|OPSM4001:o.Flush = FlushStrategy.Every(100)|});",
        "services.AddOpossum(\"m\", o => {|OPSM4001:o.Flush = env.IsDevelopment() ? null : FlushStrategy.Every(100)|});",
        "var options = new HostedStoreOptions { RootPath = \"d\", {|OPSM4001:FlushEventsImmediately = false|} };",
        "services.AddOpossum(\"m\", o => { if (!env.IsDevelopment()) {|OPSM4001:o.FlushEventsImmediately = false|}; });",
        """
            services.AddOpossum("m", o =>
            {
                switch (env.EnvironmentName)
                {
                    case "Development": break;
                    default: {|OPSM4001:o.FlushEventsImmediately = false|}; break;
                }
            });
            """,
        "services.AddOpossum(\"m\", o => { try { {|OPSM4001:o.FlushEventsImmediately = false|}; } finally { o.RootPath = \"d\"; } });",
        "foreach (var name in new[] { \"a\", \"b\" }) services.AddOpossum(name, o => {|OPSM4001:o.FlushEventsImmediately = false|});",
    ];

    public static TheoryData<string> Careful =>
    [
        "services.AddOpossum(\"m\");",
        "services.AddOpossum(\"m\", o => o.FlushEventsImmediately = true);",
        "services.AddOpossum(\"m\", o => o.FlushEventsImmediately = !env.IsDevelopment());",
        "services.AddOpossum(\"m\", o => o.FlushEventsImmediately = env.IsProduction());",
        "services.AddOpossum(\"m\", o => o.FlushEventsImmediately = env.IsDevelopment() ? false : true);",
        "services.AddOpossum(\"m\", o => { if (env.IsDevelopment()) o.FlushEventsImmediately = false; });",
        "if (env.IsDevelopment()) services.AddOpossum(\"m\", o => o.FlushEventsImmediately = false); else services.AddOpossum(\"m\");",
        """
            if (!env.IsDevelopment()) { services.AddOpossum("m"); return; }
            services.AddOpossum("m", o => o.FlushEventsImmediately = false);
            """,
        "var isDevelopment = env.IsDevelopment(); services.AddOpossum(\"m\", o => o.FlushEventsImmediately = !isDevelopment);",
        "services.AddOptions<HostedStoreOptions>().Configure<IHostEnvironment>((o, e) => o.FlushEventsImmediately = !e.IsDevelopment());",
        "services.PostConfigure<HostedStoreOptions>(o => { if (env.IsEnvironment(\"Test\")) o.FlushEventsImmediately = false; });",
        "services.AddOpossum(\"m\", o => o.Flush = env.IsDevelopment() ? FlushStrategy.Every(100) : null);",
        """
            services.AddOpossum("m", o =>
            {
                switch (env.EnvironmentName)
                {
                    case "Development": o.FlushEventsImmediately = false; break;
                    default: break;
                }
            });
            """,
        "services.AddOpossum(\"m\", o => o.FlushEventsImmediately = fromConfiguration);",
    ];

    [SampledTheory, MemberData(nameof(Careless))]
    public Task What_production_gets_is_reported(string body) => Reports(InMethod(body));

    [SampledTheory, MemberData(nameof(Careful))]
    public Task What_it_does_not_get_is_not(string body) => Reports(InMethod(body));

    [SampledTheory]
    [InlineData("""
        class Setup : IConfigureOptions<HostedStoreOptions>
        {
            public void Configure(HostedStoreOptions options) => {|OPSM4001:options.FlushEventsImmediately = false|};
        }
        """)]
    [InlineData("""
        class Setup : IPostConfigureOptions<HostedStoreOptions>
        {
            public void PostConfigure(string? name, HostedStoreOptions options)
            {
                if (name == "m") {|OPSM4001:options.FlushEventsImmediately = false|};
            }
        }
        """)]
    [InlineData("""
        class Setup(IHostEnvironment env) : IConfigureOptions<HostedStoreOptions>
        {
            public void Configure(HostedStoreOptions options) => options.FlushEventsImmediately = !env.IsDevelopment();
        }
        """)]
    [InlineData("""
        static class Own
        {
            public static IServiceCollection AddFastStore(this IServiceCollection services) =>
                services.AddOpossum("m", o => {|OPSM4001:o.FlushEventsImmediately = false|});
        }
        """)]
    [InlineData("""
        static class Own
        {
            public static HostedStoreOptions Fast(this HostedStoreOptions options)
            {
                {|OPSM4001:options.FlushEventsImmediately = false|};
                return options;
            }
        }
        """)]
    [InlineData("""
        static class Own
        {
            public static IServiceCollection AddFastStore(this IServiceCollection services, IHostEnvironment env) =>
                env.IsDevelopment() ? services.AddOpossum("m", o => o.FlushEventsImmediately = false) : services.AddOpossum("m");
        }
        """)]
    public Task Classes_and_extension_methods_for_options_are_looked_into(string types) => Reports(types);

    private static string InMethod(string body) => """
        class Startup { void Run(IServiceCollection services, IHostEnvironment env, bool fromConfiguration) {
        """ + body + " } }";

    private static Task Reports(string types) => new RuleTest<FlushDisabledInProductionAnalyzer>(
        """
            #nullable enable
            using System;
            using Opossum.Typed;
            using Opossum.Typed.Hosting;
            using Microsoft.Extensions.Hosting;
            using Microsoft.Extensions.DependencyInjection;

            """ + types,
        Platform,
        Standins.Options,
        Standins.Hosting).RunAsync(TestContext.Current.CancellationToken);
}
