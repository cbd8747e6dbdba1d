namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// The disks that a power cut may leave at one operation of a journal: any subset of what was not flushed. Sectors in any version, the one
/// in flight torn or garbled as far as its write goes (a sector is never torn where nobody writes, and the lock file's one sector is
/// written whole or not: the engine's only assumptions); sizes from the flushed to the current; names in any subset that keeps each name's
/// order.
/// </summary>
internal sealed class CrashStates(DiskImage image, IReadOnlyList<Operation> journal, int seed)
{
    private readonly DiskReplay _replay = new(image);
    private int _applied;

    /// <summary>All states at an operation while they are at most so many; beyond it, so many random ones beside the systematic.</summary>
    public int Exhaustive { get; init; } = 4096;

    public int Random { get; init; } = 64;

    /// <summary>What is left when nothing of what was not flushed has reached the disk.</summary>
    public static DiskImage Durable(DiskImage image, IReadOnlyList<Operation> journal)
    {
        var replay = new DiskReplay(image);
        for (var i = 0; i < journal.Count; i++) replay.Apply(i, journal[i]);
        return new(replay.Names.Select(name => KeyValuePair.Create(name.Key, replay.Files[name.Value].Durable)));
    }

    /// <summary>
    /// Goes on to an operation, at or after the last one, and gives its states: those before are done, it itself is under way. At the
    /// journal's end nothing is.
    /// </summary>
    public IEnumerable<DiskImage> At(int operation)
    {
        for (; _applied < operation; _applied++) _replay.Apply(_applied, journal[_applied]);
        var random = new Random(unchecked(seed * 7919 + operation));         // not HashCode, which differs from run to run
        var choices = new ChoiceList(_replay, operation < journal.Count ? journal[operation] : null, operation, random);
        return choices.Select(Exhaustive, Random, random).Select(choices.Build);
    }
}
