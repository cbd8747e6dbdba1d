namespace Opossum.Typed.CrashLab.Evidence;

/// <summary>The lines of a page are at most 140 columns wide, as all text of the repository; those of a report may be longer.</summary>
internal static class PageWidth
{
    private const int Max = 140;

    /// <summary>Breaks a line at its spaces; what continues it is indented.</summary>
    public static string Wrap(string line, string indent = "")
    {
        if (line.Length <= Max) return line;
        var cut = line.LastIndexOf(' ', Max);
        return cut <= indent.Length ? line : $"{line[..cut]}\n{Wrap(indent + line[(cut + 1)..], indent)}";
    }
}
