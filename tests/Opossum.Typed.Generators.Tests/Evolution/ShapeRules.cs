using System.Globalization;
using System.Text.Json;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>What reading a payload comes to.</summary>
/// <param name="Written">The event as it is written again; null where it was refused.</param>
/// <param name="Field">The field for which it was refused.</param>
internal sealed record Verdict(string? Written, string? Field)
{
    public override string ToString() => Written ?? $"refused for '{Field}'";
}

/// <summary>The rules of docs/events.md, said a second time and by other means: what a version makes of any payload.</summary>
internal static class ShapeRules
{
    public static Verdict Read(Shape shape, string payload)
    {
        using var json = JsonDocument.Parse(payload);
        try
        {
            return new(Object(shape, json.RootElement, ""), null);
        }
        catch (Refused refused)
        {
            return new(null, refused.Message);
        }
    }

    /// <summary>What a missing field is, as JSON.</summary>
    public static string Default(Field field) => field.IsNullable ? "null" : field.Kind switch
    {
        Kind.Int32 => "7",
        Kind.Int64 => "8",
        Kind.Decimal => "1.25",
        Kind.Boolean => "true",
        Kind.Text => "\"none\"",
        Kind.Level => "\"High\"",
        _ => "[]",
    };

    /// <summary>What a field of a record is that <see cref="ShapeSource.New"/> made, as JSON.</summary>
    public static string New(Field field) => field is { Kind: Kind.Record, IsNullable: false, Inner: { } inner }
        ? $"{{{string.Join(",", inner.Fields.Select(static each => $"\"{each.Name}\":{New(each)}"))}}}"
        : Default(field);

    private static string Object(Shape shape, JsonElement payload, string path)
    {
        var values = new string?[shape.Fields.Count];
        foreach (var stored in payload.EnumerateObject())
        {
            for (var i = 0; i < values.Length; i++)
            {
                var field = shape.Fields[i];
                if (field.Name == stored.Name || field.Aliases.Contains(stored.Name))
                    values[i] = Value(field, stored.Value, path + stored.Name);
            }
        }

        for (var i = 0; i < values.Length; i++)
            if (values[i] is null && !shape.Fields[i].MayBeMissing) throw new Refused(path + shape.Fields[i].Name);
        return $"{{{string.Join(",", shape.Fields.Select((field, i) => $"\"{field.Name}\":{values[i] ?? Default(field)}"))}}}";
    }

    private static string Value(Field field, JsonElement stored, string path)
    {
        if (stored.ValueKind == JsonValueKind.Null) return field.IsNullable ? "null" : throw new Refused(path);
        var text = stored.GetRawText();
        var (isNumber, isText) = (stored.ValueKind == JsonValueKind.Number, stored.ValueKind == JsonValueKind.String);
        var fits = field.Kind switch
        {
            Kind.Int32 => isNumber && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            Kind.Int64 => isNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            Kind.Decimal => isNumber,
            Kind.Boolean => stored.ValueKind is JsonValueKind.True or JsonValueKind.False,
            Kind.Text => isText,
            Kind.Level => isText ? text is "\"Low\"" or "\"High\"" : isNumber && LevelOf(text) is not null,
            Kind.Numbers => stored.ValueKind == JsonValueKind.Array,
            _ => stored.ValueKind == JsonValueKind.Object,
        };
        if (!fits) throw new Refused(path);
        return field.Kind switch
        {
            Kind.Numbers => $"[{string.Join(",", stored.EnumerateArray().Select((item, i) => Value(Item, item, $"{path}[{i}]")))}]",
            Kind.Record => Object(field.Inner!, stored, path + "."),
            Kind.Level when isNumber => LevelOf(text)!,
            _ => text,
        };
    }

    /// <summary>The name of a number, as it is written.</summary>
    private static string? LevelOf(string text) =>
        !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? null
            : number switch { 0 => "\"Low\"", 1 => "\"High\"", _ => null };

    private static Field Item { get; } = new("", [], false, Kind.Int32, false, Place.Parameter, null);

    private sealed class Refused(string field) : Exception(field);
}
