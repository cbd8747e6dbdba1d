using Microsoft.CodeAnalysis.CSharp;
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

    private static readonly string[] OfNeighbours =
    [
        "EventNames.g.cs",
        "Good.Events.EventModel.g.cs",
        "Good.GoodEvent.Event.g.cs",
        "Good.GoodId.Tag.g.cs",
        "Good.GoodModel.DecisionModel.g.cs",
    ];

    [Fact]
    public void In_a_language_that_is_too_old_nothing_is_generated()
    {
        var compilation = Generation.Compile(Neighbours);
        var old = compilation.SyntaxTrees.Select(static tree =>
            CSharpSyntaxTree.ParseText(tree.GetText(), new CSharpParseOptions(LanguageVersion.CSharp12), tree.FilePath));
        Assert.Empty(Generation.Of(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(old)).Files);
    }

    public static TheoryData<string, string> BadEvents => new()
    {
        {
            "a personal member without a value after its erasure", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal] string Name);
            """
        },
        {
            "a personal member of nobody", """
            [Event("bad")] public partial record Bad(GoodId Id, [Personal] string? Name);
            """
        },
        {
            "a personal member of somebody who may not be there", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who? Who, [Personal] string? Name);
            """
        },
        {
            "a personal member of one of two", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who From, Who To, [Personal] string? Name);
            """
        },
        {
            "a personal member of a member that is no subject", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who From, int To, [Personal(Of = nameof(To))] string? Name);
            """
        },
        {
            "a personal member of a record without a subject", """
            public record Inner([property: Personal] string? Name);
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, Inner Inner);
            """
        },
        {
            "a replacement of another type", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal(Replacement = "x")] int Age);
            """
        },
        {
            "a replacement that is too large", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal(Replacement = 300)] byte Age);
            """
        },
        {
            "a replacement that no attribute can have", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal(Replacement = "2000-01-01")] DateOnly Birthday);
            """
        },
        {
            "a personal tag type", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal] GoodId? Id);
            """
        },
        {
            "a personal subject", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad([Personal] Who? Who, Who Other);
            """
        },
        {
            "a personal record with a tag", """
            public record Inner([property: Tag("city")] string City);
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who, [Personal] Inner? Inner);
            """
        },
        {
            "a personal member that is computed", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            [Event("bad")] public partial record Bad(Who Who) { [Personal] public string? Name => null; }
            """
        },
        {
            "a personal member inside a personal one", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            public record Inner(Who Of, [property: Personal] string? Name);
            [Event("bad")] public partial record Bad(GoodEvent? No, [Personal] List<Inner>? Inner);
            """
        },
        {
            "a member that is personal in two ways", """
            [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
            public interface IHave { [Personal] string? Name { get; } }
            [Event("bad")] public partial record Bad(Who Who, [Personal(Replacement = "x")][property: Personal] string? Name);
            """
        },
        { "not partial", """[Event("bad")] public record Bad(int A);""" },
        { "one of its parts is not partial", """[Event("bad")] public partial record Bad(int A); public record Bad;""" },
        { "its container is not partial", """public class Outer { [Event("bad")] public partial record Bad(int A); }""" },
        { "its container is generic", """public partial class Outer<T> { [Event("bad")] public partial record Bad(int A); }""" },
        { "generic", """[Event("bad")] public partial record Bad<T>(T A);""" },
        { "abstract", """[Event("bad")] public abstract partial record Bad(int A);""" },
        { "derived from a generic record", """
            public record Base<T>(T A);
            [Event("bad")] public partial record Bad(int A) : Base<int>(A);
            """ },
        { "derived from what derives from an event", """
            [Event("good-base")] public partial record Base(int A);
            public record Middle(int A) : Base(A);
            [Event("bad")] public partial record Bad(int A) : Middle(A);
            """ },
        { "derived from a record with a public field", """
            public record Base { public int X; }
            [Event("bad")] public partial record Bad(int A) : Base;
            """ },
        { "derived from a record with a setter of its own", """
            public record Base { public int X { get; protected set; } }
            [Event("bad")] public partial record Bad(int A) : Base;
            """ },
        { "derived from a record whose property it hides", """
            public record Base { public int X { get; init; } }
            [Event("bad")] public partial record Bad(int A) : Base { public new int X { get; init; } }
            """ },
        { "derived from a record whose field has its name", """
            public record Base { public int Name { get; init; } }
            [Event("bad")] public partial record Bad(int name) : Base;
            """ },
        { "derived from another event", """
            [Event("bad")] public abstract partial record Base(int A);
            [Event("bad-too")] public partial record Bad(int A) : Base(A);
            """ },
        { "derived from a missing type", """[Event("bad")] public partial record Bad(int A) : Missing(A);""" },
        { "file-local", """[Event("bad")] file partial record Bad(int A);""" },
        { "private", """public partial class Outer { [Event("bad")] private partial record Bad(int A); }""" },
        { "a class", """[Event("bad")] public partial class Bad { }""" },
        { "a struct", """[Event("bad")] public partial record struct Bad(int A);""" },
        { "a member that is obsolete as an error", """
            [Event("bad")] public partial record Bad(int A)
            {
                [Obsolete("gone", true)] public int Gone { get; init; }
            }
            """ },
        { "a parameter whose property is obsolete as an error", """
            [Event("bad")] public partial record Bad([property: Obsolete("gone", true)] int A);
            """ },
        { "a member of a type that is obsolete as an error", """
            [Event("bad")] public partial record Bad(Line A);
            [Obsolete("gone", true)] public record Line(int B);
            """ },
        { "a computed tag that is obsolete as an error", """
            [Event("bad")] public partial record Bad(string A)
            {
                [Tag("b"), Obsolete("gone", true)] public string B => A;
            }
            """ },
        { "obsolete as an error", """[Obsolete("gone", error: true), Event("bad")] public partial record Bad(int A);""" },
        { "of version 0", """[Event("bad", Version = 0)] public partial record Bad(int A);""" },
        { "of a negative version", """[Event("bad", Version = -1)] public partial record Bad(int A);""" },
        { "of a version that the log can't hold", """[Event("bad", Version = 65536)] public partial record Bad(int A);""" },
        { "of a missing constant's version", """[Event("bad", Version = Missing.Number)] public partial record Bad(int A);""" },
        { "an upcaster that is not static", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                public Bad Upcast(Good.GoodEvent old) => this;
            }
            """ },
        { "an upcaster of two values", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(int a, int b) => new(a);
            }
            """ },
        { "an upcaster to something else", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static int Upcast(Good.GoodEvent old) => 1;
            }
            """ },
        { "an upcaster to null", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad? Upcast(Good.GoodEvent old) => null;
            }
            """ },
        { "an upcaster by reference", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(in Good.GoodEvent old) => new(1);
            }
            """ },
        { "a generic upcaster", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast<T>(Good.GoodEvent old) => new(1);
            }
            """ },
        { "an upcaster from a record that is no event", """
            public record Old(int A);
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(Old old) => new(1);
            }
            """ },
        { "an upcaster from a missing record", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(Missing old) => new(1);
            }
            """ },
        { "an upcaster from an event of another name", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(Good.GoodEvent old) => new(1);
            }
            """ },
        { "an upcaster from itself", """
            [Event("bad", Version = 2)] public partial record Bad(int A) { static Bad Upcast(Bad old) => old; }
            """ },
        { "two upcasters", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                static Bad Upcast(Good.GoodEvent old) => new(1);
                static Bad Upcast(int old) => new(1);
            }
            """ },
        { "an upcaster that is obsolete as an error", """
            [Event("bad", Version = 2)] public partial record Bad(int A)
            {
                [Obsolete("gone", true)] static Bad Upcast(Good.GoodEvent old) => new(1);
            }
            """ },
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
        { "a dictionary by fractions", """[Event("bad")] public partial record Bad(Dictionary<double, int> A);""" },
        { "a dictionary by times", """[Event("bad")] public partial record Bad(IReadOnlyDictionary<DateTimeOffset, int> A);""" },
        { "a dictionary by records", """
            public record Key(int A, int B);
            [Event("bad")] public partial record Bad(Dictionary<Key, int> A);
            """ },
        { "a dictionary by lists", """[Event("bad")] public partial record Bad(Dictionary<string[], int> A);""" },
        { "a dictionary by objects", """[Event("bad")] public partial record Bad(Dictionary<object, int> A);""" },
        { "a dictionary of objects", """[Event("bad")] public partial record Bad(Dictionary<string, object> A);""" },
        { "a dictionary interface that can be changed", """[Event("bad")] public partial record Bad(IDictionary<string, int> A);""" },
        { "a frozen dictionary", """
            [Event("bad")] public partial record Bad(System.Collections.Frozen.FrozenDictionary<string, int> A);
            """ },
        { "a frozen set", """[Event("bad")] public partial record Bad(System.Collections.Frozen.FrozenSet<string> A);""" },
        { "a concurrent dictionary", """
            [Event("bad")] public partial record Bad(System.Collections.Concurrent.ConcurrentDictionary<string, int> A);
            """ },
        { "a set interface that can be changed", """[Event("bad")] public partial record Bad(ISet<int> A);""" },
        { "a set of objects", """[Event("bad")] public partial record Bad(HashSet<object> A);""" },
        { "a sorted set of what has no order", """
            public readonly record struct Id(Guid Value);
            [Event("bad")] public partial record Bad(SortedSet<Id> A);
            """ },
        { "a sorted set of records", """
            public record Line(int A, int B);
            [Event("bad")] public partial record Bad(ImmutableSortedSet<Line> A);
            """ },
        { "a sorted dictionary by what has no order", """
            [Tag("x")] public readonly partial record struct X(Guid Value);
            [Event("bad")] public partial record Bad(SortedDictionary<X, int> A);
            """ },
        { "a set in the order of hash codes", """
            public record Line(int A, int B);
            [Event("bad")] public partial record Bad(ImmutableHashSet<Line> A);
            """ },
        { "a queue", """[Event("bad")] public partial record Bad(Queue<int> A);""" },
        { "a JSON document", """[Event("bad")] public partial record Bad(System.Text.Json.JsonDocument A);""" },
        { "a JSON node", """[Event("bad")] public partial record Bad(System.Text.Json.Nodes.JsonObject A);""" },
        { "a pair", """[Event("bad")] public partial record Bad(KeyValuePair<string, int> A);""" },
        { "a memory of characters", """[Event("bad")] public partial record Bad(ReadOnlyMemory<char> A);""" },
        { "a generic struct of two values", """
            public readonly record struct Two<T>(T A, T B);
            [Event("bad")] public partial record Bad(Two<int> A);
            """ },
        { "a generic struct of an object", """
            public readonly record struct One<T>(T A);
            [Event("bad")] public partial record Bad(One<object> A);
            """ },
        { "a generic struct of a local type", """
            public readonly record struct One<T>(int A);
            file class Local;
            [Event("bad")] partial record Bad(One<Local> A);
            """ },
        { "a tag on a dictionary", """[Event("bad")] public partial record Bad([Tag("a")] Dictionary<string, int> A);""" },
        { "a tag of a wide number", """[Event("bad")] public partial record Bad([Tag("a")] Int128 A);""" },
        { "a tag of an address", """[Event("bad")] public partial record Bad([Tag("a")] Uri A);""" },
        { "a tag of open data", """[Event("bad")] public partial record Bad([Tag("a")] System.Text.Json.JsonElement A);""" },
        { "an ignored parameter", """[Event("bad")] public partial record Bad([property: Ignore] int A);""" },
        { "an ignored property that is required", """
            [Event("bad")] public partial record Bad(int A) { [Ignore] public required int B { get; init; } }
            """ },
        { "a case without a name", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Leaf))] public abstract record Shape;
            public record Leaf(int A) : Shape;
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "no case", """
            using System.Text.Json.Serialization;
            [JsonPolymorphic] public abstract record Shape;
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "a case that is none", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Other), "o")] public abstract record Shape;
            public record Other(int A);
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "an abstract case", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Leaf), "l")] public abstract record Shape;
            public abstract record Leaf(int A) : Shape;
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "a case that is a class", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Leaf), "l")] public interface IShape;
            public class Leaf : IShape;
            [Event("bad")] public partial record Bad(IShape A);
            """ },
        { "a case that is a struct", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Leaf), "l")] public interface IShape;
            public record struct Leaf(int A) : IShape;
            [Event("bad")] public partial record Bad(IShape A);
            """ },
        { "a class of cases", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Leaf), "l")] public class Shape;
            public class Leaf : Shape;
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "two cases of one name", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(A), "x"), JsonDerivedType(typeof(B), "x")] public abstract record Shape;
            public record A : Shape;
            public record B : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "one case twice", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(A), "x"), JsonDerivedType(typeof(A), "y")] public abstract record Shape;
            public record A : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "a case of a name that needs escapes", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(A), "\"")] public abstract record Shape;
            public record A : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "a case with a bad member", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(A), "a")] public abstract record Shape;
            public record A(object X) : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "cases that may be others", """
            using System.Text.Json.Serialization;
            [
                JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType),
                JsonDerivedType(typeof(A), "a"),
            ] public record Shape;
            public record A : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "cases that are guessed", """
            using System.Text.Json.Serialization;
            [JsonPolymorphic(IgnoreUnrecognizedTypeDiscriminators = true), JsonDerivedType(typeof(A), "a")] public record Shape;
            public record A : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "a case with a field of the discriminator's name", """
            using System.Text.Json.Serialization;
            [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(A), "a")] public abstract record Shape;
            public record A(string Kind) : Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "a missing case", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Missing), "a")] public abstract record Shape;
            [Event("bad")] public partial record Bad(Shape S);
            """ },
        { "an interface without cases", """public interface IShape; [Event("bad")] public partial record Bad(IShape A);""" },
        { "a converter of another type", """
            public sealed class C : Opossum.Typed.Json.IEventConverter<int>
            {
                public static bool TryWrite(int value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return true;
                }
                public static int Read(ReadOnlySpan<byte> utf8) => 1;
            }
            [Event("bad")] public partial record Bad([Converter(typeof(C))] long A);
            """ },
        { "a converter that is none", """[Event("bad")] public partial record Bad([Converter(typeof(string))] object A);""" },
        { "no converter", """[Event("bad")] public partial record Bad([Converter(null!)] int A);""" },
        { "a missing converter", """[Event("bad")] public partial record Bad([Converter(typeof(Missing))] int A);""" },
        { "a private converter", """
            public partial class Outer
            {
                private sealed class C : Opossum.Typed.Json.IEventConverter<int>
                {
                    public static bool TryWrite(int value, Span<byte> utf8, out int written)
                    {
                        written = 0;
                        return true;
                    }
                    public static int Read(ReadOnlySpan<byte> utf8) => 1;
                }
                [Event("bad")] public partial record Bad([Converter(typeof(C))] int A);
            }
            """ },
        { "a converter on a tag type", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public sealed class C : Opossum.Typed.Json.IEventConverter<T>
            {
                public static bool TryWrite(T value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return true;
                }
                public static T Read(ReadOnlySpan<byte> utf8) => default;
            }
            [Event("bad")] public partial record Bad([Converter(typeof(C))] T A);
            """ },
        { "two converters", """
            public sealed class C : Opossum.Typed.Json.IEventConverter<int>
            {
                public static bool TryWrite(int value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return true;
                }
                public static int Read(ReadOnlySpan<byte> utf8) => 1;
            }
            [Event("bad")] public partial record Bad([Converter(typeof(C)), JsonContext(typeof(C))] int A);
            """ },
        { "a tag of what a converter makes", """
            public sealed class C : Opossum.Typed.Json.IEventConverter<string>
            {
                public static bool TryWrite(string value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return true;
                }
                public static string Read(ReadOnlySpan<byte> utf8) => "";
            }
            [Event("bad")] public partial record Bad([Converter(typeof(C)), Tag("a")] string A);
            """ },
        { "a context that does not list the type", """
            using System.Text.Json.Serialization;
            [JsonSerializable(typeof(string))] public abstract partial class Context : JsonSerializerContext
            {
                public Context() : base(null) { }
            }
            [Event("bad")] public partial record Bad([JsonContext(typeof(Context))] Exception A);
            """ },
        { "a context that is none", """[Event("bad")] public partial record Bad([JsonContext(typeof(string))] Exception A);""" },
        { "two constructors marked", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; init; }
                [EventConstructor] public Bad(int a) => A = a;
                [EventConstructor] private Bad() { }
            }
            """ },
        { "a marked constructor that lacks state", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; }
                public int B { get; }
                [EventConstructor] private Bad(int a) => A = a;
            }
            """ },
        { "a marked constructor of another name", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; }
                [EventConstructor] private Bad(int x) => A = x;
            }
            """ },
        { "a marked constructor beside what is required", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; }
                public required int B { get; init; }
                [EventConstructor] private Bad(int a) => A = a;
            }
            """ },
        { "a case that holds its base and a field of the discriminator's name", """
            using System.Text.Json.Serialization;
            [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(A), "a")] public abstract record Shape;
            public record A(Shape? Next, string Kind) : Shape;
            [Event("bad")] public partial record Bad(A A);
            """ },
        { "a record inside itself that holds an object", """
            public record Node(Node? Next, object Value);
            [Event("bad")] public partial record Bad(Node A);
            """ },
        { "a sorted set of records inside themselves", """
            public record Node(SortedSet<Node> Nodes);
            [Event("bad")] public partial record Bad(Node A);
            """ },
        { "a factory that is not static", """
            public record Money { public int A { get; init; } [EventConstructor] public Money Of(int a) => new() { A = a }; }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a factory that nobody else may call", """
            public record Money { public int A { get; init; } [EventConstructor] private static Money Of(int a) => new() { A = a }; }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a factory that may return null", """
            public record Money { public int A { get; init; } [EventConstructor] public static Money? Of(int a) => new() { A = a }; }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a factory of something else", """
            public record struct Money
            {
                public int A { get; init; }
                [EventConstructor] public static Money? Of(int a) => new() { A = a };
            }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a generic factory", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; init; }
                [EventConstructor] public static Bad Of<T>(int a) => new();
            }
            """ },
        { "a factory that no code may call", """
            [Event("bad")] public partial record Bad(int A)
            {
                [EventConstructor, Obsolete("", true)] public static Bad Of(int a) => new(a);
            }
            """ },
        { "a factory and a constructor", """
            public sealed class Money
            {
                [EventConstructor] private Money(int a) => A = a;
                public int A { get; }
                [EventConstructor] public static Money Of(int a) => new(a);
            }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a factory that lacks state", """
            public sealed class Money
            {
                private Money(int a, int b) => (A, B) = (a, b);
                public int A { get; }
                public int B { get; }
                [EventConstructor] public static Money Of(int a) => new(a, a);
            }
            [Event("bad")] public partial record Bad(Money A);
            """ },
        { "a factory of another name", """
            public readonly record struct Email
            {
                private Email(string value) => Value = value;
                public string Value { get; }
                [EventConstructor] public static Email Parse(string text) => new(text);
            }
            [Event("bad")] public partial record Bad(Email A);
            """ },
        { "an enumerable", """[Event("bad")] public partial record Bad(IEnumerable<int> A);""" },
        { "a list of objects", """[Event("bad")] public partial record Bad(List<object> A);""" },
        { "a table", """[Event("bad")] public partial record Bad(int[,] A);""" },
        { "a pointer", """[Event("bad")] public unsafe partial record Bad(int* A);""" },
        { "a tuple that is a class", """[Event("bad")] public partial record Bad(Tuple<int, int> A);""" },
        { "a tuple of an object", """[Event("bad")] public partial record Bad((int X, object Y) A);""" },
        { "a tuple whose names differ by case alone", """[Event("bad")] public partial record Bad((int x, int X) A);""" },
        { "a dictionary by tuples", """[Event("bad")] public partial record Bad(Dictionary<(int X, int Y), int> A);""" },
        { "a tag of a tuple", """[Event("bad")] public partial record Bad([Tag("a")] (int X, int Y) A);""" },
        { "a missing type", """[Event("bad")] public partial record Bad(Missing A);""" },
        { "a list of a missing type", """[Event("bad")] public partial record Bad(List<Missing> A);""" },
        { "a generic record", """public record Box<T>(T Value); [Event("bad")] public partial record Bad(Box<int> A);""" },
        { "an abstract record", """public abstract record Shape(int A); [Event("bad")] public partial record Bad(Shape A);""" },
        { "a record derived from a generic one", """
            public record Shape<T>(T A);
            public record Round(int A) : Shape<int>(A);
            [Event("bad")] public partial record Bad(Round A);
            """ },
        { "a record that hides a property", """
            public record Shape { public int A { get; set; } }
            public record Round : Shape { public new string A { get; init; } = ""; }
            [Event("bad")] public partial record Bad(Round A);
            """ },
        { "a private record", """
            public partial class Outer
            {
                private record Inner(int A);
                [Event("bad")] public partial record Bad(Inner A);
            }
            """ },
        { "a file-local enum", """file enum Local { A } [Event("bad")] partial record Bad(Local A);""" },
        { "an enum without names", """public enum Empty; [Event("bad")] public partial record Bad(Empty A);""" },
        { "a tag type that is none", """
            [Tag("x")] public readonly record struct NotPartial(Guid Value);
            [Event("bad")] public partial record Bad(NotPartial A);
            """ },
        { "a hand-written tag", """
            public readonly record struct Hand(int A) : ITag<Hand>
            {
                public static ReadOnlySpan<byte> Key => "k"u8;
                public static bool TryFormat(Hand tag, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return true;
                }
            }
            [Event("bad")] public partial record Bad(Hand A);
            """ },
        { "a property that is set inside the assembly", """
            [Event("bad")] public partial record Bad(int A) { public int B { get; internal init; } }
            """ },
        { "a property that can only be set", """[Event("bad")] public partial record Bad(int A) { public int B { set { } } }""" },
        { "a required property that the constructor sets", """
            [Event("bad")] public partial record Bad(int A) { public required int A { get; init; } = A; }
            """ },
        { "a required field", """[Event("bad")] public partial record Bad(int A) { public required int B; }""" },
        { "a property that is set in private", """
            [Event("bad")] public partial record Bad(int A) { public int B { get; private set; } }
            """ },
        { "a property that another constructor sets", """
            [Event("bad")] public partial record Bad(int A)
            {
                public int B { get; }
                public Bad(int a, int b) : this(a) => B = b;
            }
            """ },
        { "a struct whose value only its private constructor sets", """
            public readonly record struct Email
            {
                private readonly string _value;
                private Email(string value) => _value = value;
                public static Email Parse(string text) => new(text);
                public override string ToString() => _value;
            }
            [Event("bad")] public partial record Bad(Email A);
            """ },
        { "a private list", """
            [Event("bad")] public partial record Bad(int A)
            {
                private readonly List<string> _lines = [];
                public IReadOnlyList<string> Lines => _lines;
                public void Add(string line) => _lines.Add(line);
            }
            """ },
        { "a list that is never set", """
            [Event("bad")] public partial record Bad(int A) { public List<string> Lines { get; } = []; }
            """ },
        { "a value that the constructor computes", """
            [Event("bad")] public partial record Bad(int A) { public int B { get; } = A * 2; }
            """ },
        { "a private field that the constructor computes", """
            [Event("bad")] public partial record Bad(int A) { private readonly int _b = A * 2; public int B => _b; }
            """ },
        { "a constant that another constructor changes", """
            [Event("bad")] public partial record Bad(int A)
            {
                public int B { get; } = 1;
                public Bad(int a, int b) : this(a) => B = b;
            }
            """ },
        { "a constant in a struct, whose default is another", """
            public record struct P(int X, int Y) { public int Z { get; } = 1; }
            [Event("bad")] public partial record Bad(P A);
            """ },
        { "a private property", """[Event("bad")] public partial record Bad(int A) { private int B { get; set; } }""" },
        { "an explicit property of an interface", """
            public interface INamed { string Name { get; } }
            [Event("bad")] public partial record Bad(int A) : INamed { string INamed.Name { get; } = Guid.NewGuid().ToString(); }
            """ },
        { "a property that keeps what it computed", """
            [Event("bad")] public partial record Bad(int A) { public string B => field ??= A.ToString(); }
            """ },
        { "a field that the setter does not reach", """
            [Event("bad")] public partial record Bad(int A)
            {
                private string _first = "", _last = "";
                public string Name { get => _first + _last; init => _first = value; }
                public Bad Married(string last) => this with { _last = last };
            }
            """ },
        { "an event", """
            [Event("bad")] public partial record Bad(int A) { public event Action? Changed; void M() => Changed?.Invoke(); }
            """ },
        { "private state of a base", """
            public record Base { private int _count; public void Hit() => _count++; }
            [Event("bad")] public partial record Bad(int A) : Base;
            """ },
        { "private state of a record inside", """
            public record Line(int A) { private int _count; public void Hit() => _count++; }
            [Event("bad")] public partial record Bad(Line[] A);
            """ },
        { "private state of a case", """
            [System.Text.Json.Serialization.JsonDerivedType(typeof(Round), "round")] public abstract record Shape;
            public sealed record Round(int A) : Shape { private int _count; public void Hit() => _count++; }
            [Event("bad")] public partial record Bad(Shape A);
            """ },
        { "private state of a struct of one value", """
            public readonly record struct Weight(decimal Kilograms)
            {
                private readonly bool _isNet;
                private Weight(decimal kilograms, bool isNet) : this(kilograms) => _isNet = isNet;
            }
            [Event("bad")] public partial record Bad(Weight A);
            """ },
        { "a property of a base that it hides", """
            public record Base(int A);
            [Event("bad")] public partial record Bad(int A) : Base(A + 1) { public new int A { get; init; } = A; }
            """ },
        { "a getter that it overrides alone", """
            public record Base { public virtual string Name { get; init; } = ""; }
            [Event("bad")] public partial record Bad(int A) : Base { public override string Name => base.Name + "!"; }
            """ },
        { "a getter that its base overrides alone", """
            public abstract record Root { public abstract string Name { get; set; } }
            public record Middle : Root { public override string Name { get; set; } = ""; }
            public record Base : Middle { public override string Name => base.Name; }
            [Event("bad")] public partial record Bad(int A) : Base;
            """ },
        { "a getter that it overrides alone, as a parameter", """
            public record Base { public virtual string Name { get; init; } = ""; }
            [Event("bad")] public partial record Bad(string Name) : Base { public override string Name { get => "x"; } }
            """ },
        { "a setter that it overrides alone", """
            public record Base { public virtual string Name { get; init; } = ""; }
            [Event("bad")] public partial record Bad(int A) : Base { public override string Name { init => base.Name = value; } }
            """ },
        { "a private setter below a getter that it overrides", """
            public record Base { public virtual string Name { get; private set; } = ""; public void Call(string name) => Name = name; }
            [Event("bad")] public partial record Bad(int A) : Base { public override string Name => base.Name; }
            """ },
        { "a parameter that its interface ignores", """
            public interface INoted { [Ignore] string Note { get; } }
            [Event("bad")] public partial record Bad(string Note) : INoted;
            """ },
        { "two tags of two interfaces on one member", """
            public interface IOne { [Tag("one")] string A { get; } }
            public interface ITwo { [Tag("two")] string A { get; } }
            [Event("bad")] public partial record Bad(string A) : IOne, ITwo;
            """ },
        { "two names of two interfaces for one member", """
            public interface IOne { [Field("one")] string A { get; } }
            public interface ITwo { [Field("two")] string A { get; } }
            [Event("bad")] public partial record Bad(string A) : IOne, ITwo;
            """ },
        { "a tag of an interface that it implements explicitly", """
            public interface INoted { [Tag("note")] string Note { get; } }
            [Event("bad")] public partial record Bad(int A) : INoted { string INoted.Note => "x"; }
            """ },
        { "a tag that an interface implements", """
            public interface INoted { [Tag("note")] string Note => "x"; }
            [Event("bad")] public partial record Bad(int A) : INoted;
            """ },
        { "a name of an interface for what it computes", """
            public interface INoted { [Field("note")] string Note { get; } }
            [Event("bad")] public partial record Bad(int A) : INoted { public string Note => "x"; }
            """ },
        { "a tag of a base that has no stable text", """
            public abstract record Base { [Tag("at")] public abstract DateTimeOffset At { get; init; } }
            [Event("bad")] public partial record Bad(int A) : Base { public override DateTimeOffset At { get; init; } }
            """ },
        { "lists in lists, deeper than a reader takes", $"""
            [Event("bad")] public partial record Bad(int{string.Concat(Enumerable.Repeat("[]", 64))} A);
            """ },
        { "records in records, deeper than a reader takes", string.Concat(Enumerable.Range(0, 64)
            .Select(static i => $"public record R{i}(R{i + 1} A);")) + """
            public record R64(int A, int B);
            [Event("bad")] public partial record Bad(R0 A);
            """ },
        { "open data, deeper than a reader takes", $"""
            [Event("bad")] public partial record Bad(System.Text.Json.JsonElement{string.Concat(Enumerable.Repeat("[]", 32))} A);
            """ },
        { "a public field", """[Event("bad")] public partial record Bad(int A) { public int B; }""" },
        { "a field instead of a property", """[Event("bad")] public partial record Bad(int A) { public readonly int A = A; }""" },
        { "a hidden property", """[Event("bad")] public partial record Bad(int A) { internal int A { get; } = A; }""" },
        { "a property of another type", """[Event("bad")] public partial record Bad(int A) { public long A { get; } = A; }""" },
        { "no property for its constructor", """[Event("bad")] public partial record Bad { public Bad(int a) { } }""" },
        { "no property of its constructor's type", """
            [Event("bad")] public partial record Bad { public long A { get; } public Bad(int a) => A = a; }
            """ },
        { "no public constructor", """[Event("bad")] public partial record Bad { public int A { get; } internal Bad(int a) => A = a; }""" },
        { "several constructors", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; init; }
                public int B { get; init; }
                public Bad(int a) => A = a;
                public Bad(int a, int b) => (A, B) = (a, b);
            }
            """ },
        { "a constructor for a part of it", """
            [Event("bad")] public partial record Bad
            {
                public int A { get; }
                public int B { get; }
                public Bad(int a) => A = a;
                public Bad(string b) => B = 1;
            }
            """ },
        { "a parameter by reference", """[Event("bad")] public partial record Bad(in int A);""" },
        { "state in a record inside", """
            public record Inner(int A) { public int B { get; private set; } }
            [Event("bad")] public partial record Bad(Inner A);
            """ },
        { "two fields of one name", """[Event("bad")] public partial record Bad(int Name, int name);""" },
        { "two fields that differ by case", """[Event("bad")] public partial record Bad(int UserID, int UserId);""" },
        { "two fields named alike", """[Event("bad")] public partial record Bad([Field("x")] int A, [Field("X")] int B);""" },
        { "a field named as another member", """[Event("bad")] public partial record Bad(int A, [Field("a")] int B);""" },
        { "a field that was named as another is", """
            [Event("bad")] public partial record Bad(int A, [Field("b", Aliases = ["A"])] int B);
            """ },
        { "two fields that were named alike", """
            [Event("bad")] public partial record Bad([Field("x", Aliases = ["y"])] int A, [Field("z", Aliases = ["y"])] int B);
            """ },
        { "a field in a record that was named as another is", """
            public record Line(int A, [Field("b", Aliases = ["a"])] int B);
            [Event("bad")] public partial record Bad(Line L);
            """ },
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
        { "a named value of a bare struct", """
            public readonly record struct Weight([Field("kg")] decimal Kilograms);
            [Event("bad")] public partial record Bad(Weight A);
            """ },
        { "a field named by a missing constant", """[Event("bad")] public partial record Bad([Field(Missing.Name)] int A);""" },
        { "two members of one name", """[Event("bad")] public partial record Bad(int A, int A);""" },
        { "a tag without a key", """[Event("bad")] public partial record Bad([Tag("")] string A);""" },
        { "a tag with a colon", """[Event("bad")] public partial record Bad([Tag("a:b")] string A);""" },
        { "two keys that give one query", """
            [Event("bad")] public partial record Bad([Tag("order-id")] Guid A, [Tag("order_id")] Guid B);
            """ },
        { "two keys that give one query of two types", """
            [Event("bad")] public partial record Bad([Tag("order-id")] Guid A, [Tag("orderId")] string B);
            """ },
        { "two keys that give one query, one of them inside", """
            public record Line([Tag("order.id")] Guid A);
            [Event("bad")] public partial record Bad([Tag("order-id")] Guid A, Line B);
            """ },
        { "two keys that give one query, one of them computed", """
            [Event("bad")] public partial record Bad([Tag("order-id")] Guid A) { [Tag("order_id")] public string B => ""; }
            """ },
        { "a tag of negative length", """[Event("bad")] public partial record Bad([Tag("a", MaxLength = -1)] string A);""" },
        { "a tag of a date", """[Event("bad")] public partial record Bad([Tag("a")] DateOnly A);""" },
        { "a tag of bytes", """[Event("bad")] public partial record Bad([Tag("a")] byte[] A);""" },
        { "a tag of a weight", """
            public readonly record struct Weight(decimal Kilograms);
            [Event("bad")] public partial record Bad([Tag("a")] Weight A);
            """ },
        { "a tag of a fraction", """[Event("bad")] public partial record Bad([Tag("a")] decimal A);""" },
        { "a tag of a record", """public record Inner(int A); [Event("bad")] public partial record Bad([Tag("a")] Inner A);""" },
        { "a key on a tag type", """
            [Tag("x")] public readonly partial record struct X(Guid Value);
            [Event("bad")] public partial record Bad([Tag("a")] X A);
            """ },
        { "two keys for one member", """[Event("bad")] public partial record Bad([Tag("a")] [property: Tag("b")] string A);""" },
        { "a tag of a property without a getter", """
            [Event("bad")] public partial record Bad(int A) { [Tag("a")] public string B { set { } } }
            """ },
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
        { "of a value and another", """
            [Tag("bad")] public readonly partial record struct Bad(Guid Value)
            {
                public int Other { get; init; }
            }
            """ },
        { "of a property", """[Tag("bad")] public readonly partial record struct Bad { public Guid Value { get; init; } }""" },
        { "with a colon", """[Tag("a:b")] public readonly partial record struct Bad(Guid Value);""" },
        { "without a key", """[Tag("")] public readonly partial record struct Bad(Guid Value);""" },
        { "file-local", """[Tag("bad")] file readonly partial record struct Bad(Guid Value);""" },
        { "of a named field", """[Tag("bad")] public readonly partial record struct Bad([Field("x")] Guid Value);""" },
        { "of a wide number", """[Tag("bad")] public readonly partial record struct Bad(UInt128 Value);""" },
        { "with private state", """
            [Tag("bad")] public readonly partial record struct Bad(Guid Value)
            {
                private readonly int _shard;
                public Bad(Guid value, int shard) : this(value) => _shard = shard;
            }
            """ },
        { "made in private", """
            [Tag("bad")] public readonly partial record struct Bad
            {
                public Guid Value { get; }
                [EventConstructor] private Bad(Guid value) => Value = value;
            }
            """ },
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

    [SampledTheory, MemberData(nameof(BadEvents))]
    public void An_event_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "Event");

    [SampledTheory, MemberData(nameof(BadTagTypes))]
    public void A_tag_type_is_refused_that_is(string reason, string source) => AssertRefused(reason, source, "Tag");

    [SampledTheory, MemberData(nameof(BadRoots))]
    public void An_event_model_is_refused_that(string reason, string source) => AssertRefused(reason, source, "EventModel");

    [SampledTheory, MemberData(nameof(RefusedDecisions.Models), MemberType = typeof(RefusedDecisions))]
    public void A_decision_model_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "DecisionModel");

    [SampledTheory, MemberData(nameof(RefusedDecisions.Deciders), MemberType = typeof(RefusedDecisions))]
    public void A_decider_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "Decider");

    [SampledTheory, MemberData(nameof(RefusedConsumers.Consumers), MemberType = typeof(RefusedConsumers))]
    public void A_consumer_is_refused_that_is_or_has(string reason, string source) => AssertRefused(reason, source, "Consumer");

    [SampledTheory, MemberData(nameof(RefusedReadModels.Models), MemberType = typeof(RefusedReadModels))]
    public void A_read_model_or_a_row_is_refused_that_is_or_has(string reason, string source)
    {
        AssertRefused(reason, source, "ReadModel");
        AssertRefused(reason, source, "Row");
    }

    [Fact]
    public void Unfinished_code_never_breaks_the_generator()
    {
        var compilation = Generation.Compile("", Neighbours);
        var generation = Generation.Of(compilation);
        for (var length = 0; length < Domains.Everything.Length; length += Tier.Share(quick: 131, full: 11, @long: 1))
        {
            generation = generation.After(compilation.ReplaceFile("File0.cs", Domains.Everything[..length]));
            Assert.Null(generation.Result.Exception);
            Assert.Subset(generation.Files.Keys.ToHashSet(), OfNeighbours.ToHashSet());
        }
    }

    internal static void AssertRefused(string reason, string source, string kind)
    {
        var generation = Generation.Of(source, Neighbours);
        Assert.Null(generation.Result.Exception);
        Assert.Empty(generation.Result.Diagnostics);
        Assert.Subset(generation.Files.Keys.ToHashSet(), OfNeighbours.ToHashSet());
        Assert.DoesNotContain(
            generation.Files.Keys,
            file => file.Contains("Bad", StringComparison.Ordinal) && file.EndsWith($".{kind}.g.cs", StringComparison.Ordinal));
        Assert.False(generation.Files["Good.Events.EventModel.g.cs"].Contains("Bad", StringComparison.Ordinal), reason);
        Assert.DoesNotContain("Model.EventModel.g.cs", generation.Files.Keys);
    }
}
