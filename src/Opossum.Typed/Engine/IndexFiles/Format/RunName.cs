using System.Globalization;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// Which segments a run indexes, both ends included: all that its file's name says, and all that is needed to choose among runs. A wider
/// run hides those that it covers.
/// </summary>
internal readonly record struct RunName(long First, long Last) : IComparable<RunName>
{
    public const string Directory = "index";

    private const string Extension = ".run";
    private const string TemporarySuffix = ".tmp";
    private const int Digits = 10;

    public long Count => Last - First + 1;

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Directory}/{First:D10}-{Last:D10}{Extension}");

    /// <summary>The name that the file has while it is made.</summary>
    public string TemporaryName => FileName + TemporarySuffix;

    public bool Covers(RunName other) => First <= other.First && other.Last <= Last;

    /// <summary>Whether a file of the directory is a run, the beginning of one, or left over by a backup.</summary>
    public static bool IsOurs(string name) =>
        TryParse(name, out _) || IsTemporary(name) || (StagedName.IsOfEither(name, out var staged) && TryParse(staged, out _));

    public static bool IsTemporary(string name) => name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParse(name[..^TemporarySuffix.Length], out _);

    public static bool TryParse(string name, out RunName run)
    {
        run = default;
        const int From = 6;         // behind "index/"
        if (name.Length < From + 2 * Digits + 1 + Extension.Length) return false;
        if (!long.TryParse(name.AsSpan(From, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var first)) return false;
        if (!long.TryParse(name.AsSpan(From + Digits + 1, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var last)) return false;
        run = new(first, last);
        return first > 0 && first <= last && name == run.FileName;
    }

    /// <summary>By the first segment, the widest first.</summary>
    public int CompareTo(RunName other) => First != other.First ? First.CompareTo(other.First) : other.Last.CompareTo(Last);
}
