using System.Globalization;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>The names of run files. A name says which segments the run covers.</summary>
internal static class RunName
{
    public const string Directory = "index";

    private const string Extension = ".run";
    private const string TemporarySuffix = ".tmp";
    private const int Digits = 10;

    public static string Of(SegmentRange segments) =>
        string.Create(CultureInfo.InvariantCulture, $"{Directory}/{segments.First:D10}-{segments.Last:D10}{Extension}");

    /// <summary>The name that the file has while it is made.</summary>
    public static string TemporaryOf(SegmentRange segments) => Of(segments) + TemporarySuffix;

    /// <summary>Whether a file of the directory is a run, the beginning of one, or left over by a backup.</summary>
    public static bool IsOurs(string name) =>
        TryParse(name, out _) || IsTemporary(name) || (StagedName.IsOfEither(name, out var staged) && TryParse(staged, out _));

    public static bool IsTemporary(string name) =>
        name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParse(name[..^TemporarySuffix.Length], out _);

    public static bool TryParse(string name, out SegmentRange segments)
    {
        segments = default;
        const int From = 6;         // behind "index/"
        if (name.Length < From + 2 * Digits + 1 + Extension.Length) return false;
        if (!TryParse(name.AsSpan(From, Digits), out var first)) return false;
        if (!TryParse(name.AsSpan(From + Digits + 1, Digits), out var last)) return false;
        segments = new(first, last);
        return first > 0 && first <= last && name == Of(segments);
    }

    private static bool TryParse(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
