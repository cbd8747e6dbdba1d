using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Benchmarks.Generator;

/// <summary>A project as it may look after some years: many events, a file each, with tag types, texts, numbers and a nested record; and one file that has nothing to do with events.</summary>
internal sealed class EventProject
{
    private const string Edited = "Event0.cs";
    private const string Unrelated = "Unrelated.cs";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    private int _edits;

    public EventProject(int events)
    {
        List<SyntaxTree> trees =
        [
            Parse("Model.cs", """
                global using System; global using System.Collections.Generic; global using Opossum.Typed;
                [EventModel] public static partial class Root;
                [Tag("course")] public readonly partial record struct CourseId(Guid Value);
                [Tag("student")] public readonly partial record struct StudentId(Guid Value);
                public record Line(string Item, int Quantity, decimal Price);
                """),
            Parse(Unrelated, UnrelatedSource(0)),
        ];
        for (var i = 0; i < events; i++) trees.Add(Parse($"Event{i}.cs", EventSource(i, "Name")));
        Compilation = CSharpCompilation.Create("Events", trees, References(), new(OutputKind.DynamicallyLinkedLibrary));
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>A field of one event gets another name.</summary>
    public void EditEvent() => Replace(Edited, EventSource(0, $"Name{++_edits}"));

    /// <summary>A method of a class without attributes gets another body.</summary>
    public void EditUnrelated() => Replace(Unrelated, UnrelatedSource(++_edits));

    /// <summary>The same project with nothing bound, as after an edit: what one generator has looked up must not be there for the next.</summary>
    public CSharpCompilation Fresh() => Compilation.WithAssemblyName(Compilation.AssemblyName);

    private void Replace(string file, string source) =>
        Compilation = Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees.Single(tree => tree.FilePath == file), Parse(file, source));

    private static string EventSource(int i, string field) => $$"""
        namespace Domain.Area{{i % 20}};

        /// <summary>Something that happened.</summary>
        [Event("event-{{i}}")]
        public partial record Event{{i}}(CourseId Course, StudentId Student, string {{field}}, string? Note, DateTimeOffset At, int Seats, decimal Price, bool Paid, string[] Topics, IReadOnlyList<Line> Lines);
        """;

    private static string UnrelatedSource(int number) => $$"""
        public static class Unrelated { public static int Number() => {{number}}; }
        """;

    private static SyntaxTree Parse(string file, string source) => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Options, file);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file) is "Opossum.Typed.dll" or "System.Runtime.dll" or "System.Collections.dll" or "System.Private.CoreLib.dll" or "netstandard.dll" or "System.Memory.dll")
            .Select(static file => MetadataReference.CreateFromFile(file));
}
