using System.Text;
using System.Text.Json;

namespace Opossum.Typed.Json;

/// <summary>
/// Names the place of an error, such as <c>lines[2].price</c>, by walking the payload from its start up to there. Only errors need a path, so nothing keeps
/// one while all is well.
/// </summary>
internal static class JsonPath
{
    /// <summary>The path of the value that starts at or stretches across a byte; null for the root.</summary>
    public static string? At(ReadOnlySpan<byte> utf8, long offset) => Text(Walk(utf8[..(int)offset]));

    /// <summary>The path of a field of the innermost object that is open at a byte.</summary>
    public static string OfField(ReadOnlySpan<byte> utf8, long offset, string field)
    {
        var levels = Walk(utf8[..(int)offset]);
        if (levels.Count == 0) return field;
        levels[^1] = new(field, 0);
        return Text(levels)!;
    }

    /// <summary>The objects and arrays that are open at the end of the bytes, outermost first.</summary>
    private static List<Level> Walk(ReadOnlySpan<byte> utf8)
    {
        var levels = new List<Level>();
        var json = new Utf8JsonReader(utf8, isFinalBlock: false, default);
        try
        {
            while (json.Read()) Step(ref json, levels);
        }
        catch (JsonException)
        {
            // Not JSON from here on: what was open before it is the best answer.
        }

        return levels;
    }

    private static void Step(ref Utf8JsonReader json, List<Level> levels)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                levels.Add(new(null, 0));
                return;
            case JsonTokenType.StartArray:
                levels.Add(new(null, 0, IsArray: true));
                return;
            case JsonTokenType.PropertyName:
                levels[^1] = new(Name(ref json), 0);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.RemoveAt(levels.Count - 1);
                break;
        }

        // A value is complete: its array goes on to the next item, its object to the next name.
        if (levels.Count > 0) levels[^1] = levels[^1].IsArray ? levels[^1] with { Index = levels[^1].Index + 1 } : new(null, 0);
    }

    private static string Name(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan);
        }
    }

    private static string? Text(List<Level> levels)
    {
        var text = new StringBuilder();
        foreach (var level in levels)
        {
            if (level.IsArray) text.Append('[').Append(level.Index).Append(']');
            else if (level.Name is not null) text.Append(text.Length == 0 ? "" : ".").Append(level.Name);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>An open object with the name of its current field, or an open array with the index of its current item.</summary>
    private readonly record struct Level(string? Name, int Index, bool IsArray = false);
}
