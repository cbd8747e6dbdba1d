using System.Globalization;

namespace Opossum.Typed.Engine.Storage;

/// <summary>What the lock file remembers of retaggings, so that none of them is lost, or no longer true, in silence.</summary>
/// <param name="Epoch">The tag epoch that the store had reached: files of a lower one have lost a retagging.</param>
/// <param name="Lapsed">
/// Up to this position events were appended by a program that does not store the tags of a retagging with them;
/// <see cref="StillLapsing"/> while such a program has the store.
/// </param>
internal readonly record struct TagMark(long Epoch, long Lapsed)
{
    public const long StillLapsing = long.MaxValue;
    private const string Open = "open";

    /// <summary>As the lines of a lock file have it; nothing of a store that was never retagged.</summary>
    public static TagMark Parse(Dictionary<string, string> lines) => new(
        Number(lines.GetValueOrDefault("tags")),
        lines.GetValueOrDefault("lapsed") is Open ? StillLapsing : Number(lines.GetValueOrDefault("lapsed")));

    /// <summary>The lines.</summary>
    public override string ToString() => Epoch == 0
        ? ""
        : Lapsed == StillLapsing ? string.Create(CultureInfo.InvariantCulture, $"tags {Epoch}\nlapsed {Open}\n")
        : string.Create(CultureInfo.InvariantCulture, $"tags {Epoch}\nlapsed {Lapsed}\n");

    /// <summary>The mark of a log that ends at a position: later events are not of it.</summary>
    public TagMark EndedAt(long head) => this with { Lapsed = Math.Min(Lapsed, head) };

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
