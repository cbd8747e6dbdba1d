namespace Opossum.Typed.Generators.Emit;

/// <summary>Code that stays on one line where it fits.</summary>
internal static class Wrapping
{
    private const int CallWidth = 120;
    private const int SignatureWidth = 150;

    /// <summary>A call as a statement.</summary>
    public static string Call(string method, IReadOnlyCollection<string> arguments)
    {
        var line = $"{method}({string.Join(", ", arguments)});";
        return line.Length <= CallWidth ? line : $"{method}(\n    {string.Join(",\n    ", arguments)});";
    }

    /// <summary>A new object, with members set beside its constructor.</summary>
    public static string Construct(string construct, IReadOnlyCollection<string> arguments, IReadOnlyCollection<string> members)
    {
        if (members.Count == 0) return Call(construct, arguments);
        var line = $"{construct}({string.Join(", ", arguments)}) {{ {string.Join(", ", members)} }};";
        return line.Length <= CallWidth
            ? line
            : $"{Call(construct, arguments).TrimEnd(';')}\n{{\n    {string.Join(",\n    ", members)},\n}};";
    }

    /// <summary>A method's header.</summary>
    public static string Signature(string method, string parameters)
    {
        var line = $"{method}({parameters})";
        return line.Length <= SignatureWidth ? line : $"{method}(\n    {parameters})";
    }
}
