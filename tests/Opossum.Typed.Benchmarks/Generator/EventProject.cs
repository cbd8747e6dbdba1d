using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Benchmarks.Generator;

/// <summary>
/// A project as it may look after some years: many events, a file each, with tag types, texts, numbers and a nested record; and one file
/// that has nothing to do with events.
/// </summary>
internal sealed class EventProject
{
    private const string Edited = "Event0.cs";
    private const string Unrelated = "Unrelated.cs";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    private int _edits;

    /// <param name="events">How many.</param>
    /// <param name="usesStore">Whether each event has a class that reads, decides and appends; without, there are declarations
    /// alone.</param>
    public EventProject(int events, bool usesStore = false)
    {
        List<SyntaxTree> trees =
        [
            Parse("Model.cs", """
                global using System;
                global using System.Collections.Generic;
                global using System.Threading;
                global using System.Threading.Tasks;
                global using Opossum.Typed;
                [EventModel] public static partial class Root;
                [Tag("course")] public readonly partial record struct CourseId(Guid Value);
                [Tag("student")] public readonly partial record struct StudentId(Guid Value);
                public record Line(string Item, int Quantity, decimal Price);
                """),
            Parse(Unrelated, UnrelatedSource(0)),
        ];
        for (var i = 0; i < events; i++) trees.Add(Parse($"Event{i}.cs", EventSource(i, "Name")));
        if (usesStore) trees.AddRange(Enumerable.Range(0, events).Select(static i => Parse($"Service{i}.cs", ServiceSource(i))));
        Compilation = Compile(trees);
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>A project of these files.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> sources) =>
        Compile(sources.Select(static (source, i) => Parse($"File{i}.cs", source)));

    /// <summary>A field of one event gets another name.</summary>
    public void EditEvent() => Replace(Edited, EventSource(0, $"Name{++_edits}"));

    /// <summary>A method of a class without attributes gets another body.</summary>
    public void EditUnrelated() => Replace(Unrelated, UnrelatedSource(++_edits));

    /// <summary>
    /// The same project with nothing bound, as after an edit: what one generator has looked up must not be there for the next.
    /// </summary>
    public CSharpCompilation Fresh() => Compilation.WithAssemblyName(Compilation.AssemblyName);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Events", trees, References(), new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private void Replace(string file, string source) =>
        Compilation = Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees.Single(tree => tree.FilePath == file), Parse(file, source));

    private static string EventSource(int i, string field) => $$"""
        namespace Domain.Area{{i % 20}};

        /// <summary>Something that happened.</summary>
        [Event("event-{{i}}")]
        public partial record Event{{i}}(
            CourseId Course, StudentId Student, string {{field}}, string? Note, DateTimeOffset At, int Seats, decimal Price, bool Paid,
            string[] Topics, IReadOnlyList<Line> Lines);
        """;

    private static string ServiceSource(int i) => $$"""
        namespace Domain.Area{{i % 20}};

        /// <summary>Makes it happen.</summary>
        public sealed class Event{{i}}Service(OpossumStore store)
        {
            public async Task<long> RecordAsync(CourseId course, StudentId student, string name, int limit, CancellationToken stop)
            {
                var query = Event{{i}}.For(course) & Event{{i}}.For(student);
                var read = store.ReadAsync(query);
                var seats = 0;
                await foreach (var e in read.WithCancellation(stop)) seats += e.Event.Seats;
                if (seats >= limit) return 0;
                var outcome = await store.TryAppendAsync(
                    new Event{{i}}(course, student, name, null, DateTimeOffset.UnixEpoch, 1, 2.5m, true, [name], []),
                    unless: query.After(read.Head), cancellationToken: stop);
                return outcome.IsAppended ? outcome.Result.First : -1;
            }
        }
        """;

    private static string UnrelatedSource(int number) => $$"""
        public static class Unrelated { public static int Number() => {{number}}; }
        """;

    private static SyntaxTree Parse(string file, string source) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Options, file);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file) is "Opossum.Typed.dll"
                || Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(static file => MetadataReference.CreateFromFile(file));
}
