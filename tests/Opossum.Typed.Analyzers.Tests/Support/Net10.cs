using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>What test sources compile against: the framework that runs the tests, so nothing is downloaded.</summary>
internal static class Net10
{
    /// <summary>A target without a package behind it; <see cref="Framework"/> stands for the package.</summary>
    public static ReferenceAssemblies NoPackage { get; } = new("net10.0");

    /// <summary>
    /// The shared framework alone: the test project's own references (xunit among them) would make every source a test project.
    /// </summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } =
        [.. TrustedAssemblies().Where(IsOfTheFramework).Select(path => MetadataReference.CreateFromFile(path))];

    private static string[] TrustedAssemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static bool IsOfTheFramework(string path) =>
        Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);
}
