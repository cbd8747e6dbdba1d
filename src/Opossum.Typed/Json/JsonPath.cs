using System.Text;
using System.Text.Json;

namespace Opossum.Typed.Json;

/// <summary>
/// Names the place of an error, such as <c>lines[2].price</c>, by walking the payload from its start up to there. Only errors need a path,
/// so nothing keeps one while all is well. Names that the event does not declare, such as the keys of a dictionary, are content: the path
/// has <c>[…]</c> in their place.
/// </summary>
internal static class JsonPath
{
    /// <summary>The path of the value that starts at or stretches across a byte; null for the root.</summary>
    public static string? At(ReadOnlySpan<byte> utf8, long offset, FieldNames names) => Text(Walk(utf8[..(int)offset]), names);

    /// <summary>The path of a field of the innermost object that is open at a byte.</summary>
    public static string OfField(ReadOnlySpan<byte> utf8, long offset, string field, FieldNames names)
    {
        var levels = Walk(utf8[..(int)offset]);
        if (levels.Count == 0) return field;
        levels.RemoveAt(levels.Count - 1);
        return Text(levels, names) is { } path ? path + "." + field : field;
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
                levels.Add(new(null, 0, json.TokenStartIndex));
                return;
            case JsonTokenType.StartArray:
                levels.Add(new(null, 0, json.TokenStartIndex, IsArray: true));
                return;
            case JsonTokenType.PropertyName:
                levels[^1] = levels[^1] with { Name = Name(ref json) };
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.RemoveAt(levels.Count - 1);
                break;
        }

        // A value is complete: its array goes on to the next item, its object to the next name.
        if (levels is [.., var around])
            levels[^1] = around.IsArray ? around with { Index = around.Index + 1 } : around with { Name = null };
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

    private static string? Text(List<Level> levels, FieldNames names)
    {
        var text = new StringBuilder();
        for (var depth = 0; depth < levels.Count; depth++)
        {
            var level = levels[depth];
            if (level.IsArray) text.Append('[').Append(level.Index).Append(']');
            else if (level.Name is not null && !names.AreDeclared(depth, level.Begin)) text.Append("[…]");
            else if (level.Name is not null) text.Append(text.Length == 0 ? "" : ".").Append(level.Name);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>An open object with the name of its current field, or an open array with the index of its current item.</summary>
    private readonly record struct Level(string? Name, int Index, long Begin, bool IsArray = false);
}
