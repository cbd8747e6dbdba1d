using System.IO.Compression;
using System.Reflection;
using Opossum.Typed.Package.Tests.Support;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace Opossum.Typed.Package.Tests.Support;

/// <summary>
/// The package and those above it, packed once for all tests into a folder outside of the repository, with a version that no cache can
/// know. Beside it the <c>nuget.config</c> that makes the folder a source, and a global packages folder of its own.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    // The companions are built for tests of the full tier alone.
    private static readonly string[] Projects =
        Tier.IsFull
            ? ["Opossum.Typed", "Opossum.Typed.Testing", "Opossum.Typed.Hosting", "Opossum.Typed.AspNetCore"]
            : ["Opossum.Typed"];

    private readonly string _folder = Directory.CreateTempSubdirectory("opossum-package-").FullName;

    /// <summary>The package is packed in the configuration of this test run, whose outputs are there already.</summary>
    public static string Configuration { get; } =
        typeof(PackedPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    public string File => Path.Combine(Feed, $"Opossum.Typed.{Version}.nupkg");

    private string Feed => Path.Combine(_folder, "feed");

    private string Data => Path.Combine(_folder, "data");

    internal Dictionary<string, string> Environment => new(Quiet)
    {
        ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
        ["XDG_DATA_HOME"] = Data,                               // where file-based apps are built
        ["NuGetAudit"] = "false",                               // an advisory is no warning of ours
    };

    // No process stays behind that would hold the folder, and warnings are in the language that the tests read.
    private static Dictionary<string, string> Quiet => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Data);            // the runtime takes a folder that is not there for none at all
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{MachinePackages}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        foreach (var project in Projects)
        {
            string[] pack = ["pack", "src/" + project, "-c", Configuration, "--output", Feed, $"-p:PackageVersion={Version}"];
            await Dotnet.RunAsync(Dotnet.Program, RepositoryRoot, Quiet, pack);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A fresh, empty folder, from which the package can be restored.</summary>
    internal Consumer NewConsumer() => new(this, Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName);

    internal ZipArchive OpenArchive() => ZipFile.OpenRead(File);

    // What the repository's own restore has fetched: System.IO.Hashing and the native compiler need not be fetched again.
    private static string MachinePackages =>
        typeof(PackedPackage).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static a => a.Key == "NuGetPackageRoot").Value!;

    private static string FindRoot(string? directory)
    {
        while (directory is not null && !System.IO.File.Exists(Path.Combine(directory, "Opossum.Typed.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Opossum.Typed.sln above {AppContext.BaseDirectory}.");
    }
}
