namespace Opossum.Typed.Engine.RowFiles;

/// <summary>The names of the files that keep the rows of read models.</summary>
internal static class RowFileName
{
    public const string Directory = "read-models";

    private const string Extension = ".rows";
    private const string TemporarySuffix = ".tmp";

    public static string Of(string model) => $"{Directory}/{model}{Extension}";

    /// <summary>The name that the file has while it is written.</summary>
    public static string TemporaryOf(string model) => Of(model) + TemporarySuffix;

    /// <summary>The model that a whole file is of; null if it is something else.</summary>
    public static string? ModelOf(string name) =>
        IsOurs(name) && name.EndsWith(Extension, StringComparison.Ordinal) ? name[(Directory.Length + 1)..^Extension.Length] : null;

    /// <summary>True if a file of the directory is one of these, or the beginning of one.</summary>
    public static bool IsOurs(string name)
    {
        var end = name.EndsWith(TemporarySuffix, StringComparison.Ordinal) ? name.Length - TemporarySuffix.Length : name.Length;
        var begin = Directory.Length + 1;
        return end > begin + Extension.Length && name.StartsWith(Directory + "/", StringComparison.Ordinal)
            && name.AsSpan(..end).EndsWith(Extension, StringComparison.Ordinal)
            && ReadModelNames.IsValid(name[begin..(end - Extension.Length)]);
    }
}
