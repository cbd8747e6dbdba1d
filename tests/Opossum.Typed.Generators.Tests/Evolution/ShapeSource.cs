namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>A shape as C#.</summary>
internal static class ShapeSource
{
    public const string Common = "public enum Level { Low, High }\n";

    /// <param name="shape">The event's.</param>
    /// <param name="attribute">Such as <c>Event("s1")</c>.</param>
    /// <param name="type">The record's name.</param>
    /// <param name="members">More members.</param>
    public static string Of(Shape shape, string attribute, string type, string members = "") =>
        Record(shape, $"[{attribute}] public partial record", type, members);

    /// <summary>What a missing field is, as C#.</summary>
    public static string Default(Field field) => field.IsNullable ? "null" : field.Kind switch
    {
        Kind.Int32 => "7",
        Kind.Int64 => "8L",
        Kind.Decimal => "1.25m",
        Kind.Boolean => "true",
        Kind.Text => "\"none\"",
        Kind.Level => "Level.High",
        _ => "[]",
    };

    /// <summary>A new record: what must be said is, and the rest keeps its default.</summary>
    public static string New(Shape shape, string type, string member = "")
    {
        var arguments = shape.Fields.Where(static field => field.Place == Place.Parameter).Select(Value);
        var members = shape.Fields.Where(static field => field.Place == Place.RequiredMember)
            .Select(field => $"{MemberOf(field)} = {Value(field)}")
            .Append(member)
            .Where(static text => text.Length > 0);
        return $"new {type}({string.Join(", ", arguments)}) {{ {string.Join(", ", members)} }}";

        // A bare null could be meant for the copy constructor.
        string Value(Field field) =>
            field.IsNullable
                ? $"({TypeOf(field, type)})null"
                : field.Kind == Kind.Record
                ? New(field.Inner!, InnerOf(field, type))
                : Default(field);
    }

    private static string Record(Shape shape, string header, string type, string members)
    {
        var (parameters, body, inner) = (new List<string>(), new List<string> { members }, new List<string>());
        foreach (var field in shape.Fields)
        {
            var isNamed = field.IsNamed || field.Aliases.Count > 0;
            var quoted = string.Join(", ", field.Aliases.Select(static alias => $"\"{alias}\""));
            var aliases = field.Aliases.Count == 0 ? "" : $", Aliases = [{quoted}]";
            var attribute = isNamed ? $"[Field(\"{field.Name}\"{aliases})] " : "";
            var member = $"{TypeOf(field, type)} {MemberOf(field)}";
            switch (field.Place)
            {
                case Place.Parameter:
                    parameters.Add(attribute + member);
                    break;
                case Place.OptionalParameter:
                    parameters.Add($"{attribute}{member} = {Default(field)}");
                    break;
                case Place.RequiredMember:
                    body.Add($" {attribute}public required {member} {{ get; init; }}");
                    break;
                default:
                    body.Add($" {attribute}public {member} {{ get; {(field.IsNamed ? "init" : "set")}; }} = {Default(field)};");
                    break;
            }

            if (field.Inner is { } record) inner.Add(Record(record, "public record", InnerOf(field, type), ""));
        }

        return $"{header} {type}({string.Join(", ", parameters)}) {{{string.Concat(body)} }}\n{string.Concat(inner)}";
    }

    private static string MemberOf(Field field) => (field.IsNamed || field.Aliases.Count > 0 ? "Own" : "") + field.Name.ToUpperInvariant();

    private static string InnerOf(Field field, string type) => $"{type}_{field.Name}";

    private static string TypeOf(Field field, string type) => (field.Kind switch
    {
        Kind.Int32 => "int",
        Kind.Int64 => "long",
        Kind.Decimal => "decimal",
        Kind.Boolean => "bool",
        Kind.Text => "string",
        Kind.Level => "Level",
        Kind.Numbers => "IReadOnlyList<int>",
        _ => InnerOf(field, type),
    }) + (field.IsNullable ? "?" : "");
}
