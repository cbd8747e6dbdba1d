namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>Sources that stand for what a program references.</summary>
internal static class Standins
{
    /// <summary>The options as the library declares them, but a record with setters, so that every shape of writing compiles.</summary>
    public const string Options = """
        #nullable enable
        namespace Opossum.Typed
        {
            public sealed record OpossumOptions
            {
                public bool FlushEventsImmediately { get; set; } = true;
                public FlushStrategy? Flush { get; set; }
                public bool SomethingElse { get; set; } = true;
            }

            public sealed class FlushStrategy
            {
                public static FlushStrategy WhenTheSystemDoes { get; } = new();
                public static FlushStrategy Every(int count) => new();
                public static FlushStrategy Every(System.TimeSpan interval) => new();
            }
        }

        namespace Opossum.Typed.Hosting
        {
            public sealed class HostedStoreOptions
            {
                public bool FlushEventsImmediately { get; set; } = true;
                public Opossum.Typed.FlushStrategy? Flush { get; set; }
                public string? RootPath { get; set; }
            }
        }
        """;

    /// <summary>The part of Microsoft.Extensions.Hosting that asks for the environment.</summary>
    public const string Hosting = """
        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostEnvironment { string EnvironmentName { get; set; } }

            public static class Environments
            {
                public static readonly string Development = "Development";
                public static readonly string Production = "Production";
                public static readonly string Staging = "Staging";
            }

            public static class HostEnvironmentEnvExtensions
            {
                public static bool IsDevelopment(this IHostEnvironment environment) => environment.IsEnvironment(Environments.Development);
                public static bool IsProduction(this IHostEnvironment environment) => environment.IsEnvironment(Environments.Production);
                public static bool IsStaging(this IHostEnvironment environment) => environment.IsEnvironment(Environments.Staging);
                public static bool IsEnvironment(this IHostEnvironment environment, string name) => environment.EnvironmentName == name;
            }

            public sealed class HostApplicationBuilder { public IHostEnvironment Environment { get; } = null!; }
        }
        """;
}
