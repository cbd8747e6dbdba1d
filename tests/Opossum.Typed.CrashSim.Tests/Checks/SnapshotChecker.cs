using Opossum.Typed.CrashSim.Tests.Decisions;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// A power cut within a story of snapshots: whatever is left, a decision that may begin with a snapshot is the same as one that folds every
/// event, also after the log has gone on, and no snapshot has events that were not durable.
/// </summary>
internal sealed class SnapshotChecker(SnapshotStory story, int seed)
{
    private static readonly OpossumOptions Kept = new() { KeptStateEvents = 1, PublishesHead = false };
    private static readonly OpossumOptions Plain = new() { KeptStateBytes = 0 };

    private readonly HashSet<UInt128> _known = [];

    public int Distinct => _known.Count;

    /// <summary>In how many of them a model began with a snapshot.</summary>
    public int Used { get; private set; }

    /// <param name="seed">Of the story.</param>
    /// <param name="acts">How long it is.</param>
    /// <param name="exhaustive">All states of an operation while they are at most so many.</param>
    /// <param name="random">Otherwise so many random ones.</param>
    /// <param name="share">Each so many of the operations on snapshots, and of ten times so many others.</param>
    /// <exception cref="Violation">An invariant was broken.</exception>
    public static SnapshotChecker Run(int seed, int acts, int exhaustive, int random, int share)
    {
        using var story = SnapshotStory.Record(seed, acts);
        var checker = new SnapshotChecker(story, seed);
        var journal = story.Disk.Journal;
        var states = new CrashStates(story.Disk.Base, journal, seed) { Exhaustive = exhaustive, Random = random };
        var dice = new Random(seed);
        for (var operation = 0; operation <= journal.Count; operation++)
        {
            var isOnSnapshot = IsOnSnapshot(journal, operation) || IsOnSnapshot(journal, operation - 1);
            if (dice.Next(isOnSnapshot ? share : share * 10) > 0) continue;
            foreach (var image in states.At(operation)) checker.Check(image, operation);
        }

        return checker;
    }

    private static bool IsOnSnapshot(IReadOnlyList<Operation> journal, int operation) =>
        operation >= 0 && operation < journal.Count && journal[operation].Name.StartsWith("states/", StringComparison.Ordinal);

    private void Check(DiskImage image, int operation)
    {
        if (!_known.Add(image.Hash)) return;
        using var log = EmbeddedEventLog.Open(new SimStorage(image), Kept);
        log.Snapshots!.StepsItself = false;
        var (kept, plain) = (new OpossumStore(log, TillEvents.Model, Kept), new OpossumStore(log, TillEvents.Model, Plain));
        var used = false;
        for (var till = 0; till < SnapshotStory.Tills; till++)
        {
            var look = new Pay(new(till), new((till + 1) % SnapshotStory.Tills), Amount: 0);
            foreach (var model in kept.ExplainAsync(look).AsTask().Result.Models)
            {
                used |= model.KeptTo > 0;
                if (till == 0 && model.KeptTo > story.DurableAt(operation))
                    throw Broken($"a snapshot goes up to {model.KeptTo}, and {story.DurableAt(operation)} was durable", operation);
            }

            Compare(kept, plain, look, operation);
        }

        if (used) Used++;
        for (var i = 0; i < 4; i++) kept.DecideAsync(new Pay(new(i % SnapshotStory.Tills), new(0), Amount: 5)).AsTask().Wait();
        while (log.Snapshots.Step()) { }
        var again = new OpossumStore(log, TillEvents.Model, Kept);         // has nothing in memory yet
        for (var till = 0; till < SnapshotStory.Tills; till++) Compare(again, plain, new Pay(new(till), new(0), Amount: 0), operation);
    }

    private void Compare(OpossumStore kept, OpossumStore plain, Pay look, int operation)
    {
        var expected = plain.DecideAsync(look).AsTask().Result.ToString();
        var actual = kept.DecideAsync(look).AsTask().Result.ToString();
        if (expected != actual) throw Broken($"with snapshots a decision is '{actual}', and '{expected}' without", operation);
    }

    private Violation Broken(string how, int operation) => new("I23", $"{how}; seed {seed}, power cut at operation {operation}");
}
