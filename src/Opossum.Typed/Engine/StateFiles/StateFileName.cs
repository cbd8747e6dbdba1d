using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.StateFiles;

/// <summary>The names of the files that keep consumers' progress.</summary>
internal static class StateFileName
{
    public const string Directory = "consumers";

    private const string Extension = ".state";
    private const string TemporarySuffix = ".tmp";

    public static string Of(string consumer) => $"{Directory}/{consumer}{Extension}";

    /// <summary>The consumer of a file that <see cref="IsOne"/>.</summary>
    public static string ConsumerOf(string name) => name[(Directory.Length + 1)..^Extension.Length];

    /// <summary>The name that the file has while it is made.</summary>
    public static string TemporaryOf(string consumer) => Of(consumer) + TemporarySuffix;

    /// <summary>True if a file of the directory is one of these, the beginning of one, or left over by a backup.</summary>
    public static bool IsOurs(string name) =>
        IsOne(name) || IsTemporary(name) || (StagedName.IsOfEither(name, out var staged) && IsOne(staged));

    public static bool IsTemporary(string name) =>
        name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && IsOne(name[..^TemporarySuffix.Length]);

    public static bool IsOne(string name)
    {
        const int From = 10;        // behind "consumers/"
        return name.Length > From + Extension.Length && name.StartsWith(Directory + "/", StringComparison.Ordinal)
            && name.EndsWith(Extension, StringComparison.Ordinal) && ConsumerNames.IsValid(name[From..^Extension.Length]);
    }
}
