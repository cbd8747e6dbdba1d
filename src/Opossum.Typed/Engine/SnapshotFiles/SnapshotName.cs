using System.Globalization;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>
/// The name of a snapshot's file: hashes of the model, of its boundary and of its fold, and the position that it is folded to.
/// </summary>
/// <param name="Model">So that those of an older fold of the same model are found.</param>
/// <param name="Boundary">Tells the snapshots of a model apart.</param>
/// <param name="Fold">Of the code.</param>
/// <param name="Position">The higher it is, the later the file was written.</param>
internal readonly record struct SnapshotName(uint Model, ulong Boundary, uint Fold, long Position)
{
    public const string Directory = "states";

    private const string TemporarySuffix = ".tmp";
    private const int Length = 58;

    /// <summary>What it is of, whatever its position.</summary>
    public (uint Model, ulong Boundary, uint Fold) Place => (Model, Boundary, Fold);

    /// <summary>The name that the file has while it is written.</summary>
    public string Temporary => this + TemporarySuffix;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Directory}/{Model:x8}-{Boundary:x16}-{Fold:x8}-{Position:x16}");

    public static bool TryParse(string file, out SnapshotName name)
    {
        name = default;
        if (file.Length != Length || !file.StartsWith(Directory + "/", StringComparison.Ordinal)) return false;
        var parts = file[(Directory.Length + 1)..].Split('-');
        if (parts is not [{ Length: 8 } model, { Length: 16 } boundary, { Length: 8 } fold, { Length: 16 } position]) return false;
        const NumberStyles Hex = NumberStyles.AllowHexSpecifier;
        var culture = CultureInfo.InvariantCulture;
        if (!uint.TryParse(model, Hex, culture, out var ofModel) || !ulong.TryParse(boundary, Hex, culture, out var ofBoundary)
            || !uint.TryParse(fold, Hex, culture, out var ofFold) || !long.TryParse(position, Hex, culture, out var at) || at <= 0)
            return false;
        name = new(ofModel, ofBoundary, ofFold, at);
        return name.ToString() == file;         // not in capitals
    }

    /// <summary>True if a file of the directory is one of these, or the beginning of one.</summary>
    public static bool IsOurs(string file) => TryParse(file, out _) || IsTemporary(file);

    public static bool IsTemporary(string file) =>
        file.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParse(file[..^TemporarySuffix.Length], out _);
}
