using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

/// <summary>
/// Every shape that an event can have. An event is about one of them, so that a failure says which. What names the constructor for JSON is
/// for the oracle alone: of a struct it would take the one without parameters.
/// </summary>
[EventModel(typeof(People.PeopleModel))]
public static partial class Shapes;

public enum Color
{
    Red,
    Green = 5,
    Blue = -1,
}

public enum Width : ulong
{
    None,
    All = ulong.MaxValue,
}

[Tag("guid")]
public readonly partial record struct GuidTag(Guid Value);

[Tag("text", MaxLength = 20)]
public readonly partial record struct TextTag(string Text);

[Tag("int")]
public readonly partial record struct IntTag(int Value);

[Tag("long")]
public readonly partial record struct LongTag(long Value);

public record Money(decimal Amount, string Currency);

[method: JsonConstructor]
public readonly record struct Point(int X, int? Y);

public record Line(TextTag Product, int Quantity, Money Price, string? Note)
{
    public decimal Total => Price.Amount * Quantity;
}

[Event("scalars")]
public partial record Scalars(int I, long L, double D, decimal M, bool B, string S, Guid G, DateTimeOffset T);

[Event("nullable-scalars")]
public partial record NullableScalars(int? I, long? L, double? D, decimal? M, bool? B, string? S, Guid? G, DateTimeOffset? T);

[Event("more-scalars")]
public partial record MoreScalars(
    byte B, sbyte Sb, short S, ushort Us, uint U, ulong Ul, float F, char C, DateTime T, DateOnly D, TimeOnly O, TimeSpan Ts, byte[] Bytes);

[Event("more-nullable-scalars")]
public partial record MoreNullableScalars(
    byte? B, sbyte? Sb, short? S, ushort? Us, uint? U, ulong? Ul, float? F, char? C, DateTime? T, DateOnly? D, TimeOnly? O, TimeSpan? Ts,
    byte[]? Bytes);

[Event("wide-scalars")]
public partial record WideScalars(Half H, Int128 I, UInt128 U, BigInteger B, Uri A, Version V, JsonElement E);

[Event("nullable-wide-scalars")]
public partial record NullableWideScalars(Half? H, Int128? I, UInt128? U, BigInteger? B, Uri? A, Version? V, JsonElement? E);

[Event("wide-lists")]
public partial record WideLists(
    Half[] H, List<Int128?> I, UInt128[][] U, ImmutableArray<BigInteger> B, IReadOnlyList<Uri?> A, List<Version> V, JsonElement[] E,
    Address Address, Address? Perhaps);

public readonly record struct Address(Uri Uri);

[Event("more-lists")]
public partial record MoreLists(
    List<byte> Numbers, IReadOnlyList<byte[]> Blobs, ImmutableArray<byte[]?> Perhaps, sbyte[] Small, ImmutableArray<char> Letters,
    TimeSpan?[] Durations, List<DateTime> Times,
    ImmutableArray<DateOnly> Dates, float[][] Curves, ulong[] Wide, Email[] Emails, List<Day?> Days);

/// <summary>Structs of one value that are no tags.</summary>
[Event("values")]
public partial record Values(
    Email Email, Day Day, Day? MaybeDay, Weight Weight, Digest Digest, Digest? MaybeDigest, Initial Initial, [Tag("contact")] Email Contact,
    [Tag("size")] Size? Size);

public readonly record struct Email(string Text);

public readonly record struct Day(DateOnly Date);

public readonly record struct Weight(decimal Kilograms) { public decimal Grams => Kilograms * 1000; }

public readonly record struct Digest(byte[] Sha256);

public readonly record struct Initial(char Letter);

#pragma warning disable CA1036 // Nobody compares them here.
public readonly record struct Size(ushort Number) : IComparable<Size>
#pragma warning restore CA1036
{
    public int CompareTo(Size other) => Number.CompareTo(other.Number);
}

/// <summary>Members beside the constructor, some with defaults of their own.</summary>
[Event("beside")]
public partial record Beside(int Number, string? Note = "n")
{
    public required string Name { get; init; }

    public required Color? Color { get; set; }

    public string Title { get; init; } = "untitled";

    public int? Rank { get; init; } = 7;

    public List<int> Marks { get; set; } = [1, 2];

    public GuidTag Owner { get; init; }

    [Tag("room")]
    public string? Room { get; init; } = "aula";

    public Halved Half { get; init; } = new(1) { Second = 3, Third = null };

    public int Twice => Number * 2;
}

[method: JsonConstructor]
public record struct Halved(int First)
{
    public int Second { get; init; } = 2;

    public required string? Third { get; init; }

    public char Fourth { get; set; } = 'd';
}

/// <summary>No primary constructor: one that has all of it.</summary>
[Event("built")]
public partial record Built
{
    [JsonConstructor]
    public Built(string name, int level = 3)
    {
        Name = name;
        Level = level;
    }

    public Built(string name, string level) : this(name, int.Parse(level, System.Globalization.CultureInfo.InvariantCulture)) { }

    public string Name { get; }

    public int Level { get; }

    public bool IsOpen { get; init; } = true;
}

/// <summary>No constructor at all.</summary>
[Event("open")]
public partial record Opened
{
    public Guid Id { get; init; } = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    public string? Text { get; set; }

    public string @class { get; init; } = "c";
}

[Event("more-optional")]
public partial record MoreOptional(
    byte B = 255, sbyte Sb = -128, short S = short.MinValue, ushort Us = 65535, uint U = uint.MaxValue, ulong Ul = ulong.MaxValue,
    float F = -1.5e-30f, char C = '\'', char Q = '"', char N = '\n', uint? Mu = 7, float? Mf = float.MaxValue, DateTime T = default,
    DateOnly? D = null, byte[]? Bytes = null, Email E = default);

[Event("enums")]
public partial record Enums(Color Color, Color? Perhaps, Width Width, Color[] Colors, List<Color?> Nullable);

[Event("wrappers")]
public partial record Wrappers(
    GuidTag G, TextTag T, IntTag I, LongTag L, GuidTag? MaybeG, TextTag? MaybeT, IntTag? MaybeI, LongTag? MaybeL);

[Event("nested")]
public partial record Nested(Line Line, Line? MaybeLine, Point Point, Point? MaybePoint, Money Money);

[Event("lists")]
public sealed partial record Lists(
    int[] Array, List<string> List, IReadOnlyList<Guid> ReadOnly, ImmutableArray<DateTimeOffset> Immutable, decimal[] Decimals,
    TextTag[] Tags, Line[] Lines, ImmutableArray<Point> Points);

[Event("nullable-lists")]
public partial record NullableLists(
    int[]? Array, List<string>? List, IReadOnlyList<Guid>? ReadOnly, ImmutableArray<bool>? Immutable, IReadOnlyList<Line>? Lines);

[Event("lists-of-nullable")]
public partial record ListsOfNullable(
    int?[] Array, List<string?> List, IReadOnlyList<Guid?> ReadOnly, ImmutableArray<Line?> Immutable, Point?[] Points, List<LongTag?> Tags);

[Event("lists-of-lists")]
public partial record ListsOfLists(
    int[][] Arrays, List<ImmutableArray<string?>> Lists, IReadOnlyList<Line[]?> Lines, string[]?[] Perhaps, List<List<List<bool>>> Deep);

[Event("sets")]
public partial record Sets(
    HashSet<string> Hash, IReadOnlySet<int> ReadOnly, SortedSet<string> Sorted, ImmutableHashSet<string> Immutable,
    ImmutableSortedSet<DateOnly> ImmutableSorted, HashSet<Line> Lines,
    HashSet<int?> Nullable, IReadOnlySet<Color>? Perhaps, ImmutableHashSet<GuidTag> Tags, ImmutableHashSet<Email?> Emails,
    ImmutableList<Line?> List, ImmutableList<string>? Texts, SortedSet<Color> Colors);

[Event("maps")]
public partial record Maps(
    Dictionary<string, int> Texts, IReadOnlyDictionary<Guid, Line?> Guids, Dictionary<Color, string> Enums, Dictionary<int, decimal[]> Ints,
    ImmutableDictionary<string, string?> Immutable, ImmutableSortedDictionary<string, Point> Sorted,
    SortedDictionary<long, Dictionary<string, List<int>>> Deep, Dictionary<GuidTag, TextTag> Tags,
    ImmutableDictionary<Email, JsonElement> Wrapped, Dictionary<string, IReadOnlyDictionary<string, bool>?>? Perhaps);

[Event("maps-by-number")]
public partial record MapsByNumber(
    Dictionary<byte, int> B, Dictionary<sbyte, int> Sb, Dictionary<short, int> S, Dictionary<ushort, int> Us, Dictionary<uint, int> U,
    Dictionary<long, int> L, Dictionary<ulong, int> Ul, Dictionary<Width, int> W, SortedDictionary<Size, int> Sizes);

[Event("optional")]
public partial record Optional(
    string Required, string? Note = null, int Number = 5, Color Color = Color.Green, decimal Price = 1.50m, string Text = "a\"b\\\n\u2028ü",
    GuidTag? Tag = null, GuidTag Default = default, double Ratio = double.MaxValue, long Far = long.MinValue, bool Flag = true,
    Color? Perhaps = Color.Red, Guid Id = default);

[Event("nothing")]
public partial record Nothing;

/// <summary>Names that generated code would like to have for itself, or that C# has.</summary>
[Event("names")]
public partial record Names(
    int @class, string @event, int Json, int E, int Seen, string? Codec, int _, string? Value, int? I, int? Items, int? @await,
    string URLValue, int ÄÖ, bool Tags);

/// <summary>More fields than one word has bits.</summary>
[Event("wide")]
public partial record Wide(
    int A00, int A01, int A02, int A03, int A04, int A05, int A06, int A07, int A08, int A09, int A10, int A11, int A12, int A13, int A14,
    int A15, int A16, int A17, int A18, int A19, int A20, int A21, int A22, int A23, int A24, int A25, int A26, int A27, int A28, int A29,
    int A30, int A31, int A32, int A33, int A34, int A35, int A36, int A37, int A38, int A39, int A40, int A41, int A42, int A43, int A44,
    int A45, int A46, int A47, int A48, int A49, int A50, int A51, int A52, int A53, int A54, int A55, int A56, int A57, int A58, int A59,
    int A60, int A61, int A62, int A63, int A64, int? A65, int A66 = 1);

public static partial class Container
{
    public partial interface IInner
    {
        [Event("contained")]
        public partial record Contained(Kind Kind, Contained.Part Piece)
        {
            [method: JsonConstructor]
            public record struct Part(int Number);
        }

        public enum Kind
        {
            Only,
        }
    }
}

/// <summary>What several events have in common.</summary>
public abstract record RoomEvent(IntTag Room)
{
    public string Hall { get; init; } = "main";

    public required int Floor { get; set; }

    public abstract string Kind { get; init; }

    [Tag("wing")]
    public virtual string? Wing => Floor > 3 ? "tower" : null;
}

public abstract record DatedRoomEvent(IntTag Room, DateOnly Date) : RoomEvent(Room)
{
    public string? By { get; init; } = "desk";
}

[Event("derived")]
public partial record Derived(IntTag Room, DateOnly Date, int Seats) : DatedRoomEvent(Room, Date)
{
    public override string Kind { get; init; } = "meeting";

    public bool IsOpen { get; init; }
}

public record Shape(string Name)
{
    public int Sides { get; init; } = 4;
}

public sealed record Square(string Name, int Length) : Shape(Name);

[Event("derived-inside")]
public partial record DerivedInside(Square Square, Square? Perhaps, Square[] More);

/// <summary>What only its own code may make.</summary>
[Event("hidden")]
public partial record Hidden
{
    [JsonConstructor, EventConstructor]
    private Hidden(int number, Sealed inner, Kept? perhaps) => (Number, Inner, Perhaps) = (number, inner, perhaps);

    public int Number { get; }

    public Sealed Inner { get; }

    public Kept? Perhaps { get; }

    public string? Note { get; init; } = "note";

    public int Level { get; set; } = 1;

    [Ignore, JsonIgnore]
    public string? Scratch { get; init; } = "scratch";

    [Ignore, JsonIgnore]
    public int Cached { get; } = 5;

    public static Hidden Of(int number, Kept? perhaps) => new(number, Sealed.Of("s"), perhaps);
}

public record Sealed
{
    [JsonConstructor, EventConstructor]
    private Sealed(string text) => Text = text;

    public Sealed(string text, int times) : this(string.Concat(Enumerable.Repeat(text, times))) { }

    public string Text { get; }

    public static Sealed Of(string text) => new(text);
}

public readonly record struct Kept
{
    [JsonConstructor, EventConstructor]
    private Kept(int a, int b) => (A, B) = (a, b);

    public int A { get; }

    public int B { get; }

    public int C { get; init; } = 3;

    public static Kept Of(int a, int b) => new(a, b) { C = 7 };
}

/// <summary>One type of values for each thing that it is of.</summary>
public readonly record struct Id<T>(Guid Value);

public readonly record struct Boxed<T>(T Value);

[Event("generic-values")]
public partial record GenericValues(
    Id<Line> Line, Id<Shape>? Shape, List<Id<Line>> Lines, Dictionary<Id<Line>, int> Counts, Boxed<decimal> Price,
    [Tag("order")] Id<Wide> Order);
