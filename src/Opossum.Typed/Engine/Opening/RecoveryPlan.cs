using System.Globalization;
using System.Text;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// The changes that opening makes, once it has seen all that it reads: a pure function of the files and the log in them. In the order in
/// which they are made.
/// </summary>
/// <param name="Cut">The torn write to overwrite with zeros, so that no later recovery adopts any of it.</param>
/// <param name="Leftovers">Files of the log and of added tags to delete.</param>
/// <param name="Prepared">The number of the empty segment file that the log goes on in; null if it will be made.</param>
/// <param name="Surplus">The numbers of empty segment files behind it, to delete.</param>
/// <param name="UselessRuns">Files of the index to delete if possible.</param>
internal sealed record RecoveryPlan(TornWrite? Cut, string[] Leftovers, long? Prepared, long[] Surplus, string[] UselessRuns)
{
    /// <summary>The plan for a log that lost nothing.</summary>
    /// <param name="found">Its files.</param>
    /// <param name="log">What they hold.</param>
    /// <param name="tags">The tags that were added to its events.</param>
    /// <param name="knownHead">A position that the log had reached.</param>
    /// <exception cref="StoreDamagedException">The log ends too early.</exception>
    public static RecoveryPlan Create(FoundFiles found, ReplayedLog log, TagCatalog tags, long knownHead)
    {
        EnsureReaches(log, Math.Max(knownHead, tags.KnownHead));
        EnsureEndsWithoutRun(log);
        var next = log.Segments.Length + 1;
        var surplus = Array.FindAll(log.Unused, number => number != next);
        var prepared = surplus.Length < log.Unused.Length ? next : default(long?);
        return new(log.Torn, [.. found.Leftovers, .. tags.Leftovers], prepared, surplus, log.UselessRuns);
    }

    /// <summary>The plan for people, a line for each change.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Cut is { } cut) text.Append(CultureInfo.InvariantCulture, $"cut {cut.Length} bytes of {cut.File} at offset {cut.Offset}\n");
        foreach (var name in Leftovers) text.Append(CultureInfo.InvariantCulture, $"delete {name}\n");
        if (Prepared is { } prepared) text.Append(CultureInfo.InvariantCulture, $"go on in {Segment.NameOf(prepared)}\n");
        foreach (var number in Surplus) text.Append(CultureInfo.InvariantCulture, $"delete {Segment.NameOf(number)}\n");
        foreach (var name in UselessRuns) text.Append(CultureInfo.InvariantCulture, $"delete {name}, if possible\n");
        return text.Length == 0 ? "nothing to do\n" : text.ToString();
    }

    private static void EnsureReaches(ReplayedLog log, long knownHead)
    {
        if (log.Head >= knownHead) return;
        throw Damage(log, $"the log ends at position {log.Head}, but had reached {knownHead}");
    }

    /// <summary>A segment gets a run when the next one has durable events: the last one never has.</summary>
    private static void EnsureEndsWithoutRun(ReplayedLog log)
    {
        if (log.Parts is [.., RunPart]) throw Damage(log, "the log ends with this segment, but the index knows that it had gone on");
    }

    private static StoreDamagedException Damage(ReplayedLog log, string problem) => new(log.End.Location, log.End.Offset, problem);
}
