using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// Each call of a retagging fails in turn: all of its tags count or none, in the store that goes on, in the same boot and after a power
/// cut; what was acknowledged counts; and the next retagging is made of whatever was left.
/// </summary>
internal sealed class RetagFaults(int seed) : CallFaults
{
    private const int MaxSegmentBytes = 1024;
    private const int Events = 14;

    protected override void RunOne(FaultPlan plan, string what)
    {
        what += " of a retagging";
        var disk = new SimStorage(DiskImage.Empty);
        bool isPublished;
        using (var log = SteppedLog.Open(disk, new(), MaxSegmentBytes, Strategy.Immediate))
        {
            for (var number = 1; number <= Events; number++) Append(log, number);
            if (seed % 2 == 0) Retag(log);                  // so that there is an epoch before
            var before = log.TagEpoch;
            disk.Faults = plan;
            isPublished = TryRetag(log, plan);
            StepIndex(log, plan);
            disk.Faults = null;
            if (plan.Injected.Count == 0) return;

            var at = At(disk, what);
            // As an append, a publication that ends the writing may have reached the disk or not.
            if (isPublished != log.TagEpoch > before && log.Fault is null)
                throw at.Broken("I16", $"published: {isPublished}, and the epoch is {log.TagEpoch}");
            TagOracle.Compare(log, CoveredBy(log.TagEpoch), at);
            if (log.Fault is null)
            {
                Append(log, Events + 1);
                if (!isPublished) Retag(log);
                isPublished = true;
            }
        }

        foreach (var (image, when) in ((DiskImage, string)[])[(disk.Durable(), "after a power cut"), (disk.Cached(), "in the same boot")])
            GoOn(new(image), isPublished, $"{what}, {when}");
    }

    private bool TryRetag(SteppedLog log, FaultPlan plan)
    {
        try
        {
            Retag(log);
            return true;
        }
        catch (Exception e) when (IsInjected(e, plan))
        {
            return false;
        }
    }

    private static void Retag(SteppedLog log)
    {
        var draft = default(Engine.Retagging.RetagDraft);
        try
        {
            draft = log.PrepareRetagging(new StoryTags((int)log.TagEpoch + 1), static () => { });
        }
        catch
        {
            log.GiveUp();
            throw;
        }

        var published = log.Publish(draft);
        log.Step();
        published.GetAwaiter().GetResult();
    }

    /// <summary>The index's failures are nobody's.</summary>
    private static void StepIndex(SteppedLog log, FaultPlan plan)
    {
        try
        {
            while (log.Fault is null && log.StepIndex()) { }
        }
        catch (Exception e) when (IsInjected(e, plan))
        {
        }
    }

    private static void Append(SteppedLog log, int number)
    {
        var answer = log.Append([StoryTags.Event(number)], null, null);
        log.Step();
        if (!answer.GetAwaiter().GetResult().IsAppended) throw new Violation("I6", "an append without a condition was refused");
    }

    private void GoOn(SimStorage disk, bool isPublished, string what)
    {
        var at = At(disk, what);
        using var log = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(disk, new(), MaxSegmentBytes, Strategy.Immediate),
            e => at.Broken("I11", $"the store does not open: {e.Message}"));
        var before = seed % 2 == 0 ? 1 : 0;
        if (log.Head < Events) throw at.Broken("I1", $"the store ends at {log.Head}");
        if (log.TagEpoch < before + (isPublished ? 1 : 0)) throw at.Broken("I16", $"the epoch is {log.TagEpoch}");
        TagOracle.Compare(log, CoveredBy(log.TagEpoch), at);
        Retag(log);
        var covered = CoveredBy(log.TagEpoch);
        covered[^1] = log.Head;
        TagOracle.Compare(log, covered, At(disk, what + ", then retagged"));
        if (log.Verify() is [var damage, ..]) throw at.Broken("I15", $"verifying finds {damage}");
    }

    /// <summary>
    /// An event that was appended after a failed retagging is covered if that was made again, and its number is such that it makes no
    /// difference: it has none of the words.
    /// </summary>
    private static long[] CoveredBy(long epoch) => [.. Enumerable.Repeat((long)Events, (int)epoch)];

    private Situation At(SimStorage disk, string what) => new(
        new(seed, Strategy.Immediate, disk.Base, [], new(), [], [], [], MaxSegmentBytes), 0, disk.Base, ", " + what);
}
