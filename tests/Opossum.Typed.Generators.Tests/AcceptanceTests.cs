using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Unusual programs that must compile, with their generated half and without a warning.</summary>
public class AcceptanceTests
{
    public static TheoryData<string, string, int> Programs => new()
    {
        { "no namespace", """[Event("e")] public partial record E(int A);""", 1 },
        { "no members", """[Event("e")] public partial record E; [Event("f")] public partial record F();""", 2 },
        { "sealed", """[Event("e")] public sealed partial record E(int A);""", 1 },
        { "internal", """
            [Event("e")] internal partial record E(Id A);
            [Tag("id")] internal readonly partial record struct Id(Guid Value);
            """, 2 },
        { "a family", """
            public interface IFamily : IEvent { int A { get; } }
            [Event("e")] public partial record E(int A) : IFamily;
            """, 1 },
        { "two models", """
            [EventModel] public static partial class A;
            namespace N { [EventModel] internal static partial class A; }
            """, 2 },
        { "names that differ by case", """
            [Event("e")] public partial record Ab(int A);
            [Event("f")] public partial record AB(int A);
            namespace N { [Event("g")] public partial record Ab; }
            """, 3 },
        { "odd names", """[Event("\"<&>\\\n\u2028 🦝")] public partial record E([Tag("\"<\\\n🦝")] string A);""", 1 },
        { "a namespace called System", """
            namespace Campus.System;
            [Tag("id")] public readonly partial record struct Id(Guid Value);
            [Event("e")] public partial record E(Id? A, Guid[] B);
            """, 2 },
        { "a namespace called Opossum", """
            namespace Campus.Opossum.Typed;
            [Tag("id")] public readonly partial record struct Id(Guid Value);
            [Event("e")] public partial record E(Id A);
            """, 2 },
        { "types called as ours", """
            namespace N;
            public class Query;
            public class Tag;
            public class EventModel;
            [Event("e")] public partial record E([global::Opossum.Typed.Tag("a")] string A);
            """, 1 },
        { "inherited members called Codec and For", """
            public abstract record Base { public static int Codec => 1; public int For => 2; }
            [Tag("id")] public readonly partial record struct Id(Guid Value);
            [Event("e")] public partial record E(Id A) : Base;
            """, 2 },
        { "a container that inherits a member called Codec", """
            public class Base { protected class Codec; }
            public partial class Outer : Base { [Event("e")] public partial record E(int A); }
            """, 1 },
        { "a global alias called Codec", """
            global using Codec = System.Guid;
            [Event("e")] public partial record E(int A);
            """, 1 },
        { "an enum for a key beside a record called as its helper", """
            public enum Region { North, South }
            public record RegionKey(int A);
            [Event("e")] public partial record E(Dictionary<Region, int> A, RegionKey B);
            """, 1 },
        { "a record called as a helper beside an enum for a key", """
            public enum Region { North, South }
            public record RegionKey(int A);
            [Event("e")] public partial record E(RegionKey A, Dictionary<Region, int> B);
            """, 1 },
        { "types called as helpers", """
            public record Line(int A); public record NullableLine(int A); public record LineArray(int A); public record AnyOrder(int A);
            public enum Enum { A } public record NameOfEnum(int A); public record EnumKey(int A);
            [Event("e")] public partial record E(
                Line? A, NullableLine B, Line[] C, LineArray D, AnyOrder F, Dictionary<Enum, Enum> G, NameOfEnum H, EnumKey I,
                [Tag("e")] Enum J);
            """, 1 },
        { "a default that is obsolete as an error", """
            public enum Level { [Obsolete("gone", true)] Low, [Obsolete("going")] Middle, High }
            [Event("e")] public partial record E(Level A = (Level)0, Level B = (Level)1, Level C = Level.High);
            """, 1 },
        { "parameters of a model that differ by case", """
            [Event("e")] public partial record E([Tag("a")] string A, [Tag("b")] string B);
            [DecisionModel] public partial class M([Tag("a")] string text, [Tag("b")] string Text) { void On(E _) { } }
            """, 2 },
        { "one key at two members", """[Event("e")] public partial record E([Tag("a")] string A, [Tag("a")] string B);""", 1 },
        { "two keys without letters", """[Event("e")] public partial record E([Tag("-")] string A, [Tag("--")] string B);""", 1 },
        { "an event called Tag", """namespace N; [Event("e")] public partial record Query([Tag("a")] string A);""", 1 },
        { "an event called For", """
            [Tag("id")] public readonly partial record struct Id(Guid Value);
            [Event("e")] public partial record For(Id A);
            """, 2 },
        { "a member called Codec", """
            [Event("e")] public partial record E(int Codec);
            public partial class Outer
            {
                public int Codec { get; set; }
                [Event("f")] public partial record F(int A);
            }
            """, 2 },
        { "a namespace called Codec", """
            namespace N { [Event("e")] public partial record E(int A); }
            namespace N.Codec { public class X; }
            """, 1 },
        { "types called Codec", """
            namespace N { public record Codec(int Z); [Event("e")] public partial record E(int A, Codec B); }
            namespace M
            {
                [Tag("c")] public readonly partial record struct Codec(string V);
                public class Codec2;
                [Event("f")] public partial record F(Codec A);
            }
            """, 3 },
        { "an event called Codec", """[Event("e")] public partial record Codec(int A);""", 1 },
        { "a changed property", """
            [Event("e")] public partial record E(string Name)
            {
                public string Name { get; } = Name.Trim();
            }
            """, 1 },
        { "computed members", """
            [Event("e")] public partial record E(int A)
            {
                [Ignore] private int _cache;
                public static int Count { get; set; }
                public int B => A + _cache++;
                [Ignore] public int C { get; } = A * 2;
                public const int D = 1;
            }
            """, 1 },
        { "private state that is stored by a property", """
            public record Base
            {
                private string _b = "";
                protected int _c;
                public string B { get => _b; init => _b = value.Trim(); }
                public int C { get => Clamp(); init => Set(value); }
                private int Clamp() => Math.Max(0, _d);
                private void Set(int value) => _d = _c = value;
                private int _d;
            }
            public readonly record struct Money
            {
                private readonly long _minor;
                public Money(long minor) => _minor = minor;
                public long Minor => _minor;
                public decimal Amount => _minor / 100m;
            }
            [Event("e")] public partial record E(Money A, string Name) : Base
            {
                private readonly string _name = Name;
                public string Name { get => _name; init => _name = value; }
                public string Note { get => field ?? "none"; init => field = value; }
            }
            """, 1 },
        { "private state that is the same in every instance, or ignored", """
            public record Base
            {
                public string Kind { get; } = "base";
                public DayOfWeek Day { get; } = DayOfWeek.Friday;
                private readonly int _size = -1;
                public string Nothing { get; } = string.Empty;
                public int Size => _size;
            }
            public record struct P(int X, int Y) { [Ignore] private int _seen; public void See() => _seen++; }
            [Event("e")] public partial record E(P A) : Base
            {
                [Ignore] private string? _text;
                [Ignore] public event Action? Changed;
                [Ignore] public string Upper => field ??= Text.ToUpperInvariant();
                public string Text => _text ??= A.ToString();
                private static readonly Dictionary<int, int> Known = [];
                public bool IsKnown => Known.ContainsKey(A.X);
                public void Change() => Changed?.Invoke();
            }
            """, 1 },
        { "values as deep as a reader takes", $"""
            [Event("e")] public partial record E(int{string.Concat(Enumerable.Repeat("[]", 63))} A);
            [Event("f")] public partial record F(System.Text.Json.JsonElement{string.Concat(Enumerable.Repeat("[]", 31))} A);
            """, 2 },
        { "overridden properties", """
            public abstract record Root
            {
                public abstract string A { get; init; }
                public virtual int B { get; set; }
                public virtual int C => 1;
                public virtual int D { get; init; }
            }
            public record Base : Root
            {
                public override string A { get; init; } = "";
                public override int B { get => base.B; set => base.B = value; }
            }
            [Event("e")] public partial record E(int C) : Base
            {
                public override int C { get; } = C;
                [Ignore] public override int D => 2;
            }
            """, 1 },
        { "other constructors", """
            [Tag("id")] public readonly partial record struct Id(Guid Value)
            {
                public Id(string text) : this(Guid.Parse(text)) { }
            }
            [Event("e")] public partial record E(Id A, string? B)
            {
                public E(string a, string? b) : this(new Id(a), b) { }
                public E(Id a, object? b) : this(a, b?.ToString()) { }
            }
            """, 2 },
        { "several parts", """
            [Event("e")] public partial record E(int A);
            public partial record E { public int B => A; }
            partial record E;
            """, 1 },
        { "an unsigned enum", """
            public enum U : ulong { A = ulong.MaxValue }
            public enum B : byte { A }
            [Event("e")] public partial record E(U U, B B);
            """, 1 },
        { "an enum of keywords", """
            public enum K { @class, @int }
            [Event("e")] public partial record E([Tag("k")] K K, K[] L, K? M = K.@int);
            """, 1 },
        { "types of one name", """
            namespace A { public record Line(int X); public enum K { P } }
            namespace B
            {
                public record Line(string X);
                public enum K { Q }
                public record NullableLine(int? Z);
            }
            namespace C
            {
                [Event("e")] public partial record E(A.Line? F, B.Line G, A.K H, B.K I, B.NullableLine J, A.Line[] L, B.Line?[]? M);
            }
            """, 1 },
        { "types inside the event", """
            [Event("e")] public partial record E(E.Line A, E.Kind B)
            {
                public record Line(int X);
                public enum Kind { One }
            }
            """, 1 },
        { "a diamond", """
            public record D(int X);
            public record B(D X, D[] Y);
            public record A(B X, B? Y);
            [Event("e")] public partial record E(A X, A[] Y, B Z, D W);
            """, 1 },
        { "a computed tag", """[Event("e")] public partial record E(string A) { [Tag("first")] public string First => A[..1]; }""", 1 },
        { "fields of any name", """
            public record Line([Field("größe <1>", Aliases = ["größe"])] int A, [Field("_")] int B)
            {
                [Field("json", Aliases = ["JSON"])] public int C { get; init; }
            }
            [Event("e")]
            public partial record E(
                [Field("class", Aliases = ["1st", "e", "Class"])] string A, [Field("value")] [property: Field("value")] Line? @class);
            """, 1 },
        { "a tag type with everything", """
            [Tag("id")] public readonly partial record struct Id(Guid Value) : IComparable<Id>
            {
                public static Id New() => new(Guid.Empty);
                public override string ToString() => "x";
                public int CompareTo(Id other) => 0;
                public bool IsEmpty => Value == Guid.Empty;
            }
            """, 1 },
        { "a tag type with a visible half", """
            using System.Text.Json.Serialization;
            [Tag("id"), JsonConverter(typeof(TagJsonConverter<Id>))]
            public readonly partial record struct Id(Guid Value) : IParsable<Id>;
            """, 1 },
        { "a tag type that parses itself", """
            [Tag("id")] public readonly partial record struct Id(int Value)
            {
                public static Id Parse(string s, IFormatProvider? provider) => new(s.Length);
                public static bool TryParse(string? s, IFormatProvider? provider, out Id result)
                {
                    result = new(1);
                    return true;
                }
            }
            """, 1 },
        { "a tag type that parses itself in part", """
            [Tag("a")] public readonly partial record struct A(int Value)
            {
                static A IParsable<A>.Parse(string s, IFormatProvider? provider) => new(1);
            }
            [Tag("b")] public readonly partial record struct B(string Value)
            {
                static bool IParsable<B>.TryParse(string? s, IFormatProvider? provider, out B result)
                {
                    result = new("b");
                    return true;
                }
                public static bool TryParse(string s, out B result) { result = new("b"); return true; }
            }
            """, 2 },
        { "a tag type whose names are taken", """
            [Tag("a")] public readonly partial record struct Parse(Guid Value);
            [Tag("b")] public readonly partial record struct B(int Value)
            {
                public static int TryParse => 1;
                public static class Parse { }
            }
            """, 2 },
        { "a tag type of a keyword", """
            [Tag("id")] public readonly partial record struct @int(Guid @class);
            [Event("e")] public partial record E(@int @new, @int? @null);
            """, 2 },
        { "documentation", """
            /// <summary>An event.</summary><param name="A">A.</param><remarks>Mine.</remarks>
            [Event("e")] public partial record E(int A);
            """, 1 },
        { "a retired name", """
            public enum K : long { A, [Obsolete("", true)] B = -1, C }
            [Event("e")] public partial record E([Tag("k")] K A);
            """, 1 },
        { "no nullable annotations", """
            #nullable disable
            public record Line(string A, List<string> B);
            [Event("e")] public partial record E(string A, Line B, string[] C, string D = null, string F = "x", [Tag("g")] string G = null);
            """, 1 },
        { "every scalar", """
            [Event("e")]
            public partial record E(
                byte A,
                sbyte B,
                short C,
                ushort D,
                uint F,
                ulong G,
                float H,
                char I,
                DateTime J,
                DateOnly K,
                TimeOnly L,
                TimeSpan M,
                byte[] N,
                byte[]? O,
                byte?[] P,
                byte[][] Q);
            """, 1 },
        { "every default", """
            [Event("e")]
            public partial record E(
                byte A = 1,
                sbyte B = -1,
                short C = -2,
                ushort D = 3,
                uint F = 4,
                ulong G = 5,
                float H = 1.5f,
                char I = '\'',
                char J = '\\',
                char K = '\u2028',
                byte? L = 1,
                uint? M = 2,
                float N = float.NaN,
                DateTime O = default);
            """, 1 },
        { "a tag type of each size", """
            [Tag("b")] public readonly partial record struct B(byte Value);
            [Tag("u")] public readonly partial record struct U(ulong Value);
            [Tag("s")] public readonly partial record struct S(short Value);
            [Event("e")] public partial record E(B B, U? U, S[] S, [Tag("d")] uint D);
            """, 4 },
        { "structs of one value", """
            public readonly record struct Email(string Text);
            public readonly record struct Day(DateOnly Date);
            public readonly record struct Maybe(string? Text);
            public record struct Loose(int X);
            [Event("e")] public partial record E([Tag("email")] Email A, Day? B, Email?[] C, Maybe D, Loose F);
            """, 1 },
        { "members beside the constructor", """
            public record struct P(int X)
            {
                public int Y { get; init; } = 1;
                public required int? Z { get; init; }
            }
            [Event("e")] public partial record E(int A)
            {
                public required string B { get; init; }
                public int? @class { get; init; } = 1;
                public List<P>? C { get; set; }
                public string this[int i] => "";
                public P D { get; init; }
            }
            """, 1 },
        { "members alone", """
            [Event("e")] public partial record E
            {
                public string Name { get; init; } = "";
                public required int Json { get; init; }
                public int E2 { get; set; }
            }
            """, 1 },
        { "a member called e", """
            [Event("x")] public partial record X(int E)
            {
                public int Seen { get; init; }
                public int Value { get; init; }
            }
            """, 1 },
        { "a constructor that is not the primary one", """
            [Event("e")] public partial record E
            {
                public string Name { get; }
                public int Level { get; }
                public E(string name, int level = 3) => (Name, Level) = (name, level);
                public E(string name, string level) : this(name, int.Parse(level)) { }
            }
            """, 1 },
        { "a constructor that sets what is required", """
            [Event("e")] public partial record E
            {
                public required string Name { get; init; }
                public int Level { get; init; }
                [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public E(string name) => Name = name;
            }
            """, 1 },
        { "a constructor without parameters among others", """
            [Event("e")] public partial record E
            {
                public string Name { get; init; } = "";
                public E() { }
                public E(string name) => Name = name;
            }
            """, 1 },
        { "every wide scalar", """
            using System.Numerics;
            using System.Text.Json;
            [Event("e")]
            public partial record E(
                Half A,
                Half? B,
                Int128 C,
                UInt128? D,
                BigInteger[] F,
                Uri G,
                Uri? H,
                Version I,
                Version?[] J,
                JsonElement K,
                JsonElement? L,
                Half M = default,
                Uri? N = null);
            """, 1 },
        { "sets", """
            public readonly record struct Id(Guid Value) : IComparable<Id>
            {
                public int CompareTo(Id other) => 0;
            }
            [Event("e")]
            public partial record E(
                HashSet<int?> A,
                IReadOnlySet<string>? B,
                SortedSet<string> C,
                ImmutableHashSet<Id?> D,
                ImmutableSortedSet<Id> F,
                ImmutableList<Id?> G,
                HashSet<int[]> H,
                SortedSet<int?> I);
            """, 1 },
        { "dictionaries", """
            public enum K { A }
            [Tag("t")] public readonly partial record struct T(string Text);
            [Event("e")]
            public partial record E(
                Dictionary<string, int> A,
                IReadOnlyDictionary<K, T?>? B,
                SortedDictionary<string, List<T>[]> C,
                ImmutableDictionary<T, T> D,
                ImmutableSortedDictionary<byte, Dictionary<Guid, string?>?> F,
                Dictionary<string, string> G);
            """, 2 },
        { "tags in collections", """
            [Tag("t")] public readonly partial record struct T(string Text);
            public record Line(T? Of, Dictionary<T, T?>? More);
            [Event("e")]
            public partial record E(
                HashSet<T> A,
                IReadOnlySet<T?>? B,
                Dictionary<T, Line> C,
                ImmutableList<Line?> D,
                IReadOnlyDictionary<string, T[]> F,
                [Tag("g")] SortedSet<string> G);
            """, 2 },
        { "generic structs of one value", """
            public readonly record struct Id<T>(Guid Value);
            public readonly record struct One<T>(T A);
            [Event("e")]
            public partial record E(Id<string> A, Id<Uri>? B, One<int>[] C, Dictionary<Id<E>, One<string>> D, [Tag("t")] Id<string> T);
            """, 1 },
        { "a record it derives from", """
            public abstract record Base(int A)
            {
                public string B { get; init; } = "b";
                public required int? C { get; set; }
                public abstract int D { get; }
                public virtual int F { get; init; }
                [Ignore] public int G;
                [Tag("t")] public string T => B;
            }
            [Event("e")] public partial record E(int A, string X) : Base(A)
            {
                public override int D => 1;
                public override int F { get; init; } = 2;
            }
            """, 1 },
        { "derived records inside", """
            public record Base(int A) { public int? B { get; init; } }
            public record Middle(int A) : Base(A);
            public sealed record Leaf(int A, string C) : Middle(A);
            [Event("e")] public partial record E(Leaf A, Middle? B, Base[] C);
            """, 1 },
        { "ignored members", """
            [Event("e")] public partial record E(int A)
            {
                [Ignore] public string? B { get; init; }
                [Ignore] public object C { get; } = 1;
                [Ignore] public int D;
                [Ignore, Tag("f")] public string F { get; set; } = "";
            }
            """, 1 },
        { "a private constructor", """
            public record Line
            {
                public int A { get; }
                public int? B { get; init; }
                [EventConstructor] private Line(int a) => A = a;
            }
            public record struct P
            {
                public int X { get; }
                public int Y { get; set; } = 1;
                public int Z { get; init; }
                [EventConstructor] private P(int x) => X = x;
            }
            [Event("e")] public partial record E
            {
                public Line A { get; }
                public P? B { get; }
                public string C { get; init; } = "";
                [EventConstructor] private E(Line a, P? b = null) => (A, B) = (a, b);
            }
            """, 1 },
        { "a private constructor without parameters", """
            [Event("e")] public partial record E
            {
                public int A { get; init; }
                [EventConstructor] private E() { }
                public E(int a) => A = a;
            }
            """, 1 },
        { "a chosen constructor", """
            [Event("e")] public partial record E
            {
                public int A { get; init; }
                public int B { get; init; }
                [EventConstructor] public E(int a) => A = a;
                public E(int a, int b) => (A, B) = (a, b);
            }
            """, 1 },
        { "a chosen constructor that sets what is required", """
            [Event("e")] public partial record E
            {
                public required int A { get; init; }
                [EventConstructor, System.Diagnostics.CodeAnalysis.SetsRequiredMembers] private E() => A = 1;
            }
            """, 1 },
        { "cases", """
            using System.Text.Json.Serialization;
            [Tag("t")] public readonly partial record struct T(int Value);
            [JsonDerivedType(typeof(A), "a"), JsonDerivedType(typeof(B), 2)] public abstract record Shape(string Name);
            public record A(string Name, T? Of) : Shape(Name) { public int X { get; init; } = 1; }
            public sealed record B() : Shape("b");
            [Event("e")] public partial record E(Shape S, Shape? T, List<Shape?> L, Dictionary<T, Shape> M, A Itself);
            """, 2 },
        { "cases of a base that is one", """
            using System.Text.Json.Serialization;
            [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(A), "a")]
            public record Shape(string Name);
            public record A(string Name, int X) : Shape(Name);
            [Event("e")] public partial record E(Shape S, Shape[]? L);
            """, 1 },
        { "cases that list their base", """
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Shape), "s"), JsonDerivedType(typeof(A), "a")] public record Shape(string Name);
            [JsonDerivedType(typeof(A), "x")] public record A(string Name) : Shape(Name);
            [Event("e")] public partial record E(Shape S, A A, Shape? T = null);
            """, 1 },
        { "cases of an interface", """
            using System.Text.Json.Serialization;
            [Tag("t")] public readonly partial record struct T(int Value);
            [JsonDerivedType(typeof(A), "a"), JsonDerivedType(typeof(B), "b")] public interface IShape;
            public record A(T? Of) : IShape;
            public record B([Tag("b")] string B2) : IShape;
            [Event("e")] public partial record E(IShape S, IReadOnlyList<IShape>? More);
            """, 2 },
        { "converters", """
            public class Plain;
            public readonly struct Bare;
            [Converter(typeof(C))] public interface IAny;
            public sealed class C
                : Opossum.Typed.Json.IEventConverter<Plain>,
                  Opossum.Typed.Json.IEventConverter<Bare>,
                  Opossum.Typed.Json.IEventConverter<IAny>,
                  Opossum.Typed.Json.IEventConverter<int[]>
            {
                public static bool TryWrite(Plain value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                static Plain Opossum.Typed.Json.IEventConverter<Plain>.Read(ReadOnlySpan<byte> utf8) => new();
                public static bool TryWrite(Bare value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                static Bare Opossum.Typed.Json.IEventConverter<Bare>.Read(ReadOnlySpan<byte> utf8) => new();
                public static bool TryWrite(IAny value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                static IAny Opossum.Typed.Json.IEventConverter<IAny>.Read(ReadOnlySpan<byte> utf8) => null!;
                public static bool TryWrite(int[] value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                static int[] Opossum.Typed.Json.IEventConverter<int[]>.Read(ReadOnlySpan<byte> utf8) => [];
            }
            [Event("e")]
            public partial record E(
                [Converter(typeof(C))] Plain? A,
                [property: Converter(typeof(C))] Bare? B,
                List<IAny?> D,
                [Converter(typeof(C))] int[] F,
                int[] G)
            {
                [Converter(typeof(C))] public Plain? H { get; init; } = new();
            }
            """, 1 },
        { "a context", """
            using System.Text.Json.Serialization;
            using System.Text.Json.Serialization.Metadata;
            public class Plain;
            [JsonSerializable(typeof(Plain)), JsonSerializable(typeof(Dictionary<string, Plain>))]
            public sealed class Context() : JsonSerializerContext(null)
            {
                public static Context Default { get; } = new();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
            [Event("e")]
            public partial record E(
                [JsonContext(typeof(Context))] Plain A, [JsonContext(typeof(Context))] Dictionary<string, Plain>? B = null);
            """, 1 },
        { "an older version with everything", """
            using System.Text.Json.Serialization;
            public enum K { A }
            [Tag("t")] public readonly partial record struct T(int Value);
            [JsonDerivedType(typeof(A), "a")] public abstract record Shape(T T);
            public record A(T T, int X) : Shape(T) { public int Y { get; init; } }
            public record Made { public int X { get; } [EventConstructor] private Made(int x) => X = x; }
            public class Plain;
            public sealed class C : Opossum.Typed.Json.IEventConverter<Plain>
            {
                public static bool TryWrite(Plain value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                public static Plain Read(ReadOnlySpan<byte> utf8) => new();
            }
            [Event("e", Version = 2)] public partial record E(int A) { static E Upcast(F old) => new(1); }
            [Event("e")]
            public partial record F(
                Dictionary<K, Shape?> A, HashSet<K> B, Shape D, Made? G, [Converter(typeof(C))] Plain H, ImmutableHashSet<T> I);
            """, 3 },
        { "in a struct and a record", """
            public partial struct S
            {
                public partial record struct R
                {
                    [Event("e")] public partial record E(int A);
                    [Tag("t")] public readonly partial record struct T(Guid Value);
                }
            }
            """, 2 },
        { "read-only structs", """
            public readonly record struct P(int X);
            public record struct Q(P? A, int B);
            [Event("e")] public partial record E(P A, Q? B, ImmutableArray<Q>? C);
            """, 1 },
    };

    [SampledTheory, MemberData(nameof(Programs))]
    public void It_compiles(string what, string source, int files) => AssertCompiles(what, source, files);

    internal static void AssertCompiles(string what, string source, int files)
    {
        var generation = Generation.Of(source);
        Assert.True(!generation.Complaints.Any(), string.Join('\n', generation.Complaints));
        var ofDeclarations = generation.Files.Keys.Count(static file =>
            file != "EventNames.g.cs" && !file.EndsWith(".Enum.g.cs", StringComparison.Ordinal));
        Assert.True(files == ofDeclarations, what);
    }

    [Fact]
    public void Types_of_another_assembly_are_members_like_any_other()
    {
        const string people = """
            namespace People;
            [Tag("person")] public readonly partial record struct PersonId(Guid Value);
            public record Address(string Street, PersonId? Owner, int Number = 5) { public string Text => Street; }
            public record struct Place(int X, int? Y);
            public readonly record struct Email(string Text);
            public record Beside(int X) { public string? Note { get; init; } = "n"; public required int Y { get; set; } }
            public record Loose { public int X { get; init; } }
            public abstract record Base(int A) { public int B { get; init; } public abstract int C { get; set; } }
            public record Leaf(int A, string D) : Base(A) { public override int C { get; set; } }
            public readonly record struct Id<T>(Guid Value);
            public record Made
            {
                public int X { get; }
                [EventConstructor] public Made(int x) => X = x;
                public Made(string x) => X = x.Length;
            }
            public enum Role { Guest, Host }
            [Event("person-registered")] public partial record PersonRegistered(PersonId Person);
            """;
        const string events = """
            using People;
            [EventModel] public static partial class Model2;
            [Event("e")]
            public partial record E(
                PersonId? Person,
                Address Address,
                List<Address?> More,
                Place Place,
                Email Email,
                Beside Beside,
                Loose Loose,
                Leaf Leaf,
                Id<Leaf> Id,
                Made Made,
                Role Role = Role.Host);
            [Event("f")] public partial record F(int A) : Base(A) { public override int C { get; set; } }
            """;
        foreach (var reference in Library.References(people))
        {
            var generation = Generation.Of(Generation.Compile("Other", [reference], events));
            Assert.Empty(generation.Complaints);
            var text = generation.Files["E.Event.g.cs"];
            Assert.Contains("TagKeys = [\"person\"]", text);
            Assert.Contains("number = 5", text);
            Assert.DoesNotContain("person-registered", generation.Files["Model2.EventModel.g.cs"]);
        }
    }

    [SampledTheory]
    [InlineData("public record Money { public decimal Amount { get; } public Money(decimal amount) => Amount = amount; }")]
    [InlineData("public record Money(decimal Amount) { public string? Note { get; internal init; } }")]
    [InlineData("public record Money(decimal Amount) { public string? Note { get; private set; } }")]
    [InlineData("""
        public record Money(decimal Amount)
        {
            public string? Note { get; }
            public Money(decimal amount, string note) : this(amount) => Note = note;
        }
        """)]
    [InlineData("public struct Money { private int _hidden; public int Read() => _hidden++; }")]
    [InlineData("public record struct Money { public decimal Amount { get; set; } }")]
    [InlineData("[Tag(\"m\")] public readonly record struct Money(int Amount);")]
    [InlineData("public record Base { public int A { get; private set; } } public record Money(int B) : Base;")]
    [InlineData("""
        public record Money
        {
            public decimal Amount { get; }
            [EventConstructor] private Money(decimal amount) => Amount = amount;
        }
        """)]
    [InlineData("public record Base<T>(T A); public record Money(int A) : Base<int>(A);")]
    [InlineData("public record struct Money(decimal Amount, int B) { private int _hidden; public int Read() => _hidden++; }")]
    [InlineData("public record struct Money(decimal Amount, int B) { private int Hidden { get; set; } }")]
    [InlineData("""
        public readonly struct Money
        {
            private readonly long _ticks;
            public Money(int hour, int minute) => _ticks = hour * 60 + minute;
            public int Hour => (int)(_ticks / 60);
            public int Minute => (int)(_ticks % 60);
            public void Deconstruct(out int hour, out int minute) => (hour, minute) = (Hour, Minute);
        }
        """)]
    [InlineData("""
        public sealed record Money
        {
            private readonly long _ticks;
            public Money(int hour, int minute) => _ticks = hour * 60 + minute;
            public int Hour => (int)(_ticks / 60);
            public int Minute => (int)(_ticks % 60);
            public void Deconstruct(out int hour, out int minute) => (hour, minute) = (Hour, Minute);
        }
        """)]
    public void State_that_another_assembly_hides_is_refused(string source)
    {
        foreach (var reference in Library.References(source))
        {
            var generation = Generation.Of(Generation.Compile("Other", [reference], """
                [Event("e")] public partial record E(Money A);
                """));
            Assert.Equal(["E.EventPlaceholder.g.cs"], generation.Files.Keys);
        }
    }

    [Fact]
    public void An_event_without_a_codec_for_it_is_not_in_the_model() =>
        Assert.Contains("none yet", Generation.Of("""
            [EventModel] public static partial class A;
            [Event("e")] public partial record E(object A);
            """).Files["A.EventModel.g.cs"]);

    /// <summary>Two names that are alike for longer than a file's name can be.</summary>
    [Theory]
    [InlineData('a')]
    [InlineData('\u00e4')]
    [InlineData('\u4e2d')]
    public void A_file_has_a_name_that_file_systems_take(char letter)
    {
        var (@namespace, name) = (new string(letter, 200), new string(letter, 300));
        var generation = Generation.Of($$"""
            namespace N{{@namespace}};
            [Event("a")] public partial record E{{name}}(int A);
            [Event("b")] public partial record E{{name}}B(int A);
            [Event("short")] public partial record E(int A);
            """);
        Assert.Empty(generation.Complaints);
        Assert.Equal(4, generation.Files.Count);
        Assert.All(generation.Files.Keys, static file => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(file), 1, 255));
    }

    [Theory]
    [InlineData("[Event(\"e\")] public partial record E(Old::Line A);")]
    [InlineData("[Event(\"e\")] public partial record E(List<Old::Line> A);")]
    [InlineData("[Event(\"e\")] public partial record E(Old::Id A);")]
    [InlineData("[Event(\"e\")] public partial record E(Old::Kind A, int B);")]
    [InlineData("[Event(\"e\")] public partial record E(int B) : Old::Base;")]
    [InlineData("[DecisionModel] public partial record struct M { void On(Old::Placed _) { } }")]
    public void A_type_behind_an_extern_alias_is_refused(string declaration)
    {
        foreach (var reference in Library.References("""
            public record Line(int A, int B);
            public enum Kind { A }
            public abstract record Base { public int A { get; init; } }
            [Tag("id")] public readonly partial record struct Id(Guid Value);
            [Event("placed")] public partial record Placed(int A);
            """))
        {
            var generation = Generation.Of(
                Generation.Compile("Other", [reference.WithAliases(["Old"])], "extern alias Old;\n" + declaration));
            Assert.Empty(generation.Complaints);
            Assert.All(generation.Files.Keys, static file => Assert.Contains("Placeholder", file, StringComparison.Ordinal));
        }
    }
}
