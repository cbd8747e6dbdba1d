using System.Text.Json;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>A type that is a tag. The generator implements it, explicitly, for each value type with <see cref="TagAttribute"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ITag<TSelf> : IColumnValue where TSelf : ITag<TSelf>
{
    /// <summary>The key, without the colon, as UTF-8.</summary>
    static abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>Writes the value as UTF-8 text, in invariant form.</summary>
    /// <returns>Whether it fitted.</returns>
    static abstract bool TryFormat(TSelf tag, Span<byte> utf8, out int written);

    /// <summary>
    /// True if the value is one that nobody assigned, so that no tag may have it: an all-zero guid, unless
    /// <see cref="TagAttribute.AllowDefault"/> is set.
    /// </summary>
    static virtual bool IsUnassigned(TSelf tag) => false;

    /// <summary>Writes the bare value, as it stands in a payload: a JSON number, or text.</summary>
    static abstract void WriteJson(TSelf tag, Utf8JsonWriter json);

    /// <summary>Reads the bare value, which is the reader's current one.</summary>
    /// <exception cref="InvalidOperationException">
    /// It is of another kind; <see cref="JsonSerializer"/> makes a <see cref="JsonException"/> of it.
    /// </exception>
    /// <exception cref="FormatException">
    /// It is no such value; <see cref="JsonSerializer"/> makes a <see cref="JsonException"/> of it.
    /// </exception>
    static abstract TSelf ReadJson(ref Utf8JsonReader json);

    object IColumnValue.ColumnValue => TagColumn.ValueOf((TSelf)this);
}
