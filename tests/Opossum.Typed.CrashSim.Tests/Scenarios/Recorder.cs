using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// Runs a scenario over a simulated disk, holds every answer to the model, and writes down who was told what when. Between its runs the
/// store is closed, or its process ends without a word.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private const int NewcomerEvery = 6;

    private readonly Script _script;
    private readonly Strategy _strategy;
    private readonly SimStorage _storage;
    private readonly SimClock _clock = new();
    private readonly History _history = new();
    private readonly List<Promise> _promises = [];
    private readonly List<long> _staged = [];
    private readonly List<long> _indexed = [];
    private readonly Random _indexing;          // apart, so that the index changes no scenario
    private readonly int _seed;
    private readonly SecondProcess _second;     // from the beginning to the end
    private SteppedLog? _log;
    private int _opened;
    private bool _publishes;

    private Recorder(int seed, Strategy strategy)
    {
        (_seed, _strategy, _script, _indexing) = (seed, strategy, new(seed), new(seed));
        _storage = new(_script.StoreId is { } id
            ? DiskImage.Empty.With("store.lock", Encoding.UTF8.GetBytes($"opossum-typed store\nstore {id:D}\n".PadRight(512, '\n')))
            : DiskImage.Empty)
        {
            Noting = Note,
            IsCopyOnWrite = Script.IsCopyOnWrite(seed),
        };
        _second = new(_storage.LookOn());
    }

    public static Recording Record(int seed, Strategy strategy)
    {
        using var recorder = new Recorder(seed, strategy);
        recorder.Run();
        recorder.Note(recorder._storage.Journal.Count);
        recorder.CheckSecond();
        return new(
            seed, strategy, recorder._storage.Base, recorder._storage.Journal, recorder._history, recorder._promises, [.. recorder._staged],
            [.. recorder._indexed], recorder._script.MaxSegmentBytes);
    }

    public void Dispose() => _second.Dispose();

    private void Run()
    {
        for (var runs = _script.Random.Next(1, 4); runs > 0; runs--)
        {
            Open();
            for (var groups = _script.Random.Next(2, 7); groups > 0; groups--)
            {
                Group();
                for (var steps = _indexing.Next(3); steps > 0 && _log!.StepIndex(); steps--) { }
            }

            if (_script.Random.Next(3) > 0) Close();
            else Kill();
            _log = null;
        }
    }

    private void Open()
    {
        _publishes = (_seed + _opened++) % 3 > 0;           // otherwise it is one of an older version
        _log = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(_storage, _clock, _script.MaxSegmentBytes, _strategy, publishes: _publishes),
            e => Broken("I11", $"the store did not reopen: {e.Message}"));
        if (_log.Head != _history.Head)
            throw Broken("I1", $"reopened without a power cut, the store ends at {_log.Head}, not {_history.Head}");
        Learn("the store was opened");
    }

    private void Group()
    {
        var (durable, head) = (_log!.DurableHead, _log.Head);
        if (_script.Random.Next(3) == 0) _clock.Advance(TimeSpan.FromMilliseconds(_script.Random.Next(1, 120)));
        var answers = new List<(SentAppend? Append, Task<AppendOutcome> Answer, int? Answered)>();
        var callers = _script.Random.Next(6) switch { 0 => 0, 1 or 2 => 1, _ => _script.Random.Next(2, 5) };
        if (callers == 0) answers.Add((null, _log!.Flush(), null));         // nothing but a flush
        for (; callers > 0; callers--)
        {
            var append = _script.NextAppend(_log!.Head);
            var answer = _log.Append([.. append.Events.Select(e => e.Data)], append.Condition, append.AppendKey, append.Durability);
            // before the step it is the snapshot's answer
            answers.Add((append, answer, answer.IsCompleted ? _storage.Journal.Count : null));
            if (_script.Random.Next(20) == 0) answers.Add((null, _log.Flush(), null));
        }

        while (_log!.Step(_script.Random)) { }
        foreach (var (append, answer, answered) in answers) Check(append, answer, answered ?? _storage.Journal.Count);
        Learn("the watermark said so");
        LookOn(_storage.Journal.Count, thorough: !_publishes, all: true);
        if (_publishes && _second.Head != _log.DurableHead)
            throw Broken("I22", $"a reader in another process sees up to {_second.Head}, and {_log.DurableHead} was published");
        if (!_publishes && _log.Head > head && _second.Head < durable)
            throw Broken("I22", $"a reader in another process sees up to {_second.Head}, where {durable} was durable a group ago");
        if (_log.Head != _history.Head) throw Broken("I2", $"the head is {_log.Head} after {_history.Head} events");
    }

    /// <summary>
    /// The answer is the model's; under immediate flushing, or where the caller asked for it, it is a promise, whatever it says.
    /// </summary>
    private void Check(SentAppend? append, Task<AppendOutcome> answer, int answered)
    {
        if (append is null)
        {
            answer.Wait();
            _promises.Add(new(answered, _history.Head, "a flush was answered"));
            return;
        }

        var expected = _history.Judge(append);
        var told = Told.By(answer);
        if (!_history.IsRight(told.Answer, expected, append)) throw Broken("I6", $"an append was told {told}, where {expected} is right");
        if (_strategy.IsImmediate || append.Durability == Durability.Flushed)
            _promises.Add(new(answered, told.Answer.Last, $"an append was told {told}"));
    }

    private void Close()
    {
        _log!.Close();
        _promises.Add(new(_storage.Journal.Count, _history.Head, "the store was closed"));
    }

    private void Kill()
    {
        while (_log!.Step(_script.Random)) { }
        _log.Dispose();
        _storage.KillProcess();
    }

    /// <summary>Before an operation: a reader could look at the watermark now, or a follower at the durable head.</summary>
    private void Note(int operation)
    {
        if (operation > 0
            && _storage.Journal[operation - 1] is { Kind: OperationKind.Rename } rename
            && !IsFlushed(operation - 1, rename.File))
            throw Broken("I1", $"{rename.Target} got its name before its bytes were flushed");
        while (_staged.Count <= operation) _staged.Add(Math.Max(_log?.Staged ?? 0, _history.Head));
        while (_indexed.Count <= operation) _indexed.Add(_log?.Indexed ?? (_indexed is [.., var before] ? before : 0));
        if (_log is not null) Learn("a reader could see it", operation);
        LookOn(operation, thorough: operation % 3 == 0, all: false);
    }

    /// <summary>
    /// One reader in another process that is there all the time, and one that comes now: at every operation in the long tier, and at some
    /// in the others.
    /// </summary>
    private void LookOn(int operation, bool thorough, bool all)
    {
        try
        {
            _second.Look(thorough, all);
            _promises.Add(new(operation, _second.Head, "a reader in another process saw it", "I22"));
            if (!Tier.IsLong && operation % NewcomerEvery != 0) return;
            using var newcomer = new SecondProcess(_storage.LookOn());
            newcomer.Look(thorough: true, all);
            var both = Math.Min(newcomer.Seen.Count, _second.Seen.Count);
            if (!newcomer.Seen.Take(both).SequenceEqual(_second.Seen.Take(both)))
                throw new InvalidOperationException("two readers see two logs");
            _promises.Add(new(operation, newcomer.Head, "a reader that came new in another process saw it", "I22"));
        }
        catch (Exception e) when (e is not Violation)
        {
            throw Broken("I22", $"a reader in another process: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>What was seen there is what was sent.</summary>
    private void CheckSecond()
    {
        for (var i = 0; i < _second.Seen.Count; i++)
            if (i >= _history.Head || _history[i + 1].Id != _second.Seen[i].Id)
                throw Broken("I22", $"a reader in another process saw an event at {i + 1} that is not the log's");
    }

    private bool IsFlushed(int operation, int file)
    {
        for (var i = operation - 1; i >= 0; i--)
            if (_storage.Journal[i] is var earlier && earlier.File == file && earlier.Kind is not OperationKind.Create)
                return earlier.Kind == OperationKind.Flush;
        return false;
    }

    private void Learn(string how, int? operation = null)
    {
        var position = _strategy.IsImmediate ? Math.Max(_log!.Head, _log.DurableHead) : _log!.DurableHead;
        _promises.Add(new(operation ?? _storage.Journal.Count, position, how, "I10"));
    }

    private Violation Broken(string invariant, string what) =>
        new(invariant, $"seed {_seed}, {_strategy.Name}, operation {_storage.Journal.Count}: {what}");
}
