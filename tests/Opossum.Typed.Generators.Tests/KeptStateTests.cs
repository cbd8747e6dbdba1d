using System.Reflection;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which models have a state that can be kept for later decisions, and which edits make it another one.</summary>
public class KeptStateTests
{
    private const string Domain = """
        using System.Collections.Frozen;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("mail")] public readonly partial record struct Mail(string Text);
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity);
        public enum Kind { A, B }
        public sealed record Line(string Name, int Count, ImmutableArray<string> Words);
        public record Open(string Name);
        public sealed class Captured(int number) { public int Next() => number++; }
        public struct Holding(List<int> items) { public readonly void Add(int item) => items.Add(item); }
        public struct Counting(int number) { public int Next() => number++; }
        public sealed record Chain(int Number, Chain? Next);
        public struct Sum { public long Value; public string? Text; }
        public struct Secret
        {
            private string? _text;
            public void Set(string text) => _text = text;
            public override readonly string ToString() => _text!;
        }
        """;

    private const string Fold = """
        [Event("defined", Version = 1)] public partial record DefinedV1(string Name);
        [Event("defined", Version = 2)] public partial record Defined(string Name, [Tag("room")] int Room, int Seats = 8)
        {
            private static Defined Upcast(DefinedV1 old) => new(old.Name + "!", 1);
        }
        [DecisionModel] public partial record struct M([Tag("room")] int Room)
        {
            public int Seats = Start.Of(2);
            void On(Defined e) => Seats += Counts.Of(e.Seats) + Counts.Each;
        }
        public static class Counts
        {
            public const int Each = 3;
            public static int Of(int seats) => seats * 2;
        }
        public static class Start { public static int Of(int number) => number - 2; }
        public static class Probe
        {
            public static string Identity => Of<M>();
            private static string Of<T>() where T : Opossum.Typed.CompilerServices.IDecisionModel<T> => T.Shape.Identity;
        }
        """;

    [Theory]
    [InlineData("int N; decimal Price; Guid? Id; DateTimeOffset At; TimeSpan Length; Kind Kind; bool Is; CourseId Other;")]
    [InlineData("string Text = \"\"; string? Other;")]
    [InlineData("Mail Mail; Mail? Other;")]
    [InlineData("(int Number, string Text)? Pair; KeyValuePair<string, int> Entry;")]
    [InlineData("Line? Line;")]
    [InlineData("Sum Sum;")]
    [InlineData("Counting Counting;")]
    [InlineData("ImmutableArray<Line> Lines; ImmutableList<string>? Words; ImmutableHashSet<CourseId>? Courses;")]
    [InlineData("ImmutableSortedSet<Mail>? Mails; ImmutableDictionary<Mail, Line>? Lines; ImmutableSortedDictionary<int, int>? Numbers;")]
    [InlineData("FrozenSet<string>? Words; FrozenDictionary<string, ImmutableList<Line?>>? Lines;")]
    public void Numbers_text_and_what_never_changes_can_be_kept(string fields) => Assert.True(IsKept(fields));

    [Theory]
    [InlineData("List<int>? Items;")]
    [InlineData("int[]? Items;")]
    [InlineData("IReadOnlyList<int>? Items;")]
    [InlineData("IEnumerable<int>? Items;")]
    [InlineData("ImmutableList<int[]>? Items;")]
    [InlineData("ImmutableList<int>.Builder? Items;")]
    [InlineData("Open? Open;")]
    [InlineData("Captured? Captured;")]
    [InlineData("Holding Holding;")]
    [InlineData("Holding? Holding;")]
    [InlineData("Chain? Chain;")]
    [InlineData("Secret Secret;")]
    [InlineData("object? Any;")]
    [InlineData("Func<int>? Later;")]
    [InlineData("ImmutableArray<Func<int>> Later;")]
    public void What_could_be_changed_behind_a_copy_or_has_no_size_is_not(string fields) => Assert.False(IsKept(fields));

    [Fact]
    public void A_class_that_may_capture_a_parameter_is_not() =>
        Assert.DoesNotContain("CanBeKept", File("[DecisionModel] public sealed partial class M([Tag(\"course\")] Guid course) { "
            + "public Guid Course => course; void On(Defined _) => course = Guid.Empty; }"), StringComparison.Ordinal);

    [Fact]
    public void The_last_event_alone_is_read_each_time() =>
        Assert.DoesNotContain("CanBeKept", File("[DecisionModel(Last = true)] public partial record struct M(CourseId Course) { "
            + "public int N; void On(Defined e) => N = e.Capacity; }"), StringComparison.Ordinal);

    [Theory]
    [InlineData("public partial record struct M(CourseId Course) { internal int N; void On(Defined _) => N++; }", true)]
    [InlineData("public sealed partial record M(CourseId Course) { internal int N { get; init; } "
        + "M On(Defined _) => this with { N = 1 }; }", true)]
    [InlineData("public sealed partial record M(CourseId Course) { internal int N { get; set; } void On(Defined _) => N++; }", false)]
    [InlineData("public partial struct M(CourseId course) { internal int N; void On(Defined _) => N++; }", false)]
    [InlineData("public partial record struct M(CourseId Course) { internal int N; void On(Defined _) => N++; "
        + "public readonly bool Equals(M other) => true; public override readonly int GetHashCode() => 0; }", false)]
    public void Models_compare_by_value_if_nothing_is_left_out_and_none_is_folded_in_place(string model, bool comparesByValue)
    {
        var file = File("[DecisionModel] " + model);
        Assert.Contains("CanBeKept = true", file, StringComparison.Ordinal);
        Assert.Equal(comparesByValue, file.Contains("ComparesByValue = true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a fold", "Seats += Counts", "Seats -= Counts")]
    [InlineData("a method that it calls", "seats * 2", "seats * 4")]
    [InlineData("a constant", "Each = 3", "Each = 4")]
    [InlineData("what it begins with", "number - 2", "number - 1")]
    [InlineData("a field", "public int Seats =", "public long Seats =")]
    [InlineData("an upcaster", "old.Name + \"!\"", "old.Name")]
    [InlineData("the default of a field that old events lack", "int Seats = 8", "int Seats = 9")]
    [InlineData("a name of an event", "[Event(\"defined\", Version = 2)]", "[Event(\"defined\", Version = 2, Aliases = [\"made\"])]")]
    [InlineData("the version of an event", "Version = 2", "Version = 3")]
    public void An_edit_of_what_is_folded_makes_another_state(string what, string text, string other)
    {
        Assert.Contains(text, Fold, StringComparison.Ordinal);
        Assert.True(Before != IdentityOf(Fold.Replace(text, other, StringComparison.Ordinal)), what);
    }

    [Theory]
    [InlineData("=> seats * 2;", "=> /* twice */ seats  *  2;")]
    [InlineData("public static class Probe", "public static class More { public static int One => 1; } public static class Probe")]
    public void Another_edit_does_not(string text, string other) =>
        Assert.Equal(Before, IdentityOf(Fold.Replace(text, other, StringComparison.Ordinal)));

    private static string Before { get; } = IdentityOf(Fold);

    private static bool IsKept(string fields)
    {
        var generation = Generation.Of(Domain, $$"""
            using System.Collections.Frozen;
            #pragma warning disable CS0169, CS0649, CS0414
            [DecisionModel] public partial record struct M(CourseId Course)
            {
                {{string.Join(' ', fields.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(static field => $"internal {field};"))}}
                private int _count;
                void On(Defined _) => _count++;
            }
            """);
        Assert.Empty(generation.Complaints);
        return generation.Files["M.DecisionModel.g.cs"].Contains("CanBeKept = true", StringComparison.Ordinal);
    }

    private static string File(string model)
    {
        var generation = Generation.Of(Domain, model);
        Assert.Empty(generation.Complaints);
        return generation.Files["M.DecisionModel.g.cs"];
    }

    private static string IdentityOf(string source) => (string)Assembly.Load(Library.Image(Generation.Of(source)))
        .GetType("Probe")!.GetProperty("Identity")!.GetValue(null)!;
}
