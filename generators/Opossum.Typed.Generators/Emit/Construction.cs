namespace Opossum.Typed.Generators.Emit;

/// <summary>A constructor call as a statement, on one line where it fits.</summary>
internal static class Construction
{
    private const int Width = 120;

    public static string Of(string construct, IReadOnlyCollection<string> arguments)
    {
        var line = $"{construct}({string.Join(", ", arguments)});";
        return line.Length <= Width ? line : $"{construct}(\n    {string.Join(",\n    ", arguments)});";
    }
}
