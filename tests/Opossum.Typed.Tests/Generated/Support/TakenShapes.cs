using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

// Shapes that C# developers write without having read what can be stored. What names a constructor for JSON is for the oracle alone: it
// calls no factory.

/// <summary>One value that only its factory may make.</summary>
public readonly record struct Isbn
{
    private Isbn(string value) => Value = value;

    public string Value { get; }

    [EventConstructor]
    public static Isbn Parse(string value) => value.Length < 99 ? new(value) : throw new FormatException("Too long.");
}

/// <summary>A tag that only its factory may make.</summary>
[Tag("shelf")]
public readonly partial record struct Shelf
{
    private Shelf(int number) => Number = number;

    public int Number { get; }

    [EventConstructor]
    public static Shelf Of(int number) => new(number);
}

/// <summary>A class that is no record.</summary>
public sealed class Copy
{
    [JsonConstructor]
    private Copy(int number, string? note) => (Number, Note) = (number, note);

    public int Number { get; }

    public string? Note { get; }

    public int Loans { get; init; } = 1;

    [EventConstructor]
    internal static Copy Of(int number, string? note) =>
        number >= 0 ? new(number, note) : throw new ArgumentOutOfRangeException(nameof(number));
}

/// <summary>A struct that is no record.</summary>
public readonly struct Extent
{
    [JsonConstructor, EventConstructor]
    public Extent(int from, int to) => (From, To) = (from, to);

    public int From { get; }

    public int To { get; }
}

[Event("made")]
public partial record Made
{
    [JsonConstructor]
    private Made(Isbn book, Isbn? perhaps, Copy copy, Copy? other, Extent pages, Shelf shelf) =>
        (Book, Perhaps, Copy, Other, Pages, Shelf) = (book, perhaps, copy, other, pages, shelf);

    public Isbn Book { get; }

    [Tag("isbn")]
    public Isbn? Perhaps { get; }

    public Copy Copy { get; }

    public Copy? Other { get; }

    public Extent Pages { get; }

    public Shelf Shelf { get; }

    public Dictionary<Isbn, Extent?> More { get; init; } = [];

    [EventConstructor]
    public static Made Of(Isbn book, Isbn? perhaps, Copy copy, Copy? other, Extent pages, Shelf shelf) =>
        new(book, perhaps, copy, other, pages, shelf);
}

[Event("gathered")]
public partial record Gathered(
    IReadOnlyCollection<int> Numbers, IReadOnlyCollection<string?> Texts, IReadOnlyCollection<Line> Lines,
    [Tag("topic")] IReadOnlyCollection<string>? Topics, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte>? Perhaps,
    ReadOnlyMemory<byte>[] More);

[Event("by-color")]
public partial record ByColor(Dictionary<Color, string> Names);

public readonly record struct Label(string Text)
{
    public static implicit operator Label(string? text) => new(text ?? "none");
}

[Event("converts")]
public partial record Converts(Label? Perhaps);

[Event("tuples")]
public partial record Tuples(
    (int X, string Y) Place, (int, string) Pair, List<(IntTag Id, Color Kind)> Ids, (IntTag Other, Color Kind)[] Others,
    (int A, int B)? None);
