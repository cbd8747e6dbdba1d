using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// The library's sources, compiled in memory with a bug in them. The calls of the systems, which a generator of the SDK would complete,
/// become ones that the runtime completes.
/// </summary>
internal sealed partial class EngineSources
{
    private const string Preamble = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("0.1.0.0")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Opossum.Typed.CrashSim.Tests")]
        """;

    /// <summary>Without the warnings about null, which take as long as the rest of a compilation.</summary>
    private static readonly CSharpParseOptions Parsing =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("run-nullable-analysis", "never")]);

    private readonly string _root = Path.Combine(Root(AppContext.BaseDirectory), "src", "Opossum.Typed");
    private readonly Dictionary<string, SyntaxTree> _trees = new(StringComparer.Ordinal);
    private readonly ILookup<string, MemberDeclarationSyntax> _members;
    private readonly Lazy<CSharpCompilation> _library;

    public EngineSources()
    {
        foreach (var path in Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(_root, path).Replace('\\', '/');
            if (file.StartsWith("obj/", StringComparison.Ordinal) || file.StartsWith("bin/", StringComparison.Ordinal)) continue;
            _trees[file] = Parse(file, WithRuntimeCalls(Read(file)));
        }

        _members = Mutant.MembersOf(_trees.Values);
        _library = new(Create);
    }

    /// <param name="mutant">The bug; null for the library as it is.</param>
    public byte[] Compile(Mutant? mutant)
    {
        var compilation = _library.Value;
        if (mutant is not null)
        {
            var (file, text) = Seed(mutant);
            compilation = compilation.ReplaceSyntaxTree(_trees[file], Parse(file, text));
        }

        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length == 0) return assembly.ToArray();
        var first = string.Join('\n', errors.Take(5).Select(static error => error.ToString()));
        throw new InvalidOperationException($"'{mutant?.Name ?? "the library"}' does not compile: {first}");
    }

    private CSharpCompilation Create() => CSharpCompilation.Create(
        "Opossum.Typed",
        [.. _trees.Values, Parse("Preamble.cs", Preamble)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Opossum.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
        new(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The file that has the bug, and its text.</summary>
    public (string File, string Text) Seed(Mutant mutant) => mutant.Seed(_members);

    private string Read(string file) => File.ReadAllText(Path.Combine(_root, file)).ReplaceLineEndings("\n");

    private static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(text, Parsing, file);

    private static string WithRuntimeCalls(string source) => !source.Contains("[LibraryImport(", StringComparison.Ordinal) ? source
        : Calls().Replace(source, static call => call.Value
            .Replace("LibraryImport(", "DllImport(", StringComparison.Ordinal)
            .Replace(", StringMarshalling = StringMarshalling.Utf8", "", StringComparison.Ordinal)
            .Replace(", StringMarshalling = StringMarshalling.Utf16", ", CharSet = CharSet.Unicode", StringComparison.Ordinal)
            .Replace("static partial", "static extern", StringComparison.Ordinal)
            .Replace("string ", call.Value.Contains("Utf8", StringComparison.Ordinal)
                ? "[MarshalAs(UnmanagedType.LPUTF8Str)] string "
                : "string ", StringComparison.Ordinal));

    private static string Root(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Opossum.Typed.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Opossum.Typed.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>From the attribute to the end of the declaration.</summary>
    [GeneratedRegex(@"\[LibraryImport\([^;]*;")]
    private static partial Regex Calls();
}
