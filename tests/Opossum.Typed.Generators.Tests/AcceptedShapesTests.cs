namespace Opossum.Typed.Generators.Tests;

/// <summary>Shapes that C# developers write before they have read what can be stored.</summary>
public class AcceptedShapesTests
{
    public static TheoryData<string, string, int> Programs => new()
    {
        { "a value object with a factory", """
            public readonly record struct Email
            {
                private Email(string v) => Value = v;
                public string Value { get; }
                [EventConstructor] public static Email Parse(string value) => new(value);
            }
            [Event("e")] public partial record E(Email A, Email? B, Email[] C, [Tag("mail")] Email D, Dictionary<Email, int> F);
            """, 1 },
        { "factories of records", """
            public sealed record Money
            {
                private Money(decimal amount, string currency) => (Amount, Currency) = (amount, currency);
                public decimal Amount { get; }
                public string Currency { get; }
                public string? Note { get; init; } = "n";
                [EventConstructor] internal static Money Of(decimal amount, string currency = "EUR") => new(amount, currency);
            }
            public record struct Pair
            {
                public int A { get; init; }
                public int B { get; set; }
                [EventConstructor] public static Pair Of(int a) => new() { A = a };
            }
            [Event("e")] public partial record E(Money A, Money? B, Pair C, List<Pair?> D);
            """, 1 },
        { "factories of classes and structs", """
            public sealed class Percentage
            {
                private Percentage(int value) => Value = value;
                public int Value { get; }
                [EventConstructor] public static Percentage Of(int value) => new(value);
            }
            public readonly struct Isbn
            {
                private Isbn(string text) => Text = text;
                public string Text { get; }
                [EventConstructor] public static Isbn Parse(string text) => new(text);
            }
            public struct Range
            {
                public int From { get; }
                public int To { get; }
                [EventConstructor] public Range(int from, int to) => (From, To) = (from, to);
            }
            public class Named
            {
                [EventConstructor] private Named(string name) => Name = name;
                public string Name { get; }
            }
            [Event("e")] public partial record E(Percentage A, Isbn B, Range C, Isbn? D, Range?[] F, [Tag("isbn")] Isbn G, Named H);
            """, 1 },
        { "a factory of an event", """
            [Event("e")] public partial record E
            {
                private E() { }
                public required int A { get; init; }
                public int B { get; init; } = 2;
                [EventConstructor] public static E Of(int a) => new() { A = a };
            }
            """, 1 },
        { "a factory of a tag type", """
            [Tag("mail")] public readonly partial record struct Email
            {
                private Email(string value) => Value = value;
                public string Value { get; }
                [EventConstructor] public static Email Parse(string value) => new(value);
            }
            [Tag("id")] public readonly partial record struct Id
            {
                private Id(Guid value) => Value = value;
                public Guid Value { get; }
                [EventConstructor] internal static Id From(Guid value) => new(value);
            }
            [Event("e")] public partial record E(Email A, Id? B);
            """, 3 },
        { "generic value objects with a factory", """
            public readonly record struct Id<T>
            {
                private Id(Guid value) => Value = value;
                public Guid Value { get; }
                [EventConstructor] public static Id<T> Of(Guid value) => new(value);
            }
            [Event("e")] public partial record E(Id<E> A, Id<string>[] B);
            """, 1 },
        { "read-only collections", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public record Line(T T);
            [Event("e")]
            public partial record E(
                IReadOnlyCollection<int> A, IReadOnlyCollection<string?>? B, IReadOnlyCollection<Line> C,
                [Tag("d")] IReadOnlyCollection<string> D);
            """, 2 },
        { "memory", """
            public readonly record struct Digest(ReadOnlyMemory<byte> Sha256);
            [Event("e")] public partial record E(ReadOnlyMemory<byte> A, ReadOnlyMemory<byte>? B, ReadOnlyMemory<byte>[] C, Digest D);
            """, 1 },
        { "tuples", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public enum K { A }
            [Event("e")]
            public partial record E(
                (int X, string Y) A,
                (int, string)? B,
                List<(T Id, K Kind)> C,
                (T Other, K Kind)[] D,
                (int A, int B, int C, int D, int E, int F, int G, int H, string? I) F,
                ((int X, int Y) From, (int X, int Y)? To) G,
                Dictionary<string, (T @class, decimal)> H,
                (int X, string? Y) I,
                List<(string?, Uri)> J);
            """, 2 },
        { "computed partial properties", """
            public partial record Line(int Quantity, decimal Price)
            {
                public partial decimal Total { get; }
            }
            partial record Line
            {
                public partial decimal Total => Quantity * Price;
            }
            [Event("e")] public partial record E(Line A)
            {
                [Tag("first")] public partial string First { get; }
                public partial int Set { get; set; }
            }
            partial record E
            {
                private int _set;
                public partial string First { get { return "x"; } }
                public partial int Set { get => _set; set => _set = value; }
            }
            """, 1 },
        { "a record inside itself", """
            public record Node(string Name, ImmutableArray<Node> Children);
            [Event("e")] public partial record E(Node A, Node? B);
            """, 1 },
        { "a record inside itself in every way", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public record Node(Node? Next, Node[] A, List<Node?> B, Dictionary<string, Node> C, ImmutableList<Node> D, T Id);
            public record struct Step(Step[] Steps, [property: Tag("s")] string Name);
            [Event("e")] public partial record E(Node A, Dictionary<T, Node>? B, Step C, Step? D);
            """, 2 },
        { "records inside each other", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public record Folder(string Name, ImmutableArray<Entry> Entries);
            public record Entry(Folder? Folder, File? File);
            public record File(T Id, Entry? Original);
            [Event("e")] public partial record E(Folder A, File B, Entry[] C);
            """, 2 },
        { "cases inside themselves", """
            using System.Text.Json.Serialization;
            [Tag("t")] public readonly partial record struct T(int Value);
            [JsonDerivedType(typeof(Number), "number"), JsonDerivedType(typeof(Sum), "sum"), JsonDerivedType(typeof(Named), "named")]
            public abstract record Expression;
            public record Number(int Value) : Expression;
            public record Sum(Expression Left, Expression Right, ImmutableArray<Sum> More) : Expression;
            public record Named(T Name, Expression? Of) : Expression;
            [JsonDerivedType(typeof(Leaf), "leaf")] public record Tree(Tree? Left, Tree? Right);
            public record Leaf(T Id) : Tree(null, null);
            [Event("e")] public partial record E(Expression A, Sum B, Tree C, Leaf D);
            """, 2 },
        { "an event inside itself", """[Event("e")] public partial record E(E? Previous, int A);""", 1 },
        { "an event inside itself, beside the constructor", """
            [Event("e")] public partial record E(int A)
            {
                public E? Previous { get; init; }
                public IReadOnlyList<E> Kids { get; init; } = [];
            }
            """, 1 },
        { "events inside each other, beside their constructors", """
            [Event("e")] public partial record E(int A) { public F? Other { get; init; } }
            [Event("f")] public partial record F(int A) { public E? Other { get; init; } }
            """, 2 },
        { "an event inside itself with members of a base", """
            public record Base { public int B { get; init; } }
            [Event("e")] public partial record E(int A) : Base { public E? Previous { get; init; } }
            """, 1 },
        { "an older version with a record inside itself", """
            [Tag("t")] public readonly partial record struct T(int Value);
            public record Node(T Id, Node[] Children);
            [Event("e", Version = 2)] public partial record E(int A) { static E Upcast(F old) => new(1); }
            [Event("e")] public partial record F(Node A);
            """, 3 },
    };

    [SampledTheory, MemberData(nameof(Programs))]
    public void It_compiles(string what, string source, int files) => AcceptanceTests.AssertCompiles(what, source, files);
}
