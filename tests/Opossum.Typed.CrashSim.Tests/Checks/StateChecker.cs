using System.Diagnostics;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// Recovers each state of a scenario once and holds it to all invariants; a state that is legal at several operations is held to the
/// promises of each.
/// </summary>
internal sealed class StateChecker(Recording recording, Statistics statistics, Budget budget)
{
    private readonly Dictionary<UInt128, Survivors> _known = [];
    private readonly Dictionary<UInt128, long> _indexed = [];
    private readonly Questions _questions = new(recording);
    private int _distinct;

    /// <summary>The disks that were looked at, in any depth.</summary>
    public IEnumerable<UInt128> Distinct => _known.Keys;

    public void Check(DiskImage image, int operation)
    {
        statistics.Explored++;
        var at = new Situation(recording, operation, image);
        if (!_known.TryGetValue(image.Hash, out var survivors)) survivors = Recover(at);
        var promise = recording.Promised[operation];
        if (survivors.Head < promise.Position)
            throw at.Broken(promise.Invariant, $"the store ends at {survivors.Head}, but {promise.Position} was promised at operation "
                + $"{promise.Operation}: {promise.Learned}");
        if (_indexed.TryGetValue(image.Hash, out var indexed) && indexed < recording.Indexed[operation])
            throw at.Broken("I13", $"{indexed} segments have their index on disk, where {recording.Indexed[operation]} had");
        if (survivors.Head > recording.Staged[operation])
            throw at.Broken("I4", $"the store ends at {survivors.Head}, but only {recording.Staged[operation]} had been given away");
    }

    private Survivors Recover(Situation at)
    {
        var storage = recording.Disk(at.Image);
        using var second = _known.Count % budget.LookOnEvery == 0 ? Looking.BeforeRecovery(storage, at) : null;
        using var log = Open(storage, at);
        var survivors = Reading.ReadAll(log, at);
        if (second is not null && second.Head > survivors.Head)
            throw at.Broken("I22", $"before the recovery a reader in another process saw up to {second.Head}, after it the store ends at "
                + $"{survivors.Head}");
        _known.Add(at.Image.Hash, survivors);
        _indexed.Add(at.Image.Hash, log.Indexed);
        if (survivors.HasAfterwards) throw at.Broken("I4", "there is an event that was not sent yet");
        _questions.Ask(log, survivors.Head, at);
        var recovered = storage.Journal.Count;
        _questions.Repeat(log, survivors.Head, at);
        Append(log, survivors, at);
        if (second is not null) Looking.AfterRecovery(second, survivors.Head, at);
        Reopen(
            storage.Durable(), survivors with { HasAfterwards = true }, at with { Depth = ", then recovered, appended to, and cut again" });
        if (_distinct++ % budget.DepthTwoEvery == 0) CutAgain(storage, recovered, survivors, at);
        if (_distinct % budget.WholeLogEvery == 0) WholeLog.Check(at, survivors);
        return survivors;
    }

    private SteppedLog Open(SimStorage storage, Situation at)
    {
        var began = Stopwatch.GetTimestamp();
        var log = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(storage, new(), recording.MaxSegmentBytes, Strategy.Immediate),
            e => at.Broken("I11", $"the store does not open: {e.GetType().Name}: {e.Message}"));
        statistics.Recoveries.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return log;
    }

    private static void Append(SteppedLog log, Survivors survivors, Situation at)
    {
        var next = survivors.Head + 1;
        var answer = log.Append([Script.Afterwards(next).Data], null, null);
        log.Step();
        var told = Told.By(answer);
        if (told.Answer != new Expected(ExpectedKind.Appended, next, next))
            throw at.Broken("I9", $"the next append was told {told}, where {next} is next");
    }

    /// <summary>
    /// A power cut while the store recovers, or at the append after it: the same survivors, and the new event once it was acknowledged.
    /// </summary>
    private void CutAgain(SimStorage storage, int recovered, Survivors survivors, Situation at)
    {
        var states = new CrashStates(at.Image, storage.Journal, recording.Seed) { Exhaustive = budget.DepthTwoStates, Random = 8 };
        for (var operation = 0; operation <= storage.Journal.Count; operation++)
        {
            foreach (var image in states.At(operation))
            {
                statistics.Explored++;
                statistics.Again++;
                var again = at with { Depth = $", then again at operation {operation} of recovery" };
                var found = Reopen(image, null, again);
                // Half of the zeros of a cut can make a torn frame whole whose missing bytes were zeros: until the cut is flushed nobody
                // knows of it, and it was sent.
                var most = operation < recovered ? recording.Staged[at.Operation] : survivors.Head;
                if (found.Head < survivors.Head || found.Head > most)
                    throw again.Broken("I8", $"the first recovery found {survivors.Head}, the second {found.Head}");
                if (operation < recovered && found.HasAfterwards) throw again.Broken("I4", "an event is there before it was sent");
            }
        }
    }

    private Survivors Reopen(DiskImage image, Survivors? expected, Situation at)
    {
        if (!_known.TryGetValue(image.Hash, out var found))
        {
            var disk = at with { Image = image };
            using var log = Open(recording.Disk(image), disk);
            found = Reading.ReadAll(log, disk);
            if (expected is not null && log.Recovery.CutBytes > 0)
                throw disk.Broken("I8", $"{log.Recovery.CutBytes} bytes were left behind the end of the log by the recovery before");
            _known.Add(image.Hash, found);
        }

        if (expected is { } survivors && found != survivors) throw at.Broken("I9", $"expected {survivors}, found {found}");
        return found;
    }
}

/// <summary>How much is looked at.</summary>
/// <param name="Exhaustive">All states at an operation, up to so many.</param>
/// <param name="Random">Beyond it, so many random ones beside the systematic.</param>
/// <param name="DepthTwoEvery">One state in so many is cut again within its recovery.</param>
/// <param name="DepthTwoStates">All states at an operation of a recovery, up to so many.</param>
/// <param name="WholeLogEvery">One state in so many is also opened by <see cref="EmbeddedEventLog"/> itself.</param>
/// <param name="LookOnEvery">At one state in so many a reader in another process looks on.</param>
internal sealed record Budget(
    int Exhaustive = 4096, int Random = 64, int DepthTwoEvery = 8, int DepthTwoStates = 32, int WholeLogEvery = 64,
    int LookOnEvery = 1);
