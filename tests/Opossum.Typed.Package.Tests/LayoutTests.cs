using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>What is in the package, to the entry.</summary>
public sealed class LayoutTests(PackedPackage package)
{
    private static readonly Version FirstSdksRoslyn = new(5, 0, 0, 0);

    // All that the compiler of SDK 10.0.100 has loaded when it loads an analyzer.
    private static readonly string[] KnownToTheCompiler = [
        "netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory"
    ];

    // Only editors and `dotnet format` run fixes, and they have these.
    private static readonly string[] KnownToEditors =
        [
            .. KnownToTheCompiler, "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces",
            "System.Composition.AttributedModel"
        ];

    [Fact]
    public void The_package_has_exactly_these_entries()
    {
        using var archive = package.OpenArchive();
        Assert.Equal(
            [
                "Opossum.Typed.nuspec",
                "README.md",
                "analyzers/dotnet/cs/Opossum.Typed.Analyzers.dll",
                "analyzers/dotnet/cs/Opossum.Typed.CodeFixes.dll",
                "analyzers/dotnet/cs/Opossum.Typed.Generators.dll",
                "buildTransitive/Opossum.Typed.targets",
                "lib/net10.0/Opossum.Typed.dll",
                "lib/net10.0/Opossum.Typed.xml",
            ],
            archive.Entries.Select(static entry => entry.FullName)
                .Where(static name => !IsOfTheFormat(name))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void System_IO_Hashing_is_the_only_dependency()
    {
        var dependency = Assert.Single(Nuspec().Descendants(), static element => element.Name.LocalName == "dependency");
        Assert.Equal("System.IO.Hashing", dependency.Attribute("id")?.Value);
    }

    [Fact]
    public void The_package_names_its_licence_and_its_readme()
    {
        var metadata = Nuspec().Descendants().ToLookup(static element => element.Name.LocalName, static element => element.Value);
        Assert.Equal("MIT", Assert.Single(metadata["license"]));
        Assert.Equal("README.md", Assert.Single(metadata["readme"]));
    }

    /// <summary>
    /// A newer one would be refused there with CS9057, and a newer SDK of ours hides it; any other assembly would have to be packed.
    /// </summary>
    [Theory, InlineData("Generators"), InlineData("Analyzers"), InlineData("CodeFixes")]
    public void What_the_compiler_loads_needs_nothing_but_what_the_first_SDK_has(string name)
    {
        var references = References($"analyzers/dotnet/cs/Opossum.Typed.{name}.dll");
        Assert.Contains(references, static reference => IsRoslyn(reference.Name));
        Assert.All(
            references.Where(static reference => IsRoslyn(reference.Name)),
            static reference => Assert.Equal(FirstSdksRoslyn, reference.Version));
        Assert.Empty(references.Select(static reference => reference.Name)
            .Except(name == "CodeFixes" ? [.. KnownToEditors, "Opossum.Typed.Analyzers"] : KnownToTheCompiler));
    }

    [Theory, InlineData("analyzers/dotnet/cs/Opossum.Typed.Generators.dll"), InlineData("analyzers/dotnet/cs/Opossum.Typed.Analyzers.dll"),
        InlineData("analyzers/dotnet/cs/Opossum.Typed.CodeFixes.dll"), InlineData("lib/net10.0/Opossum.Typed.dll")]
    public void Every_assembly_carries_its_symbols_and_no_path_of_the_machine_that_packed_it(string entry)
    {
        Assert.SkipUnless(PackedPackage.Configuration == "Release", "Only a Release build maps its paths: dotnet test -c Release.");
        using var image = new PEReader([.. Read(entry)]);
        var debug = image.ReadDebugDirectory();
        using var symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(
            Assert.Single(debug, static e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        var reader = symbols.GetMetadataReader();
        Assert.NotEmpty(reader.Documents);
        Assert.All(
            reader.Documents,
            document => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
    }

    private (string Name, Version Version)[] References(string entry)
    {
        using var image = new PEReader([.. Read(entry)]);
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference)
            .Select(reference => (reader.GetString(reference.Name), reference.Version))];
    }

    private XDocument Nuspec() => XDocument.Load(new MemoryStream(Read("Opossum.Typed.nuspec")));

    private byte[] Read(string entry)
    {
        using var archive = package.OpenArchive();
        using var source = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static bool IsRoslyn(string assembly) => assembly.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    // The container's own parts, the same in every package.
    private static bool IsOfTheFormat(string entry) =>
        entry is "[Content_Types].xml" or "_rels/.rels"
            || entry.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal);
}
