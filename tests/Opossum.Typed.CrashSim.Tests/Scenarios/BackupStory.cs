using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// A store that is backed up again and again into a directory of its own disk, while it is appended to, sealed and merged: every operation
/// of the disk, and at each what had been promised of the two by then.
/// </summary>
internal sealed class BackupStory
{
    public const string Folder = "backup";

    private readonly Script _script;
    private readonly SimStorage _storage;
    private readonly SimClock _clock = new();
    private readonly Random _random;
    private readonly List<BackupPromise> _promised = [];
    private readonly Strategy _strategy;
    private SteppedLog? _log;
    private long _promisedHead;
    private long _backedUp = -1;

    private BackupStory(int seed)
    {
        (Seed, _script, _random, _strategy) = (seed, new(seed), new(seed), Exploration.StrategyOf(seed));
        var id = new Guid(seed, 0x1d, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7);
        _storage = new(DiskImage.Empty.With(
            "store.lock", Encoding.UTF8.GetBytes($"opossum-typed store\nstore {id:D}\n".PadRight(512, '\n'))))
        {
            Noting = Note,
        };
    }

    public int Seed { get; }

    public bool HardLinks => Seed % 2 == 1;

    /// <summary>
    /// Whether somebody opens the backup between two of them, and closes it: a power cut in that leaves what it leaves in any store.
    /// </summary>
    public bool OpensBackup => Seed % 4 >= 2;

    public History History { get; } = new();

    /// <summary>For each operation, and the end, what was promised before it.</summary>
    public IReadOnlyList<BackupPromise> Promised => _promised;

    public Recording Recording => new(Seed, _strategy, _storage.Base, _storage.Journal, History, [], [], [], _script.MaxSegmentBytes);

    public static BackupStory Record(int seed)
    {
        var story = new BackupStory(seed);
        story.Run();
        story.Note(story._storage.Journal.Count);
        return story;
    }

    private void Run()
    {
        for (var runs = 0; runs < 2; runs++)
        {
            _log = SteppedLog.Open(_storage, _clock, _script.MaxSegmentBytes, _strategy);
            for (var backups = 0; backups < 2; backups++)
            {
                for (var groups = _random.Next(1, 4); groups > 0 || History.Head == 0; groups--) Group();
                Backup();
                if (OpensBackup) OpenBackup();
            }

            if (runs == 0) _log.Close();
            else _log.Dispose();
            _log = null;
        }
    }

    private void Group()
    {
        var answers = new List<(SentAppend Append, Task<AppendOutcome> Answer)>();
        for (var callers = _random.Next(1, 4); callers > 0; callers--)
        {
            var append = _script.NextAppend(_log!.Head);
            answers.Add(
                (append, _log.Append([.. append.Events.Select(e => e.Data)], append.Condition, append.AppendKey, append.Durability)));
        }

        while (_log!.Step(_random)) { }
        foreach (var (append, answer) in answers)
        {
            var (told, expected) = (Told.By(answer), History.Judge(append));
            if (!History.IsRight(told.Answer, expected, append))
                throw Broken("I6", $"an append was told {told}, where {expected} is right");
        }

        for (var steps = _random.Next(3); steps > 0 && _log.StepIndex(); steps--) { }
    }

    private void Backup()
    {
        var flushed = _log!.Flush();
        while (_log.Step(_random)) { }
        flushed.Wait();
        var before = _log.DurableHead;
        var result = _log.Backup(new SimFolder(_storage, Folder), HardLinks, Meanwhile);
        if (result.Head < before) throw Broken("I14", $"a backup goes up to {result.Head}, but {before} was durable before");
        _backedUp = result.Head;

        void Meanwhile()
        {
            if (_random.Next(4) == 0) Group();
            else if (_random.Next(3) == 0) _log.StepIndex();
        }
    }

    private void OpenBackup()
    {
        using var opened = SteppedLog.Open(_storage, _clock, _script.MaxSegmentBytes, Strategy.Immediate, new SimFolder(_storage, Folder));
        if (opened.Head != _backedUp) throw Broken("I14", $"a backup that was made up to {_backedUp} ends at {opened.Head}");
        opened.Close();
    }

    private void Note(int operation)
    {
        if (_log is not null)
            _promisedHead = Math.Max(_promisedHead, _strategy.IsImmediate ? Math.Max(_log.Head, _log.DurableHead) : _log.DurableHead);
        while (_promised.Count <= operation) _promised.Add(new(_promisedHead, _backedUp, Math.Max(_log?.Staged ?? 0, History.Head)));
    }

    private Violation Broken(string invariant, string what) =>
        new(invariant, $"backup story {Seed}, operation {_storage.Journal.Count}: {what}");
}

/// <summary>What may not be taken back.</summary>
/// <param name="Store">The last position of the store.</param>
/// <param name="Backup">The last position of its backup; -1 while none was completed.</param>
/// <param name="Staged">The last position that can be on disk.</param>
internal readonly record struct BackupPromise(long Store, long Backup, long Staged);
