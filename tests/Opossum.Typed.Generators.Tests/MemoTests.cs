using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// A parse is answered from an earlier one where nothing that it depends on has changed. Whatever else is edited, an old generator must
/// come to what a fresh one comes to.
/// </summary>
public class MemoTests
{
    private static readonly string[] Project =
    [
        "[EventModel] public static partial class Root;",
        """
            namespace Shop
            {
                [Event("placed")]
                public partial record Placed(OrderId Order, Line[] Lines, Level Level = Level.Low, int Count = Limits.Most);
            }
            """,
        "namespace Shop { [Event(\"noted\")] public partial record Noted(OrderId Order, [Tag(\"note\")] string Text); }",
        "namespace Shop { [Tag(\"order\")] public readonly partial record struct OrderId(Guid Value); }",
        "namespace Shop { public record Line(string Item, Price Price); }",
        "namespace Shop { public record Price(decimal Amount); public enum Level { Low, High } }",
        "public static class Limits { public const int Most = 7; public const string Name = \"counted\"; }",
        "namespace Shop { [Event(Limits.Name)] public partial record Counted(int Number); }",
        """
            namespace Shop
            {
                public partial class Outer
                {
                    [Event("nested")] public partial record Nested(Price Price, Kind Kind);
                }
                public enum Kind { A }
            }
            """,
        "public static class Unrelated { public static int Number() => 1; }",
        """
            namespace Shop
            {
                [DecisionModel] public partial record struct Lines(OrderId Order)
                {
                    internal int Number;
                    void On(Placed _) => Number++;
                }
            }
            """,
        "namespace Shop { public partial record Place(OrderId Order) { [Decider] Decision Decide(Lines lines) => Decision.Nothing; } }",
        """
            namespace Shop
            {
                [Event("sent", Version = 3)] public partial record Sent(int Number)
                {
                    static Sent Upcast(SentBefore old) => new(1);
                }
            }
            """,
        "namespace Shop { [Event(\"sent\", Version = 2)] public partial record SentBefore(string Carrier); }",
        """
            namespace Shop
            {
                [ReadModel("orders")] public partial record Orders([Key] OrderId Order, Level? Level = null, Price[]? Prices = null)
                {
                    Orders On(Noted e) => this with { Level = Rules.Of(Level ?? default) };
                    Orders? On(IOrderEvent _) => null;
                }
                [Row] public partial record OrderRow(OrderId Order, Price Price);
            }
            """,
        "namespace Shop { public static class Rules { public static Level Of(Level level) => Next.Of(level); } }",
        "namespace Shop { public static class Next { public static Level Of(Level level) => level; public static int Other => 1; } }",
        """
            namespace Shop
            {
                public interface IOrderEvent : IEvent;
                [Event("dropped")] public partial record Dropped(OrderId Order) : IOrderEvent;
            }
            """,
    ];

    [SampledTheory]
    [InlineData("a field of a record inside a record", 5, "decimal Amount", "decimal Amount, string Currency")]
    [InlineData("a member of an enum", 5, "Low, High", "Low, Middle, High")]
    [InlineData("a constant that is a default", 6, "Most = 7", "Most = 8")]
    [InlineData("a constant that is a name", 6, "\"counted\"", "\"numbered\"")]
    [InlineData("the key of a tag type", 3, "\"order\"", "\"purchase\"")]
    [InlineData("the value of a tag type", 3, "Guid Value", "long Value")]
    [InlineData(
        "a type that is nearer than the one that was meant",
        9,
        "public static class Unrelated",
        "namespace Shop { public partial class Outer { public record Price(int Cents); } } public static class Unrelated")]
    [InlineData(
        "a type that hides its namesake of a global namespace",
        9,
        "public static class Unrelated",
        "namespace Shop { public static class Limits { public const int Most = 9; public const string Name = \"hidden\"; } } public "
            + "static class Unrelated")]
    [InlineData(
        "a base type with a nested type",
        9,
        "public static class Unrelated",
        "namespace Shop { public class Base { public enum Kind { X, Y } } public partial class Outer : Base; } public static class "
            + "Unrelated")]
    [InlineData("a class around an event that is not partial any more", 8, "public partial class Outer", "public class Outer")]
    [InlineData("a type that is gone", 5, "public record Price(decimal Amount);", "")]
    [InlineData("a type that a global alias means from now on", 4, """
        namespace Shop { public record Line(string Item, Price Price); }
        """, "global using Line = System.String;")]
    [InlineData("a tag of an event that a decision model folds", 1, "Placed(OrderId Order", "Placed(int Order")]
    [InlineData("the key of a boundary", 3, "\"order\"", "\"purchase\"")]
    [InlineData("a handler", 10, "Number++", "Number += _.Count")]
    [InlineData("what a decision model holds", 10, "int Number", "List<int> Numbers = []; internal int Number")]
    [InlineData("the boundary of a decider's model", 10, "Lines(OrderId Order)", "Lines(OrderId Order, OrderId Same)")]
    [InlineData("a member of a command", 11, "OrderId Order)", "OrderId Other)")]
    [InlineData(
        "another part of an event's record",
        9,
        "public static class Unrelated",
        "namespace Shop { public partial record Noted { public int Extra { get; init; } } } public static class Unrelated")]
    [InlineData(
        "another part of an enclosing class that takes the name of the helpers",
        9,
        "public static class Unrelated",
        "namespace Shop { public partial class Outer { public static int Codec; } } public static class Unrelated")]
    [InlineData("a field of an older version", 13, "string Carrier", "string Driver")]
    [InlineData("the number of an older version", 13, "Version = 2", "Version = 1")]
    [InlineData("an older version that becomes the newest", 13, "Version = 2", "Version = 4")]
    [InlineData("an older version that can't be generated", 13, "string Carrier", "object Carrier")]
    [InlineData("an older version of another event", 13, "\"sent\"", "\"handed-over\"")]
    [InlineData("an upcaster", 12, "SentBefore old", "Noted old")]
    [InlineData("a handler of a read model", 14, "Rules.Of(Level ?? default)", "Level")]
    [InlineData("what a handler of a read model calls", 15, "Next.Of(level)", "level")]
    [InlineData("what that calls", 16, "=> level", "=> Level.High")]
    [InlineData("the name of a read model", 14, "\"orders\"", "\"all_orders\"")]
    [InlineData("the events of a read model's family", 17, "Dropped(OrderId Order) : IOrderEvent", "Dropped(OrderId Order)")]
    [InlineData("the columns of a row", 14, "Price Price)", "decimal Price)")]
    public void After_an_edit_of(string what, int file, string text, string other)
    {
        var before = Generation.Of([.. Project]);
        var compilation = Generation.Compile([.. Project]);
        var edited = compilation.ReplaceFile($"File{file}.cs", Edit(file, text, other));
        var warm = Generation.Of(compilation);
        var fresh = Generation.Of(edited);
        Assert.NotEqual(before.Files, fresh.Files);
        Assert.Equal(fresh.Files, warm.After(edited).Files);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_reference_that_has_changed_is_asked_again()
    {
        static MetadataReference Library(string fields) =>
            Generation.Compile("Library", [], $"namespace Library; public record Part({fields});").ToMetadataReference();
        var (first, second) = (Library("int Number"), Library("int Number, string Name"));
        var compilation = Generation.Compile("Campus", [first], "[Event(\"built\")] public partial record Built(Library.Part Part);");
        var edited = compilation.ReplaceReference(first, second);
        Assert.Contains(
            "name",
            Assert.Single(Generation.Of(edited).Files, static file => file.Key.StartsWith("Built", StringComparison.Ordinal)).Value);
        Assert.Equal(Generation.Of(edited).Files, Generation.Of(compilation).After(edited).Files);
    }

    /// <summary>
    /// Long runs of edits, each back and forth, in any order: an answer that outlives what it was made from comes to light at the next edit
    /// that needs another one.
    /// </summary>
    [Fact]
    public void After_any_row_of_edits_it_is_as_fresh()
    {
        (int File, string Text, string Other)[] edits =
        [
            (5, "decimal Amount", "decimal Amount, string Currency"),
            (5, "Low, High", "Low, Middle, High"),
            (6, "Most = 7", "Most = 8"),
            (6, "\"counted\"", "\"numbered\""),
            (3, "\"order\"", "\"purchase\""),
            (4, "string Item", "string Name"),
            (2, "string Text", "string? Text"),
            (9, "=> 1", "=> 2"),
            (8, "public partial class Outer {", "public partial class Outer { public record Price(int Cents);"),
            (1, "Line[] Lines", "List<Line> Lines"),
            (7, "int Number", "long Number"),
            (9, "public static class Unrelated", """
                namespace Shop { public partial record Noted { public int Extra { get; init; } } }
                public static class Unrelated
                """),
        ];
        var random = new Random(Tier.Seed);
        var files = Project.ToArray();
        Compilation compilation = Generation.Compile(files);
        var warm = Generation.Of(compilation);
        for (var i = 0; i < Tier.Share(quick: 8, full: 40, @long: 120); i++)
        {
            var (file, text, other) = edits[random.Next(edits.Length)];
            var (from, to) = files[file].Contains(other, StringComparison.Ordinal) ? (other, text) : (text, other);
            if (!files[file].Contains(from, StringComparison.Ordinal)) continue;
            files[file] = files[file].Replace(from, to, StringComparison.Ordinal);
            compilation = compilation.ReplaceFile($"File{file}.cs", files[file]);
            warm = warm.After(compilation);
            Assert.Equal(Generation.Of(compilation).Files, warm.Files);
        }
    }

    private static string Edit(int file, string text, string other)
    {
        Assert.Contains(text, Project[file], StringComparison.Ordinal);
        return Project[file].Replace(text, other, StringComparison.Ordinal);
    }
}
