using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>A column of a read model. How its values are stored is up to the storage. For generated code.</summary>
/// <param name="Name">The name: lower-case letters, digits and underscores.</param>
/// <param name="Type">What it holds.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReadModelColumn(string Name, ColumnType Type)
{
    /// <summary>Whether it is a part of the key.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether it may hold null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether it is written only, because the record computes it from its other members.</summary>
    public bool IsComputed { get; init; }

    /// <summary>All of it, such as <c>course Uuid key</c>.</summary>
    public override string ToString() =>
        $"{Name} {Type}{(IsNullable ? "?" : "")}{(IsKey ? " key" : "")}{(IsComputed ? " computed" : "")}";
}

/// <summary>An index of a read model. For generated code.</summary>
/// <param name="Name">The name: lower-case letters, digits and underscores.</param>
/// <param name="Columns">The names of its columns, in their order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReadModelIndex(string Name, params ImmutableArray<string> Columns)
{
    /// <summary>Whether no two rows may have the same values; rows with a null in it don't count.</summary>
    public bool IsUnique { get; init; }

    /// <summary>All of it, such as <c>by_price: category, price unique</c>.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Columns)}{(IsUnique ? " unique" : "")}";
}

/// <summary>What a column holds, and so how its values are ordered and compared. docs/architecture.md has the forms.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ColumnType
{
    /// <summary>A whole number of 64 bits with a sign; a duration as its ticks.</summary>
    WholeNumber,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A floating-point number of 64 bits; never NaN.</summary>
    RealNumber,

    /// <summary>A decimal number, exact and with its scale, ordered by value.</summary>
    DecimalNumber,

    /// <summary>Text, ordered by code points; an enum value by its name.</summary>
    Text,

    /// <summary>A guid, ordered by its text.</summary>
    Uuid,

    /// <summary>An instant, in UTC and to 100 ns.</summary>
    Timestamp,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>A time of day, to 100 ns.</summary>
    Time,

    /// <summary>A JSON value as the event codecs write it.</summary>
    Json,
}
