using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Opossum.Typed.Json;

/// <summary>JSON whose shape no event declares: open data, and what a converter or a user's own context makes.</summary>
internal static class OpenJson
{
    /// <summary>
    /// How deep such a value may nest when it is written: a payload may be 64 levels deep, and some of them are around it.
    /// </summary>
    public const int MaxDepthWritten = 32;

    /// <summary>How deep the predicted path looks; what is deeper is left to the tolerant one, which knows how deep it stands.</summary>
    private const int MaxDepthPredicted = 16;

    /// <summary>A <see cref="JsonElement"/> may have been parsed with comments and trailing commas, and keeps them.</summary>
    public static readonly JsonReaderOptions Written = new()
    {
        MaxDepth = MaxDepthWritten,
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static string Unknown(Type type, JsonSerializerContext context) =>
        $"{context.GetType()} does not know {type}. Add [JsonSerializable(typeof({type.Name}))] to it";

    /// <summary>Whether all of its text can be decoded. The platform's reader looks at it only when asked for it.</summary>
    public static bool IsDecodable(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !EscapedText.HasHalfPair(json);

    /// <summary>
    /// How many bytes the value takes that the text starts with; false where that can't be said without knowing what is around it.
    /// </summary>
    public static bool TryMeasure(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepthPredicted });
        try
        {
            if (!json.Read() || !json.TrySkip()) return false;
        }
        catch (JsonException)
        {
            return false;
        }

        length = (int)json.BytesConsumed;
        return IsDecodable(text[..length]);
    }
}
