using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Durability;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>
/// A project of which one file is being typed. The others are whole: stand-ins, events with their generated halves, and the library.
/// </summary>
internal static class BrokenProject
{
    private const string Domain = """
        #nullable enable
        using System; using Opossum.Typed;
        namespace Campus;
        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        [Event("course-defined")] public partial record CourseDefined(CourseId Course, int Capacity);
        [Event("student-subscribed")] public partial record StudentSubscribed(CourseId Course, StudentId Student);
        [DecisionModel] public partial record struct Seats(CourseId Course)
        {
            public int Capacity, Taken;
            void On(CourseDefined e) => Capacity = e.Capacity;
            void On(StudentSubscribed _) => Taken++;
        }
        [ReadModel("rosters")] public partial record Roster([Key] CourseId Course, int Taken = 0)
        {
            Roster On(StudentSubscribed _) => this with { Taken = Taken + 1 };
        }
        """;

    private static readonly CSharpParseOptions CSharp14 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. Net10.Framework,
        MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location),
    ];

    /// <summary>The files beside the one that is typed, generated ones included.</summary>
    public static IReadOnlyList<SyntaxTree> Neighbours { get; } = WithGenerated([Standins.Options, Standins.Hosting, Domain]);

    private static readonly CSharpCompilation Whole = CSharpCompilation.Create(
        "App", Neighbours, References, new(OutputKind.DynamicallyLinkedLibrary));

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "App", [], References, new(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>What all rules say.</summary>
    /// <param name="source">The file that is typed; without one there is no code at all.</param>
    /// <param name="files">Files beside the code.</param>
    /// <param name="thrown">Gets whoever throws.</param>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(
        string? source, ImmutableArray<AdditionalText> files, ConcurrentBag<string> thrown)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files),
            onAnalyzerException: (exception, analyzer, _) => thrown.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var compilation = source is null ? Empty : Whole.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, CSharp14));
        return await compilation.WithAnalyzers([.. AllRules.Analyzers], options).GetAnalyzerDiagnosticsAsync();
    }

    private static SyntaxTree[] WithGenerated(string[] sources)
    {
        var trees = sources.Select(static text => CSharpSyntaxTree.ParseText(text, CSharp14)).ToArray();
        var driver = CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: CSharp14);
        return
        [
            .. trees,
            .. driver.RunGenerators(CSharpCompilation.Create("App", trees, References, new(OutputKind.DynamicallyLinkedLibrary)))
                .GetRunResult().GeneratedTrees,
        ];
    }
}
