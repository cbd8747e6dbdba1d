using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Engine.IndexFiles.Reading;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// A scenario of two runs in which one call fails. Who was answered keeps what they were told; after an error on the way to the disk nobody
/// is told of another event, every append says why, and reads go on; then the store recovers in the same boot, whose cache may be newer
/// than the disk, and after any power cut.
/// </summary>
internal sealed class FaultRun
{
    private readonly Script _script;
    private readonly Strategy _strategy;
    private readonly SimStorage _storage;
    private readonly SimClock _clock = new();
    private readonly History _history = new();
    private readonly FaultPlan _plan;
    private readonly string _what;
    private readonly int _seed;
    private long _promised;

    private FaultRun(int seed, Strategy strategy, int call, FaultKind kind)
    {
        (_seed, _strategy, _script, _plan, _what) = (
            seed, strategy, new(seed), new(call, kind), $"seed {seed}, {strategy.Name}, {kind.Name} at call {call}");
        var id = new Guid(seed, 0x1d, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7);
        _storage = new(seed % 2 == 0
            ? DiskImage.Empty
            : DiskImage.Empty.With("store.lock", Encoding.UTF8.GetBytes($"opossum-typed store\nstore {id:D}\n".PadRight(512, '\n'))))
        {
            Faults = _plan,
        };
    }

    /// <returns>The plan: which calls there were, and which failed.</returns>
    public static FaultPlan Run(int seed, Strategy strategy, int call, FaultKind kind)
    {
        var run = new FaultRun(seed, strategy, call, kind);
        run.Scenario();
        run._plan.IsOff = true;
        run.RecoverAfterReboot();
        run.RecoverInThisBoot();
        return run._plan;
    }

    private void Scenario()
    {
        for (var runs = 0; runs < 2; runs++)
        {
            if (TryOpen() is not { } log) return;
            using (log)
            {
                Promise(log);
                for (var groups = 0; groups < 5; groups++) Group(log);
                if (runs == 0 && log.Fault is null) TryClose(log);
                else CheckReads(log);
            }

            _storage.KillProcess();
            if (log.Fault is not null) return;
        }
    }

    private SteppedLog? TryOpen()
    {
        try
        {
            return SteppedLog.Open(_storage, _clock, _script.MaxSegmentBytes, _strategy);
        }
        catch (IOException) when (_plan.Injected.Count > 0)
        {
            _storage.KillProcess();
            return null;
        }
    }

    private void Group(SteppedLog log)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        var wasFaulted = log.Fault is not null;
        var answers = new List<(SentAppend Append, Task<AppendOutcome> Answer)>();
        for (var callers = _script.Random.Next(1, 5); callers > 0; callers--)
        {
            var append = _script.NextAppend(log.Head);
            answers.Add(
                (append, log.Append([.. append.Events.Select(e => e.Data)], append.Condition, append.AppendKey, append.Durability)));
        }

        while (log.Step(_script.Random)) { }
        foreach (var (append, answer) in answers) Check(log, append, answer, wasFaulted);
        StepIndex(log);
        Promise(log);
    }

    /// <summary>The index's failures are nobody's.</summary>
    private void StepIndex(SteppedLog log)
    {
        try
        {
            if (log.Fault is null) log.StepIndex();
        }
        catch (Exception e) when (_plan.Injected.Count > 0 && e is IOException or RunUnreadableException)
        {
        }
    }

    private void Check(SteppedLog log, SentAppend append, Task<AppendOutcome> answer, bool wasFaulted)
    {
        Task.WaitAny(answer);
        switch (answer.Exception?.InnerException)
        {
            case StoreFaultedException fault when log.Fault is not null
                && _plan.Injected.Exists(injected => ReferenceEquals(injected.Error, fault.InnerException)):
                if (!wasFaulted) _history.Judge(append);            // it may have reached the disk, or not
                return;
            case IOException error when log.Fault is null && _plan.Injected.Exists(injected => ReferenceEquals(injected.Error, error)):
                return;                                             // a read failed on the way to a judgement: this append alone
            case null or AppendKeyReusedException:
                break;
            case var other:
                throw Broken("I12", $"an append failed with {other.GetType().Name}: {other.Message}");
        }

        if (wasFaulted) throw Broken("I12", $"an append was told {Told.By(answer)} after writing had failed");
        var told = Told.By(answer);
        var expected = _history.Judge(append);
        if (!_history.IsRight(told.Answer, expected, append)) throw Broken("I6", $"an append was told {told}, where {expected} is right");
        if (_strategy.IsImmediate || append.Durability == Durability.Flushed) _promised = Math.Max(_promised, told.Answer.Last);
    }

    private void Promise(SteppedLog log) =>
        _promised = Math.Max(_promised, _strategy.IsImmediate ? Math.Max(log.Head, log.DurableHead) : log.DurableHead);

    private void CheckReads(SteppedLog log)
    {
        _plan.IsOff = true;
        var at = Situation("");
        if (Reading.ReadAll(log, at).Head < _promised) throw at.Broken("I10", $"a read ends before {_promised}");
        var operations = _storage.Journal.Count;
        if (log.Fault is null) return;
        log.Close();
        if (_storage.Journal.Count != operations) throw at.Broken("I12", "closing a store whose writing had failed changed the disk");
    }

    private void TryClose(SteppedLog log)
    {
        try
        {
            log.Close();
            if (log.Fault is null) _promised = _history.Head;
        }
        catch (IOException) when (_plan.Injected.Count > 0)
        {
            // The store was not closed; nothing more was promised.
        }
    }

    private void RecoverAfterReboot()
    {
        var end = _storage.Journal.Count;
        var states = new CrashStates(_storage.Base, _storage.Journal, _seed) { Exhaustive = 8, Random = 2 };
        foreach (var image in states.At(end)) Recover(new(image), ", after a reboot", _promised);
    }

    /// <summary>The system goes on, and so does its cache: what a failed flush left there must not be taken for what is on disk.</summary>
    private void RecoverInThisBoot()
    {
        var head = Recover(_storage, ", in the same boot", _promised);
        Recover(new(_storage.Durable()), ", in the same boot, then after a power cut", head);
    }

    /// <returns>The last position that is promised now.</returns>
    private long Recover(SimStorage storage, string when, long promised)
    {
        var at = Situation(when);
        using var log = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(storage, _clock, _script.MaxSegmentBytes, Strategy.Immediate),
            e => at.Broken("I11", $"the store does not open: {e.Message}"));
        var survivors = Reading.ReadAll(log, at);
        if (survivors.Total < promised) throw at.Broken("I1", $"the store ends at {survivors.Total}, but {promised} was promised");
        if (survivors.HasAfterwards) return survivors.Total;
        var next = survivors.Head + 1;
        var answer = log.Append([Script.Afterwards(next).Data], null, null);
        log.Step();
        if (Told.By(answer).Answer.First != next) throw at.Broken("I9", $"the next append is not at {next}");
        return next;
    }

    private Situation Situation(string when) => new(
        new(_seed, _strategy, _storage.Base, _storage.Journal, _history, [], [], [], _script.MaxSegmentBytes), _storage.Journal.Count,
        _storage.Base, $", {_what}{when}");

    private Violation Broken(string invariant, string what) => new(invariant, $"{_what}: {what}");
}
