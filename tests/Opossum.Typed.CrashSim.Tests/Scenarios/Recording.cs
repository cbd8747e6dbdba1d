using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>A scenario that was run: every operation of the disk, and at each what had been promised by then.</summary>
/// <param name="Seed">Makes it anew.</param>
/// <param name="Strategy">How it flushed.</param>
/// <param name="Base">The disk before it.</param>
/// <param name="Journal">Its operations.</param>
/// <param name="History">What was appended, in order.</param>
/// <param name="Promises">What was promised, and when.</param>
/// <param name="Staged">For each operation, and the end, the last position that can be on disk.</param>
/// <param name="Indexed">For each operation, and the end, how many segments have an index that is on disk.</param>
/// <param name="MaxSegmentBytes">The size of its segments.</param>
internal sealed record Recording(
    int Seed, Strategy Strategy, DiskImage Base, IReadOnlyList<Operation> Journal, History History, IReadOnlyList<Promise> Promises,
    long[] Staged, long[] Indexed, int MaxSegmentBytes)
{
    /// <summary>
    /// For each operation, and the end, the most that was promised before it was made: a power cut there may take back nothing of it.
    /// </summary>
    public Promise[] Promised { get; } = Accumulate(Promises, Journal.Count);

    /// <summary>A disk of the same kind.</summary>
    public SimStorage Disk(DiskImage image) => new(image) { IsCopyOnWrite = Script.IsCopyOnWrite(Seed) };

    private static Promise[] Accumulate(IReadOnlyList<Promise> promises, int operations)
    {
        var most = new Promise[operations + 1];
        foreach (var promise in promises)
            if (promise.Position > (most[promise.Operation]?.Position ?? 0)) most[promise.Operation] = promise;
        most[0] ??= new(0, 0, "nothing was promised");
        for (var i = 1; i < most.Length; i++)
            if (most[i] is null || most[i].Position < most[i - 1].Position) most[i] = most[i - 1];
        return most;
    }
}

/// <summary>Somebody learned that everything up to a position is there to stay.</summary>
/// <param name="Operation">How many operations had been made by then.</param>
/// <param name="Position">Up to where.</param>
/// <param name="Learned">How.</param>
/// <param name="Invariant">What it breaks to take it back.</param>
internal sealed record Promise(int Operation, long Position, string Learned, string Invariant = "I1");
