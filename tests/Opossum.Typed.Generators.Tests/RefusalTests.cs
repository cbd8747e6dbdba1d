using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>What can't be generated whole is not generated at all, and its neighbours are generated all the same.</summary>
public class RefusalTests
{
    internal const string Neighbours = """
        namespace Good;

        [EventModel] public static partial class Events;
        [Tag("good")] public readonly partial record struct GoodId(Guid Value);
        [Event("good")] public partial record GoodEvent(GoodId Id);
        [DecisionModel] public partial record struct GoodModel(GoodId Id) { internal int Number; void On(GoodEvent _) => Number++; }
        """;

    private static readonly string[] OfNeighbours = ["EventNames.g.cs", "Good.Events.EventModel.g.cs", "Good.GoodEvent.Event.g.cs", "Good.GoodId.Tag.g.cs", "Good.GoodModel.DecisionModel.g.cs"];

    public static TheoryData<string, string> BadEvents => new()
    {
        { "not partial", """[Event("bad")] public record Bad(int A);""" },
        { "one of its parts is not partial", """[Event("bad")] public partial record Bad(int A); public record Bad;""" },
        { "its container is not partial", """public class Outer { [Event("bad")] public partial record Bad(int A); }""" },
        { "its container is generic", """public partial class Outer<T> { [Event("bad")] public partial record Bad(int A); }""" },
        { "generic", """[Event("bad")] public partial record Bad<T>(T A);""" },
        { "abstract", """[Event("bad")] public abstract partial record Bad(int A);""" },
        { "derived from another record", """public record Base; [Event("bad")] public partial record Bad(int A) : Base;""" },
        { "derived from another event", """[Event("bad")] public abstract partial record Base(int A); [Event("bad-too")] public partial record Bad(int A) : Base(A);""" },
        { "derived from a missing type", """[Event("bad")] public partial record Bad(int A) : Missing(A);""" },
        { "file-local", """[Event("bad")] file partial record Bad(int A);""" },
        { "private", """public partial class Outer { [Event("bad")] private partial record Bad(int A); }""" },
        { "a class", """[Event("bad")] public partial class Bad { }""" },
        { "a struct", """[Event("bad")] public partial record struct Bad(int A);""" },
        { "a member that is obsolete as an error", """[Event("bad")] public partial record Bad(int A) { [Obsolete("gone", true)] public int Gone { get; init; } }""" },
        { "a parameter whose property is obsolete as an error", """[Event("bad")] public partial record Bad([property: Obsolete("gone", true)] int A);""" },
        { "a member of a type that is obsolete as an error", """[Event("bad")] public partial record Bad(Line A); [Obsolete("gone", true)] public record Line(int B);""" },
        { "a computed tag that is obsolete as an error", """[Event("bad")] public partial record Bad(string A) { [Tag("b"), Obsolete("gone", true)] public string B => A; }""" },
        { "obsolete as an error", """[Obsolete("gone", error: true), Event("bad")] public partial record Bad(int A);""" },
        { "of version 0", """[Event("bad", Version = 0)] public partial record Bad(int A);""" },
        { "of a negative version", """[Event("bad", Version = -1)] public partial record Bad(int A);""" },
        { "of a version that the log can't hold", """[Event("bad", Version = 65536)] public partial record Bad(int A);""" },
        { "of a missing constant's version", """[Event("bad", Version = Missing.Number)] public partial record Bad(int A);""" },
        { "an upcaster that is not static", """[Event("bad", Version = 2)] public partial record Bad(int A) { public Bad Upcast(Good.GoodEvent old) => this; }""" },
        { "an upcaster of two values", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(int a, int b) => new(a); }""" },
        { "an upcaster to something else", """[Event("bad", Version = 2)] public partial record Bad(int A) { static int Upcast(Good.GoodEvent old) => 1; }""" },
        { "an upcaster to null", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad? Upcast(Good.GoodEvent old) => null; }""" },
        { "an upcaster by reference", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(in Good.GoodEvent old) => new(1); }""" },
        { "a generic upcaster", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast<T>(Good.GoodEvent old) => new(1); }""" },
        { "an upcaster from a record that is no event", """public record Old(int A); [Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Old old) => new(1); }""" },
        { "an upcaster from a missing record", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Missing old) => new(1); }""" },
        { "an upcaster from an event of another name", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Good.GoodEvent old) => new(1); }""" },
        { "an upcaster from itself", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Bad old) => old; }""" },
        { "two upcasters", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Good.GoodEvent old) => new(1); static Bad Upcast(int old) => new(1); }""" },
        { "an upcaster that is obsolete as an error", """[Event("bad", Version = 2)] public partial record Bad(int A) { [Obsolete("gone", true)] static Bad Upcast(Good.GoodEvent old) => new(1); }""" },
        { "an unfinished upcaster", """[Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(""" },
        { "without a name", """[Event] public partial record Bad(int A);""" },
        { "named null", """[Event(null!)] public partial record Bad(int A);""" },
        { "named nothing", """[Event("")] public partial record Bad(int A);""" },
        { "named half a surrogate pair", """[Event("\uD800")] public partial record Bad(int A);""" },
        { "named too long", $"""[Event("{new string('a', 256)}")] public partial record Bad(int A);""" },
        { "formerly named nothing", """[Event("bad", Aliases = [""])] public partial record Bad(int A);""" },
        { "formerly named null", """[Event("bad", Aliases = [null!])] public partial record Bad(int A);""" },
        { "with null for its aliases", """[Event("bad", Aliases = null!)] public partial record Bad(int A);""" },
        { "formerly named too long", $"""[Event("bad", Aliases = ["{new string('a', 256)}"])] public partial record Bad(int A);""" },
        { "formerly named as today", """[Event("bad", Aliases = ["bad"])] public partial record Bad(int A);""" },
        { "formerly named the same twice", """[Event("bad", Aliases = ["worse", "worse"])] public partial record Bad(int A);""" },
        { "formerly named by a missing constant", """[Event("bad", Aliases = [Missing.Name])] public partial record Bad(int A);""" },
        { "named twice", """[Event("bad"), Event("bad")] public partial record Bad(int A);""" },
        { "named by two parts", """[Event("bad")] public partial record Bad(int A); [Event("bad")] public partial record Bad;""" },
        { "named by a missing constant", """[Event(Missing.Name)] public partial record Bad(int A);""" },
        { "an object", """[Event("bad")] public partial record Bad(object A);""" },
        { "a dynamic", """[Event("bad")] public partial record Bad(dynamic A);""" },
        { "a delegate", """[Event("bad")] public partial record Bad(Action A);""" },
        { "a class of the user", """public class Plain; [Event("bad")] public partial record Bad(Plain A);""" },
        { "a struct of the user", """public struct Plain { public int A; } [Event("bad")] public partial record Bad(Plain A);""" },
        { "a struct of the platform", """[Event("bad")] public partial record Bad(Index A);""" },
        { "a number of the machine's size", """[Event("bad")] public partial record Bad(nint A);""" },
        { "a dictionary", """[Event("bad")] public partial record Bad(Dictionary<string, int> A);""" },
        { "an enumerable", """[Event("bad")] public partial record Bad(IEnumerable<int> A);""" },
        { "a list of objects", """[Event("bad")] public partial record Bad(List<object> A);""" },
        { "a table", """[Event("bad")] public partial record Bad(int[,] A);""" },
        { "a pointer", """[Event("bad")] public unsafe partial record Bad(int* A);""" },
        { "a tuple", """[Event("bad")] public partial record Bad((int, int) A);""" },
        { "a missing type", """[Event("bad")] public partial record Bad(Missing A);""" },
        { "a list of a missing type", """[Event("bad")] public partial record Bad(List<Missing> A);""" },
        { "a generic record", """public record Box<T>(T Value); [Event("bad")] public partial record Bad(Box<int> A);""" },
        { "an abstract record", """public abstract record Shape(int A); [Event("bad")] public partial record Bad(Shape A);""" },
        { "a derived record", """public record Shape(int A); public record Round(int A) : Shape(A); [Event("bad")] public partial record Bad(Round A);""" },
        { "a private record", """public partial class Outer { private record Inner(int A); [Event("bad")] public partial record Bad(Inner A); }""" },
        { "a file-local enum", """file enum Local { A } [Event("bad")] partial record Bad(Local A);""" },
        { "an enum without names", """public enum Empty; [Event("bad")] public partial record Bad(Empty A);""" },
        { "a record inside itself", """public record Node(int A, Node? Next); [Event("bad")] public partial record Bad(Node A);""" },
        { "a record inside itself through a list", """public record Node(Step[] Steps); public record Step(List<Node> Nodes); [Event("bad")] public partial record Bad(Node A);""" },
        { "an event inside itself", """[Event("bad")] public partial record Bad(Bad? A);""" },
        { "a tag type that is none", """[Tag("x")] public readonly record struct NotPartial(Guid Value); [Event("bad")] public partial record Bad(NotPartial A);""" },
        { "a hand-written tag", "public readonly record struct Hand(int A) : ITag<Hand> { public static ReadOnlySpan<byte> Key => \"k\"u8; public static bool TryFormat(Hand tag, Span<byte> utf8, out int written) { written = 0; return true; } } [Event(\"bad\")] public partial record Bad(Hand A);" },
        { "a property that is set inside the assembly", """[Event("bad")] public partial record Bad(int A) { public int B { get; internal init; } }""" },
        { "a property that can only be set", """[Event("bad")] public partial record Bad(int A) { public int B { set { } } }""" },
        { "a required property that the constructor sets", """[Event("bad")] public partial record Bad(int A) { public required int A { get; init; } = A; }""" },
        { "a required field", """[Event("bad")] public partial record Bad(int A) { public required int B; }""" },
        { "a property that is set in private", """[Event("bad")] public partial record Bad(int A) { public int B { get; private set; } }""" },
        { "a property that another constructor sets", """[Event("bad")] public partial record Bad(int A) { public int B { get; } public Bad(int a, int b) : this(a) => B = b; }""" },
        { "a public field", """[Event("bad")] public partial record Bad(int A) { public int B; }""" },
        { "a field instead of a property", """[Event("bad")] public partial record Bad(int A) { public readonly int A = A; }""" },
        { "a hidden property", """[Event("bad")] public partial record Bad(int A) { internal int A { get; } = A; }""" },
        { "a property of another type", """[Event("bad")] public partial record Bad(int A) { public long A { get; } = A; }""" },
        { "no property for its constructor", """[Event("bad")] public partial record Bad { public Bad(int a) { } }""" },
        { "no property of its constructor's type", """[Event("bad")] public partial record Bad { public long A { get; } public Bad(int a) => A = a; }""" },
        { "no public constructor", """[Event("bad")] public partial record Bad { public int A { get; } internal Bad(int a) => A = a; }""" },
        { "several constructors", """[Event("bad")] public partial record Bad { public int A { get; init; } public int B { get; init; } public Bad(int a) => A = a; public Bad(int a, int b) => (A, B) = (a, b); }""" },
        { "a constructor for a part of it", """[Event("bad")] public partial record Bad { public int A { get; } public int B { get; } public Bad(int a) => A = a; public Bad(string b) => B = 1; }""" },
        { "a parameter by reference", """[Event("bad")] public partial record Bad(in int A);""" },
        { "state in a record inside", """public record Inner(int A) { public int B { get; private set; } } [Event("bad")] public partial record Bad(Inner A);""" },
        { "two fields of one name", """[Event("bad")] public partial record Bad(int Name, int name);""" },
        { "two fields that differ by case", """[Event("bad")] public partial record Bad(int UserID, int UserId);""" },
        { "two fields named alike", """[Event("bad")] public partial record Bad([Field("x")] int A, [Field("X")] int B);""" },
        { "a field named as another member", """[Event("bad")] public partial record Bad(int A, [Field("a")] int B);""" },
        { "a field that was named as another is", """[Event("bad")] public partial record Bad(int A, [Field("b", Aliases = ["A"])] int B);""" },
        { "two fields that were named alike", """[Event("bad")] public partial record Bad([Field("x", Aliases = ["y"])] int A, [Field("z", Aliases = ["y"])] int B);""" },
        { "a field in a record that was named as another is", """public record Line(int A, [Field("b", Aliases = ["a"])] int B); [Event("bad")] public partial record Bad(Line L);""" },
        { "a field named nothing", """[Event("bad")] public partial record Bad([Field("")] int A);""" },
        { "a field named null", """[Event("bad")] public partial record Bad([Field(null!)] int A);""" },
        { "a field named with a quote", """[Event("bad")] public partial record Bad([Field("a\"")] int A);""" },
        { "a field named with a backslash", """[Event("bad")] public partial record Bad([Field("a\\")] int A);""" },
        { "a field named with a control character", """[Event("bad")] public partial record Bad([Field("a\n")] int A);""" },
        { "a field named half a surrogate pair", """[Event("bad")] public partial record Bad([Field("\uD800")] int A);""" },
        { "a field named too long", $"""[Event("bad")] public partial record Bad([Field("{new string('a', 256)}")] int A);""" },
        { "a field that was named nothing", """[Event("bad")] public partial record Bad([Field("a", Aliases = [""])] int A);""" },
        { "a field that was named as it is", """[Event("bad")] public partial record Bad([Field("a", Aliases = ["a"])] int A);""" },
        { "two names for one field", """[Event("bad")] public partial record Bad([Field("a")] [property: Field("b")] int A);""" },
        { "a named computed property", """[Event("bad")] public partial record Bad(int A) { [Field("b")] public int B => A; }""" },
        { "a named value of a bare struct", """public readonly record struct Weight([Field("kg")] decimal Kilograms); [Event("bad")] public partial record Bad(Weight A);""" },
        { "a field named by a missing constant", """[Event("bad")] public partial record Bad([Field(Missing.Name)] int A);""" },
        { "two members of one name", """[Event("bad")] public partial record Bad(int A, int A);""" },
        { "a tag without a key", """[Event("bad")] public partial record Bad([Tag("")] string A);""" },
        { "a tag with a colon", """[Event("bad")] public partial record Bad([Tag("a:b")] string A);""" },
        { "a tag of negative length", """[Event("bad")] public partial record Bad([Tag("a", MaxLength = -1)] string A);""" },
        { "a tag of a date", """[Event("bad")] public partial record Bad([Tag("a")] DateOnly A);""" },
        { "a tag of bytes", """[Event("bad")] public partial record Bad([Tag("a")] byte[] A);""" },
        { "a tag of a weight", """public readonly record struct Weight(decimal Kilograms); [Event("bad")] public partial record Bad([Tag("a")] Weight A);""" },
        { "a tag of a fraction", """[Event("bad")] public partial record Bad([Tag("a")] decimal A);""" },
        { "a tag of a record", """public record Inner(int A); [Event("bad")] public partial record Bad([Tag("a")] Inner A);""" },
        { "a key on a tag type", """[Tag("x")] public readonly partial record struct X(Guid Value); [Event("bad")] public partial record Bad([Tag("a")] X A);""" },
        { "two keys for one member", """[Event("bad")] public partial record Bad([Tag("a")] [property: Tag("b")] string A);""" },
        { "a tag of a property without a getter", """[Event("bad")] public partial record Bad(int A) { [Tag("a")] public string B { set { } } }""" },
        { "a static tag", """[Event("bad")] public partial record Bad(int A) { [Tag("a")] public static string B => ""; }""" },
        { "an unfinished attribute", """[Event(""" },
        { "an unfinished name", "[Event(\"bad" },
        { "an unfinished parameter list", """[Event("bad")] public partial record Bad(""" },
        { "an unfinished parameter", """[Event("bad")] public partial record Bad(int""" },
        { "an unfinished type", """[Event("bad")] public partial record""" },
        { "an unfinished tag", """[Event("bad")] public partial record Bad([Tag(] string A);""" },
    };

    public static TheoryData<string, string> BadTagTypes => new()
    {
        { "not partial", """[Tag("bad")] public readonly record struct Bad(Guid Value);""" },
        { "not readonly", """[Tag("bad")] public partial record struct Bad(Guid Value);""" },
        { "no record", """[Tag("bad")] public readonly partial struct Bad { }""" },
        { "generic", """[Tag("bad")] public readonly partial record struct Bad<T>(Guid Value);""" },
        { "of two values", """[Tag("bad")] public readonly partial record struct Bad(Guid A, Guid B);""" },
        { "of no value", """[Tag("bad")] public readonly partial record struct Bad;""" },
        { "of a nullable value", """[Tag("bad")] public readonly partial record struct Bad(string? Value);""" },
        { "of a fraction", """[Tag("bad")] public readonly partial record struct Bad(double Value);""" },
        { "of a time", """[Tag("bad")] public readonly partial record struct Bad(DateTimeOffset Value);""" },
        { "of a character", """[Tag("bad")] public readonly partial record struct Bad(char Value);""" },
        { "of a value and another", """[Tag("bad")] public readonly partial record struct Bad(Guid Value) { public int Other { get; init; } }""" },
        { "of a property", """[Tag("bad")] public readonly partial record struct Bad { public Guid Value { get; init; } }""" },
        { "with a colon", """[Tag("a:b")] public readonly partial record struct Bad(Guid Value);""" },
        { "without a key", """[Tag("")] public readonly partial record struct Bad(Guid Value);""" },
        { "file-local", """[Tag("bad")] file readonly partial record struct Bad(Guid Value);""" },
        { "of a named field", """[Tag("bad")] public readonly partial record struct Bad([Field("x")] Guid Value);""" },
        { "unfinished", """[Tag("bad")] public readonly partial record struct Bad(Guid""" },
    };

    public static TheoryData<string, string> BadRoots => new()
    {
        { "not partial", """[EventModel] public static class Bad;""" },
        { "not static", """[EventModel] public partial class Bad;""" },
        { "generic", """[EventModel] public static partial class Bad<T>;""" },
        { "has a model", """[EventModel] public static partial class Bad { public static int Model => 1; }""" },
        { "is called Model", """[EventModel] public static partial class Model;""" },
        { "includes itself", """[EventModel(typeof(Bad))] public static partial class Bad;""" },
        { "includes another of its assembly", """[EventModel(typeof(Good.Events))] public static partial class Bad;""" },
        { "includes a class that is none", """[EventModel(typeof(string))] public static partial class Bad;""" },
        { "includes a missing class", """[EventModel(typeof(Missing))] public static partial class Bad;""" },
        { "includes an array", """[EventModel(typeof(int[]))] public static partial class Bad;""" },
        { "includes null", """[EventModel(null!)] public static partial class Bad;""" },
        { "includes null among others", """[EventModel([null!])] public static partial class Bad;""" },
        { "includes what is unfinished", """[EventModel(typeof(] public static partial class Bad;""" },
    };

    [Theory, MemberData(nameof(BadEvents))]
    public void An_event_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "Event");

    [Theory, MemberData(nameof(BadTagTypes))]
    public void A_tag_type_is_refused_that_is(string reason, string source) => AssertRefused(reason, source, "Tag");

    [Theory, MemberData(nameof(BadRoots))]
    public void An_event_model_is_refused_that(string reason, string source) => AssertRefused(reason, source, "EventModel");

    [Theory, MemberData(nameof(RefusedDecisions.Models), MemberType = typeof(RefusedDecisions))]
    public void A_decision_model_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "DecisionModel");

    [Theory, MemberData(nameof(RefusedDecisions.Deciders), MemberType = typeof(RefusedDecisions))]
    public void A_decider_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "Decider");

    [Fact]
    public void Unfinished_code_never_breaks_the_generator()
    {
        var compilation = Generation.Compile("", Neighbours);
        var generation = Generation.Of(compilation);
        for (var length = 0; length < Domains.Everything.Length; length++)
        {
            generation = generation.After(compilation.ReplaceFile("File0.cs", Domains.Everything[..length]));
            Assert.Null(generation.Result.Exception);
            Assert.Subset(generation.Files.Keys.ToHashSet(), OfNeighbours.ToHashSet());
        }
    }

    private static void AssertRefused(string reason, string source, string kind)
    {
        var generation = Generation.Of(source, Neighbours);
        Assert.Null(generation.Result.Exception);
        Assert.Empty(generation.Result.Diagnostics);
        Assert.Subset(generation.Files.Keys.ToHashSet(), OfNeighbours.ToHashSet());
        Assert.DoesNotContain(generation.Files.Keys, file => file.Contains("Bad", StringComparison.Ordinal) && file.EndsWith($".{kind}.g.cs", StringComparison.Ordinal));
        Assert.False(generation.Files["Good.Events.EventModel.g.cs"].Contains("Bad", StringComparison.Ordinal), reason);
        Assert.DoesNotContain("Model.EventModel.g.cs", generation.Files.Keys);
    }
}
