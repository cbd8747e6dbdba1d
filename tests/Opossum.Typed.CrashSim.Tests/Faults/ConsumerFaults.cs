using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.StateFiles;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// Each call of a consumer's saves fails in turn: what is kept is the progress that was saved last or the one that was being saved, whole,
/// in the same boot and after a power cut; and the next save is durable.
/// </summary>
internal sealed class ConsumerFaults(int seed) : CallFaults
{
    private static readonly int Saves = Tier.Size(quick: 2, full: 5);

    protected override void RunOne(FaultPlan plan, string what)
    {
        what += " of a consumer's saves";
        var disk = new SimStorage(DiskImage.Empty);
        var files = new ConsumerStateFiles(disk, ConsumerStory.StoreId);
        var random = new Random(seed);
        ConsumerProgress? last = null;
        for (var runs = 0; runs < 2; runs++)
        {
            disk.Faults = plan;
            var store = Take(files, plan);
            for (var saves = 1; saves <= Saves; saves++)
            {
                var next = Progress(runs * Saves + saves, random);
                var before = last;
                var isSaved = TrySave(store, next, plan);
                if (isSaved) last = next;
                Check(disk.Durable(), before, next, isSaved, what + ", after a power cut");
                Check(disk.Cached(), before, next, isSaved, what + ", in the same boot");
                if (!isSaved && !IsSame(store.Saved, before)) throw Broken($"a failed save is believed, {what}");
                if (!isSaved) plan.IsOff = true;
            }

            store.DisposeAsync().AsTask().Wait();
            plan.IsOff |= plan.Injected.Count > 0;
        }
    }

    private static IConsumerProgressStore Take(ConsumerStateFiles files, FaultPlan plan)
    {
        try
        {
            return files.TakeAsync(ConsumerStory.Name).AsTask().GetAwaiter().GetResult();
        }
        catch (IOException e) when (IsInjected(e, plan))
        {
            plan.IsOff = true;
            return files.TakeAsync(ConsumerStory.Name).AsTask().GetAwaiter().GetResult();       // the name is free
        }
    }

    private static bool TrySave(IConsumerProgressStore store, ConsumerProgress next, FaultPlan plan)
    {
        try
        {
            store.SaveAsync(next).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (StoreAccessException e) when (e.InnerException is IOException cause && IsInjected(cause, plan))
        {
            return false;
        }
    }

    private static ConsumerProgress Progress(int number, Random random) => new(
        new(ConsumerStory.StoreId, number * 10, Guid.NewGuid()),
        [
            .. Enumerable.Range(1, random.Next(4))
                .Select(static i => new ParkedEvent(i, Guid.NewGuid(), i, DateTimeOffset.UnixEpoch, "Some.Error"))
        ]);

    private static void Check(DiskImage image, ConsumerProgress? last, ConsumerProgress next, bool isSaved, string what)
    {
        ConsumerProgress? found;
        try
        {
            using var file = new StateFile(new SimStorage(image), ConsumerStory.Name, SegmentHeader.SeedOf(ConsumerStory.StoreId));
            found = file.Progress;
        }
        catch (Exception e)
        {
            throw Broken($"the progress can't be read: {e.GetType().Name}: {e.Message}, {what}");
        }

        if (IsSame(found, next) || (!isSaved && IsSame(found, last))) return;
        var or = isSaved ? "" : $" or {last?.Done.Position}";
        throw Broken($"the progress is {found?.Done.Position}, not {next.Done.Position}{or}, {what}");
    }

    private static bool IsSame(ConsumerProgress? one, ConsumerProgress? other) =>
        one is null || other is null ? one == other : one.Done == other.Done && one.Parked.SequenceEqual(other.Parked);

    private static Violation Broken(string what) => new("I20", what);
}
