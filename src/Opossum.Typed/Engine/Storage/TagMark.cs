using System.Globalization;

namespace Opossum.Typed.Engine.Storage;

/// <summary>What the lock file remembers of retaggings, so that none of them is lost, or no longer true, in silence.</summary>
/// <param name="Epoch">The tag epoch that the store had reached: files of a lower one have lost a retagging.</param>
/// <param name="Lapsed">
/// Which tags of events are no longer known to be on all of them, by the hashes that the commit thread gives them, in order and with a
/// space between two; <see cref="All"/> if they are too many for the file's sector.
/// </param>
internal readonly record struct TagMark(long Epoch, string Lapsed)
{
    public const string All = "all";

    /// <summary>As the lines of a lock file have it.</summary>
    public static TagMark Parse(Dictionary<string, string> lines) => new(
        long.TryParse(lines.GetValueOrDefault("tags"), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0,
        lines.GetValueOrDefault("lapsed") ?? "");

    /// <summary>The lines; none for a store that was never retagged, and one if nothing has lapsed.</summary>
    public override string ToString() => Epoch == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $"tags {Epoch}\n") + (Lapsed.Length == 0 ? "" : $"lapsed {Lapsed}\n");
}
