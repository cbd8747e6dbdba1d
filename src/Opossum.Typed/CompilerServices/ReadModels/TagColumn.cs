using System.Buffers;
using System.Text.Json;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a column holds of a tag.</summary>
internal static class TagColumn
{
    /// <summary>The bare value: a number, or text. A guid is its text, which every storage compares with a column of guids.</summary>
    public static object ValueOf<TTag>(TTag tag) where TTag : ITag<TTag>
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8)) TTag.WriteJson(tag, json);
        var reader = new Utf8JsonReader(utf8.WrittenSpan);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number) return reader.GetString()!;
        return reader.TryGetInt64(out var number) ? (object)number : reader.GetDecimal();
    }
}
