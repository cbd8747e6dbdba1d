using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.StateFiles;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// A power cut at each operation of a story of a consumer: its progress is the one that was saved last, or the one that was being saved,
/// whole; and the next save on whatever was left is durable too. What is saved is never ahead of finished work.
/// </summary>
internal sealed class ConsumerChecker(ConsumerStory story)
{
    private readonly HashSet<UInt128> _known = [];

    public int Distinct => _known.Count;

    /// <exception cref="Violation">An invariant was broken.</exception>
    public static ConsumerChecker Run(int seed, int exhaustive, int random)
    {
        var story = ConsumerStory.Record(seed);
        if (story.Wrong is { } wrong) throw new Violation("I20", $"{wrong}; seed {seed}");
        var checker = new ConsumerChecker(story);
        var journal = story.Disk.Journal;
        var states = new CrashStates(story.Disk.Base, journal, seed) { Exhaustive = exhaustive, Random = random };
        for (var operation = 0; operation <= journal.Count; operation++)
            foreach (var image in states.At(operation)) checker.Check(image, operation, seed);
        return checker;
    }

    private void Check(DiskImage image, int operation, int seed)
    {
        _known.Add(image.Hash);
        var last = story.Saves.FindLastIndex(save => save.End <= operation);
        var under = story.Saves.FindIndex(save => save.Begin <= operation && operation < save.End);
        var found = Saved(new SimStorage(image), operation, seed);
        var isLast = last < 0 ? found is null : IsSame(found, story.Saves[last].Progress);
        if (!isLast && (under < 0 || !IsSame(found, story.Saves[under].Progress)))
            throw Broken($"the progress is {found?.ToString() ?? "lost"}, but "
                + $"{(last < 0 ? "none" : story.Saves[last].Progress.ToString())} was saved", operation, seed);
        SaveAgain(image, operation, seed);
    }

    private static void SaveAgain(DiskImage image, int operation, int seed)
    {
        var disk = new SimStorage(image);
        var next = new ConsumerProgress(new(ConsumerStory.StoreId, 1_000_000, Guid.NewGuid()), []);
        var store = new ConsumerStateFiles(disk, ConsumerStory.StoreId).TakeAsync(ConsumerStory.Name).AsTask().Result;
        store.SaveAsync(next).AsTask().Wait();
        store.DisposeAsync().AsTask().Wait();
        var durable = new SimStorage(CrashStates.Durable(image, disk.Journal));
        if (!IsSame(Saved(durable, operation, seed), next)) throw Broken("the next save is lost by another cut", operation, seed);
    }

    private static ConsumerProgress? Saved(SimStorage disk, int operation, int seed)
    {
        try
        {
            using var file = new StateFile(disk, ConsumerStory.Name, SegmentHeader.SeedOf(ConsumerStory.StoreId));
            return file.Progress;
        }
        catch (Exception e)
        {
            throw Broken($"the progress can't be read: {e.GetType().Name}: {e.Message}", operation, seed);
        }
    }

    private static bool IsSame(ConsumerProgress? one, ConsumerProgress? other) =>
        one is not null && other is not null && one.Done == other.Done && one.Parked.SequenceEqual(other.Parked);

    private static Violation Broken(string how, int operation, int seed) =>
        new("I20", $"{how}; seed {seed}, power cut at operation {operation}");
}
