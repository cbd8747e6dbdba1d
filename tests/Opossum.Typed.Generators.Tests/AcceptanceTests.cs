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
        { "internal", """[Event("e")] internal partial record E(Id A); [Tag("id")] internal readonly partial record struct Id(Guid Value);""", 2 },
        { "a family", """public interface IFamily : IEvent { int A { get; } } [Event("e")] public partial record E(int A) : IFamily;""", 1 },
        { "two models", """[EventModel] public static partial class A; namespace N { [EventModel] internal static partial class A; }""", 2 },
        { "names that differ by case", """[Event("e")] public partial record Ab(int A); [Event("f")] public partial record AB(int A); namespace N { [Event("g")] public partial record Ab; }""", 3 },
        { "odd names", """[Event("\"<&>\\\n\u2028 🦝")] public partial record E([Tag("\"<\\\n🦝")] string A);""", 1 },
        { "a namespace called System", """namespace Campus.System; [Tag("id")] public readonly partial record struct Id(Guid Value); [Event("e")] public partial record E(Id? A, Guid[] B);""", 2 },
        { "a namespace called Opossum", """namespace Campus.Opossum.Typed; [Tag("id")] public readonly partial record struct Id(Guid Value); [Event("e")] public partial record E(Id A);""", 2 },
        { "types called as ours", """namespace N; public class Query; public class Tag; public class EventModel; [Event("e")] public partial record E([global::Opossum.Typed.Tag("a")] string A);""", 1 },
        { "an event called Tag", """namespace N; [Event("e")] public partial record Query([Tag("a")] string A);""", 1 },
        { "an event called For", """[Tag("id")] public readonly partial record struct Id(Guid Value); [Event("e")] public partial record For(Id A);""", 2 },
        { "a member called Codec", """[Event("e")] public partial record E(int Codec); public partial class Outer { public int Codec { get; set; } [Event("f")] public partial record F(int A); }""", 2 },
        { "a namespace called Codec", """namespace N { [Event("e")] public partial record E(int A); } namespace N.Codec { public class X; }""", 1 },
        { "types called Codec", """namespace N { public record Codec(int Z); [Event("e")] public partial record E(int A, Codec B); } namespace M { [Tag("c")] public readonly partial record struct Codec(string V); public class Codec2; [Event("f")] public partial record F(Codec A); }""", 3 },
        { "an event called Codec", """[Event("e")] public partial record Codec(int A);""", 1 },
        { "a changed property", """[Event("e")] public partial record E(string Name) { public string Name { get; init; } = Name.Trim(); }""", 1 },
        { "computed members", """[Event("e")] public partial record E(int A) { private int _cache; public static int Count { get; set; } public int B => A + _cache++; public int C { get; } = A * 2; public const int D = 1; }""", 1 },
        { "other constructors", """[Tag("id")] public readonly partial record struct Id(Guid Value) { public Id(string text) : this(Guid.Parse(text)) { } } [Event("e")] public partial record E(Id A, string? B) { public E(string a, string? b) : this(new Id(a), b) { } public E(Id a, object? b) : this(a, b?.ToString()) { } }""", 2 },
        { "several parts", """[Event("e")] public partial record E(int A); public partial record E { public int B => A; } partial record E;""", 1 },
        { "an unsigned enum", """public enum U : ulong { A = ulong.MaxValue } public enum B : byte { A } [Event("e")] public partial record E(U U, B B);""", 1 },
        { "an enum of keywords", """public enum K { @class, @int } [Event("e")] public partial record E([Tag("k")] K K, K[] L, K? M = K.@int);""", 1 },
        { "types of one name", """namespace A { public record Line(int X); public enum K { P } } namespace B { public record Line(string X); public enum K { Q } public record NullableLine(int? Z); } namespace C { [Event("e")] public partial record E(A.Line? F, B.Line G, A.K H, B.K I, B.NullableLine J, A.Line[] L, B.Line?[]? M); }""", 1 },
        { "types inside the event", """[Event("e")] public partial record E(E.Line A, E.Kind B) { public record Line(int X); public enum Kind { One } }""", 1 },
        { "a diamond", """public record D(int X); public record B(D X, D[] Y); public record A(B X, B? Y); [Event("e")] public partial record E(A X, A[] Y, B Z, D W);""", 1 },
        { "a computed tag", """[Event("e")] public partial record E(string A) { [Tag("first")] public string First => A[..1]; }""", 1 },
        { "fields of any name", """public record Line([Field("größe <1>", Aliases = ["größe"])] int A, [Field("_")] int B) { [Field("json", Aliases = ["JSON"])] public int C { get; init; } } [Event("e")] public partial record E([Field("class", Aliases = ["1st", "e", "Class"])] string A, [Field("value")] [property: Field("value")] Line? @class);""", 1 },
        { "a tag type with everything", """[Tag("id")] public readonly partial record struct Id(Guid Value) : IComparable<Id> { public static Id New() => new(Guid.Empty); public override string ToString() => "x"; public int CompareTo(Id other) => 0; public bool IsEmpty => Value == Guid.Empty; }""", 1 },
        { "a tag type with a visible half", """using System.Text.Json.Serialization; [Tag("id"), JsonConverter(typeof(TagJsonConverter<Id>))] public readonly partial record struct Id(Guid Value) : IParsable<Id>;""", 1 },
        { "a tag type that parses itself", """[Tag("id")] public readonly partial record struct Id(int Value) { public static Id Parse(string s, IFormatProvider? provider) => new(s.Length); public static bool TryParse(string? s, IFormatProvider? provider, out Id result) { result = new(1); return true; } }""", 1 },
        { "a tag type that parses itself in part", """[Tag("a")] public readonly partial record struct A(int Value) { static A IParsable<A>.Parse(string s, IFormatProvider? provider) => new(1); } [Tag("b")] public readonly partial record struct B(string Value) { static bool IParsable<B>.TryParse(string? s, IFormatProvider? provider, out B result) { result = new("b"); return true; } public static bool TryParse(string s, out B result) { result = new("b"); return true; } }""", 2 },
        { "a tag type whose names are taken", """[Tag("a")] public readonly partial record struct Parse(Guid Value); [Tag("b")] public readonly partial record struct B(int Value) { public static int TryParse => 1; public static class Parse { } }""", 2 },
        { "a tag type of a keyword", """[Tag("id")] public readonly partial record struct @int(Guid @class); [Event("e")] public partial record E(@int @new, @int? @null);""", 2 },
        { "documentation", "/// <summary>An event.</summary><param name=\"A\">A.</param><remarks>Mine.</remarks>\n[Event(\"e\")] public partial record E(int A);", 1 },
        { "a retired name", """public enum K : long { A, [Obsolete("", true)] B = -1, C } [Event("e")] public partial record E([Tag("k")] K A);""", 1 },
        { "no nullable annotations", """
            #nullable disable
            public record Line(string A, List<string> B);
            [Event("e")] public partial record E(string A, Line B, string[] C, string D = null, string F = "x", [Tag("g")] string G = null);
            """, 1 },
        { "every scalar", """[Event("e")] public partial record E(byte A, sbyte B, short C, ushort D, uint F, ulong G, float H, char I, DateTime J, DateOnly K, TimeOnly L, TimeSpan M, byte[] N, byte[]? O, byte?[] P, byte[][] Q);""", 1 },
        { "every default", """[Event("e")] public partial record E(byte A = 1, sbyte B = -1, short C = -2, ushort D = 3, uint F = 4, ulong G = 5, float H = 1.5f, char I = '\'', char J = '\\', char K = '\u2028', byte? L = 1, uint? M = 2, float N = float.NaN, DateTime O = default);""", 1 },
        { "a tag type of each size", """[Tag("b")] public readonly partial record struct B(byte Value); [Tag("u")] public readonly partial record struct U(ulong Value); [Tag("s")] public readonly partial record struct S(short Value); [Event("e")] public partial record E(B B, U? U, S[] S, [Tag("d")] uint D);""", 4 },
        { "structs of one value", """public readonly record struct Email(string Text); public readonly record struct Day(DateOnly Date); public readonly record struct Maybe(string? Text); public record struct Loose(int X); [Event("e")] public partial record E([Tag("email")] Email A, Day? B, Email?[] C, Maybe D, Loose F);""", 1 },
        { "members beside the constructor", """public record struct P(int X) { public int Y { get; init; } = 1; public required int? Z { get; init; } } [Event("e")] public partial record E(int A) { public required string B { get; init; } public int? @class { get; init; } = 1; public List<P>? C { get; set; } public string this[int i] => ""; public P D { get; init; } }""", 1 },
        { "members alone", """[Event("e")] public partial record E { public string Name { get; init; } = ""; public required int Json { get; init; } public int E2 { get; set; } }""", 1 },
        { "a member called e", """[Event("x")] public partial record X(int E) { public int Seen { get; init; } public int Value { get; init; } }""", 1 },
        { "a constructor that is not the primary one", """[Event("e")] public partial record E { public string Name { get; } public int Level { get; } public E(string name, int level = 3) => (Name, Level) = (name, level); public E(string name, string level) : this(name, int.Parse(level)) { } }""", 1 },
        { "a constructor that sets what is required", """[Event("e")] public partial record E { public required string Name { get; init; } public int Level { get; init; } [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public E(string name) => Name = name; }""", 1 },
        { "a constructor without parameters among others", """[Event("e")] public partial record E { public string Name { get; init; } = ""; public E() { } public E(string name) => Name = name; }""", 1 },
        { "in a struct and a record", """public partial struct S { public partial record struct R { [Event("e")] public partial record E(int A); [Tag("t")] public readonly partial record struct T(Guid Value); } }""", 2 },
        { "read-only structs", """public readonly record struct P(int X); public record struct Q(P? A, int B); [Event("e")] public partial record E(P A, Q? B, ImmutableArray<Q>? C);""", 1 },
    };

    [Theory, MemberData(nameof(Programs))]
    public void It_compiles(string what, string source, int files)
    {
        var generation = Generation.Of(source);
        Assert.Empty(generation.Complaints);
        Assert.True(files == generation.Files.Keys.Count(static file => file != "EventNames.g.cs"), what);
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
            public enum Role { Guest, Host }
            [Event("person-registered")] public partial record PersonRegistered(PersonId Person);
            """;
        const string events = """
            using People;
            [EventModel] public static partial class Model2;
            [Event("e")] public partial record E(PersonId? Person, Address Address, List<Address?> More, Place Place, Email Email, Beside Beside, Loose Loose, Role Role = Role.Host);
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

    [Theory]
    [InlineData("public record Money { public decimal Amount { get; } public Money(decimal amount) => Amount = amount; }")]
    [InlineData("public record Money(decimal Amount) { public string? Note { get; internal init; } }")]
    [InlineData("public record Money(decimal Amount) { public string? Note { get; private set; } }")]
    [InlineData("public record Money(decimal Amount) { public string? Note { get; } public Money(decimal amount, string note) : this(amount) => Note = note; }")]
    [InlineData("public struct Money { private int _hidden; public int Read() => _hidden++; }")]
    [InlineData("public record struct Money { public decimal Amount { get; set; } }")]
    [InlineData("[Tag(\"m\")] public readonly record struct Money(int Amount);")]
    [InlineData("public record Base(int A); public record Money(int A) : Base(A);")]
    public void State_that_another_assembly_hides_is_refused(string source)
    {
        foreach (var reference in Library.References(source)) Assert.Empty(Generation.Of(Generation.Compile("Other", [reference], """[Event("e")] public partial record E(Money A);""")).Files);
    }

    [Fact]
    public void An_event_without_a_codec_for_it_is_not_in_the_model() =>
        Assert.Contains("none yet", Generation.Of("""[EventModel] public static partial class A; [Event("e")] public partial record E(object A);""").Files["A.EventModel.g.cs"]);
}
