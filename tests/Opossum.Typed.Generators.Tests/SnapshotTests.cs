using System.Reflection;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which models can have snapshots, and which edits make one useless: programs that open the store of the one before.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Domain = """
        using System.Text.Json.Serialization; using Opossum.Typed.Json;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity);
        public enum Kind { A, B }
        public sealed record Line(string Name, int Count, ImmutableArray<string> Words);
        public sealed record Secret(string Name) { [Ignore] public int Hidden { get; init; } }
        public readonly record struct Hiding(int Number) { private readonly int _twice = Number * 2; public int Twice() => _twice; }
        public struct Plain { public int Number; }
        public struct Counting(int number) { public int Next() => number++; }
        """;

    private const string Program = """
        [Tag("room")] public readonly partial record struct Room(int Number);
        [Event("defined", Version = 1)] public partial record DefinedV1(Room Room, int Seats);
        [Event("defined", Version = 2)] public partial record Defined(Room Room, int Seats, int Doors)
        {
            private static Defined Upcast(DefinedV1 old) => new(old.Room, old.Seats, 1);
        }
        [DecisionModel(Snapshot = 5)] public partial record struct M(Room Room)
        {
            public int Sum = Start.Of(2);
            void On(Defined e) => Sum += Counts.Of(e.Seats) + Counts.Each * e.Doors;
        }
        public static class Counts
        {
            public const int Each = 100;
            public static int Of(int seats) => seats * 2;
        }
        public static class Start { public static int Of(int number) => number - 2; }
        [EventModel] public static partial class Rooms;
        public static class Probe
        {
            /// <summary>The sum, and how many events are in the state that it began with.</summary>
            public static string Run(string path, bool fills)
            {
                using var store = OpossumStore.OpenAsync(path, Rooms.Model, new() { KeptStateEvents = 1 }).AsTask().Result;
                if (fills)
                {
                    var old = System.Text.Encoding.UTF8.GetBytes("{\"room\":1,\"seats\":4}");
                    var e = new EventData("defined", old, new Tag("room:1")) { Encoding = PayloadEncoding.Json };
                    for (var i = 0; i < 10; i++) store.Log.AppendAsync([e]).AsTask().Wait();
                }

                var read = store.ExplainAsync(new Look(new(1))).AsTask().Result.Models[0].EventsKept;
                return $"{store.BuildAsync(new M(new(1))).AsTask().Result.Model.Sum} {read}";
            }
        }
        public partial record Look(Room Room) { [Decider] Decision Decide(M m) => Decision.Nothing; }
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("int N; decimal Price; Guid? Id; DateTimeOffset At; TimeSpan Length; Kind Kind; Kind? Other; CourseId Another;")]
    [InlineData("string Text = \"\"; string? Other; Line? Line; ImmutableArray<Line> Lines; ImmutableSortedSet<int>? Numbers;")]
    [InlineData("(int Number, string Text)? Pair; ImmutableDictionary<CourseId, Line>? Lines; ImmutableHashSet<string>? Texts;")]
    public void What_is_kept_and_an_event_can_have_is_stored(string fields)
    {
        var generation = Of(fields);
        Assert.Empty(generation.Complaints);
        Assert.Contains("M.DecisionModel.g.cs", generation.Files.Keys);
    }

    [Theory]
    [InlineData("List<int>? Items;")]
    [InlineData("System.Collections.Frozen.FrozenSet<int>? Items;")]
    [InlineData("Secret? Secret;")]
    [InlineData("Hiding Hiding;")]
    [InlineData("Plain Plain;")]
    [InlineData("Counting Counting;")]
    [InlineData("KeyValuePair<int, int> Pair;")]
    [InlineData("readonly int Fixed = 3;")]
    [InlineData("int Fixed { get; } = 3;")]
    public void What_would_come_back_as_something_else_is_refused(string fields) =>
        Assert.DoesNotContain("M.DecisionModel.g.cs", Of(fields).Files.Keys);

    [SampledTheory]
    [InlineData("a fold", "Sum += Counts", "Sum -= Counts", "-1080 0")]
    [InlineData("a method that it calls", "seats * 2", "seats * 4", "1160 0")]
    [InlineData("a constant", "Each = 100", "Each = 200", "2080 0")]
    [InlineData("what it begins with", "number - 2", "number - 1", "1081 0")]
    [InlineData("an upcaster", "old.Seats, 1)", "old.Seats, 2)", "2080 0")]
    [InlineData("a field", "public int Sum", "public long Sum", "1080 0")]
    [InlineData("a comment", "=> seats * 2;", "=> /* twice */ seats * 2;", "1080 10")]
    [InlineData("how often", "Snapshot = 5", "Snapshot = 7", "1080 10")]
    public void After_an_edit_of_what_is_folded_the_state_on_disk_is_folded_again(string what, string text, string other, string expected)
    {
        Assert.Contains(text, Program, StringComparison.Ordinal);
        Assert.Equal("1080 0", Run(Program, fills: true));
        Assert.Equal("1080 10", Run(Program, fills: false));
        Assert.True(expected == Run(Program.Replace(text, other, StringComparison.Ordinal), fills: false), what);
    }

    private static Generation Of(string fields) => Generation.Of(Domain, $$"""
        #pragma warning disable CS0169, CS0649, CS0414
        [DecisionModel(Snapshot = 10)] public partial record struct M(CourseId Course)
        {
            {{string.Join(' ', fields.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static field => field[0] == '}' ? $"{field};" : $"internal {field};"))}}
            private int _count;
            void On(Defined _) => _count++;
        }
        """);

    private string Run(string source, bool fills) => (string)Assembly.Load(Library.Image(Generation.Of(source)))
        .GetType("Probe")!.GetMethod("Run")!.Invoke(null, [_folder, fills])!;
}
