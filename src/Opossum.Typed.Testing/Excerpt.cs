namespace Opossum.Typed.Testing;

/// <summary>What of many lines a reader needs to see: of a history its ends, of two sides the place where they differ.</summary>
internal static class Excerpt
{
    private const int Context = 3;
    private const int Most = 20;

    /// <summary>The first lines and the last ones.</summary>
    public static string Ends(string text) => string.Join('\n', Middle(text.Split('\n')));

    /// <summary>Both sides, without most of what they begin and end with alike.</summary>
    public static (string Expected, string Actual) Difference(string expected, string actual)
    {
        string[] left = expected.Split('\n'), right = actual.Split('\n');
        if (left.Length <= Most && right.Length <= Most) return (expected, actual);

        var shorter = Math.Min(left.Length, right.Length);
        var before = 0;
        while (before < shorter && left[before] == right[before]) before++;
        var after = 0;
        while (after < shorter - before && left[^(after + 1)] == right[^(after + 1)]) after++;
        return (Side(left, before, after), Side(right, before, after));
    }

    private static string Side(string[] lines, int before, int after)
    {
        var (from, to) = (Math.Max(0, before - Context), lines.Length - Math.Max(0, after - Context));
        List<string> shown = [];
        if (from > 0) shown.Add($"… {from} before that are the same");
        shown.AddRange(Middle(lines[from..to]));
        if (to < lines.Length) shown.Add($"… {lines.Length - to} after that are the same");
        return string.Join('\n', shown);
    }

    private static string[] Middle(string[] lines) =>
        lines.Length <= Most ? lines : [.. lines[..(Most / 2)], $"… {lines.Length - Most} not shown", .. lines[^(Most / 2)..]];
}
