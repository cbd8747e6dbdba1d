using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>A rule that compares with a type that does not exist is silent for ever.</summary>
public partial class KnownSymbolsTests
{
    /// <summary>The types of packages that the tests do not reference.</summary>
    private const string Elsewhere = """
        namespace Microsoft.Extensions.Hosting { public interface IHostEnvironment; }
        namespace Newtonsoft.Json { public class JsonIgnoreAttribute; public class JsonPropertyAttribute; }
        """;

    [Fact]
    public void Every_known_symbol_exists()
    {
        var sources = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "Opossum.Typed.Hosting"), "HostedStoreOptions.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Append(Elsewhere)
            .Select(static source => CSharpSyntaxTree.ParseText(source));
        var library = MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location);
        var compilation = CSharpCompilation.Create("All", sources, [.. Net10.Framework, library]);
        var missing = Known().Where(name => !Names(name).Any(each => compilation.GetTypeByMetadataName(each) is not null));
        Assert.Empty(missing);
    }

    [Fact]
    public void No_parser_or_rule_has_the_name_of_such_a_type_in_its_text()
    {
        var known = Known().ToHashSet();
        var files = new[] { "generators/Opossum.Typed.Generators/Parsing", "analyzers" }
            .SelectMany(static folder =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !Path.GetFileName(file).StartsWith("KnownSymbols", StringComparison.Ordinal));
        var repeated = files.SelectMany(file => Text().Matches(File.ReadAllText(file))
            .Where(match => known.Contains(match.Groups[1].Value))
            .Select(match => $"{Path.GetFileName(file)}: {match.Value}"));
        Assert.Empty(repeated);
    }

    private static IEnumerable<string> Known() =>
        typeof(KnownSymbols)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => (string)field.GetRawConstantValue()!);

    /// <summary>The name as it is, and with one to three type parameters.</summary>
    private static IEnumerable<string> Names(string name) => [name, .. Enumerable.Range(1, 3).Select(count => $"{name}`{count}")];

    [GeneratedRegex("\"([A-Za-z.]+)\"")]
    private static partial Regex Text();
}
