using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// The library's sources, compiled in memory with a bug in them. The calls of the systems, which a generator of the SDK would complete, are cut out: the simulated disk needs none.
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

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private readonly string _root = Path.Combine(Root(AppContext.BaseDirectory), "src", "Opossum.Typed");
    private readonly ConcurrentDictionary<string, SyntaxTree> _trees = new(StringComparer.Ordinal);
    private readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Opossum.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public EngineSources()
    {
        foreach (var path in Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(_root, path).Replace('\\', '/');
            if (file.StartsWith("obj/", StringComparison.Ordinal) || file.StartsWith("bin/", StringComparison.Ordinal)) continue;
            _trees[file] = Parse(file, file.EndsWith("/Libc.cs", StringComparison.Ordinal) || file.EndsWith("/Kernel32.cs", StringComparison.Ordinal) ? WithoutCalls(Read(file)) : Read(file));
        }
    }

    /// <param name="mutant">The bug; null for the library as it is.</param>
    public byte[] Compile(Mutant? mutant)
    {
        var trees = _trees.Where(tree => tree.Key != mutant?.File).Select(tree => tree.Value).ToList();
        if (mutant is not null) trees.Add(Parse(mutant.File, Seed(mutant)));
        trees.Add(Parse("Preamble.cs", Preamble));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create("Opossum.Typed", trees, _references, options).Emit(assembly);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        return errors.Length == 0 ? assembly.ToArray() : throw new InvalidOperationException($"'{mutant?.Name ?? "the library"}' does not compile: {string.Join('\n', errors.Take(5).Select(error => error.ToString()))}");
    }

    /// <summary>The text of the file that has the bug.</summary>
    public string Seed(Mutant mutant) => mutant.Seed(Read(mutant.File));

    private string Read(string file) => File.ReadAllText(Path.Combine(_root, file)).ReplaceLineEndings("\n");

    private static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(text, Parsing, file);

    private static string WithoutCalls(string source) => Calls().Replace(Attributes().Replace(source, ""), "public static int $1 => throw new NotSupportedException();");

    private static string Root(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Opossum.Typed.sln"))) directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Opossum.Typed.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"\[(LibraryImport|DefaultDllImportSearchPaths)\(.*\)\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"public static partial int (\w+\(.*\));")]
    private static partial Regex Calls();
}
