using System.Globalization;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// The names of the files that hold tags which were added to stored events. All files of one retagging have its epoch in their names: one
/// set, which publishes it, and numbered units, each with an index.
/// </summary>
internal static class TagName
{
    public const string Directory = "tags";

    private const string SetExtension = ".set";
    private const string UnitExtension = ".tags";
    private const string IndexExtension = ".run";
    private const string TemporarySuffix = ".tmp";
    private const int From = 5;         // behind "tags/"
    private const int Digits = 10;

    public static string OfSet(long epoch) => string.Create(CultureInfo.InvariantCulture, $"{Directory}/{epoch:D10}{SetExtension}");

    public static string OfUnit(long epoch, long number) => Of(epoch, number, UnitExtension);

    public static string OfIndex(long epoch, long number) => Of(epoch, number, IndexExtension);

    /// <summary>The name that a file has while it is made.</summary>
    public static string TemporaryOf(string name) => name + TemporarySuffix;

    /// <summary>True for a file that this engine has made: a whole one, the beginning of one, or one of a backup.</summary>
    public static bool IsOurs(string name) =>
        TryParse(name, out _) || IsTemporary(name) || (StagedName.IsOfEither(name, out var staged) && TryParse(staged, out _));

    public static bool IsTemporary(string name) =>
        name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParse(name[..^TemporarySuffix.Length], out _);

    public static bool TryParse(string name, out TagFileName parsed)
    {
        parsed = default;
        if (name.Length < From + Digits || !TryParse(name.AsSpan(From, Digits), out var epoch)) return false;
        var number = 0L;
        var hasNumber = name.Length > From + 2 * Digits + 1 && TryParse(name.AsSpan(From + Digits + 1, Digits), out number);
        var kind = name == OfSet(epoch) ? TagFileKind.Set
            : name == OfUnit(epoch, number) ? TagFileKind.Unit
            : name == OfIndex(epoch, number) ? TagFileKind.Index
            : TagFileKind.None;
        parsed = new(kind, epoch, number);
        return kind != TagFileKind.None && epoch > 0 && hasNumber == (kind != TagFileKind.Set) && (!hasNumber || number > 0);
    }

    private static string Of(long epoch, long number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{Directory}/{epoch:D10}-{number:D10}{extension}");

    private static bool TryParse(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

internal enum TagFileKind
{
    None,

    /// <summary>Publishes an epoch.</summary>
    Set,

    /// <summary>Tags of events of a range.</summary>
    Unit,

    /// <summary>The index of a unit: derived.</summary>
    Index,
}

/// <summary>What a name says.</summary>
/// <param name="Kind">What the file is.</param>
/// <param name="Epoch">The epoch that it belongs to.</param>
/// <param name="Number">The number of the unit, from 1; 0 for a set.</param>
internal readonly record struct TagFileName(TagFileKind Kind, long Epoch, long Number);
