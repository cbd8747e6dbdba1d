using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// A store that is retagged again and again while it is appended to, read, followed, sealed and backed up: every operation of the disk, and
/// at each what had been promised by then. What a retagging means to callers that run meanwhile is judged at once.
/// </summary>
internal sealed class RetagStory
{
    public const string Folder = "backup";

    private readonly SimStorage _storage;
    private readonly SimClock _clock = new();
    private readonly Random _random;
    private readonly List<PromisedTags> _promised = [];
    private readonly List<long> _covered = [];          // by each retagging that was begun, the first epoch first
    private readonly Strategy _strategy;
    private SteppedLog? _log;
    private long _promisedHead;
    private long _promisedEpoch;
    private int _events;
    private int _decisions;

    private RetagStory(int seed)
    {
        (Seed, _random, _strategy) = (seed, new(seed), Exploration.StrategyOf(seed));
        var id = new Guid(seed, 0x2d, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7);
        _storage = new(DiskImage.Empty.With(
            "store.lock", Encoding.UTF8.GetBytes($"opossum-typed store\nstore {id:D}\n".PadRight(512, '\n'))))
        {
            Noting = Note,
        };
    }

    public int Seed { get; }

    public int MaxSegmentBytes => 1024 + 512 * (Seed % 3);

    /// <summary>Up to where each retagging read, the first epoch first; the last may have been interrupted.</summary>
    public IReadOnlyList<long> Covered => _covered;

    /// <summary>
    /// From this position on, a program appended that knows nothing of the first retagging: some of its events lack the tag.
    /// </summary>
    public long OlderFrom { get; private set; } = long.MaxValue;

    /// <summary>For each operation, and the end, what was promised before it.</summary>
    public IReadOnlyList<PromisedTags> Promised => _promised;

    public Recording Recording => new(Seed, _strategy, _storage.Base, _storage.Journal, new(), [], [], [], MaxSegmentBytes);

    public static RetagStory Record(int seed)
    {
        var story = new RetagStory(seed);
        story.Run();
        story.Note(story._storage.Journal.Count);
        return story;
    }

    private void Run()
    {
        for (var runs = 0; runs < 2; runs++)
        {
            _log = SteppedLog.Open(_storage, _clock, MaxSegmentBytes, _strategy);
            if (_log.TagEpoch != _promisedEpoch) throw Broken("I16", $"opened at epoch {_log.TagEpoch}, {_promisedEpoch} was published");
            if (runs == 1) OlderFrom = _log.Head + 1;
            Append(_random.Next(6, 14));
            Retag(interrupted: runs == 0 && Seed % 3 == 2);
            Append(_random.Next(1, 5));
            if (Seed % 2 == 1) Backup();
            if (runs == 0) _log.Close();
            else _log.Dispose();
            _log = null;
        }
    }

    private void Append(int events)
    {
        for (; events > 0; events--)
        {
            var answer = _log!.Append([StoryTags.Event(++_events)], null, null);
            while (_log.Step(_random)) { }
            if (!Outcome(answer).IsAppended) throw Broken("I6", "an append without a condition was refused");
            if (_random.Next(3) == 0) _log.StepIndex();
        }
    }

    private void Retag(bool interrupted)
    {
        var flushed = _log!.Flush();
        while (_log.Step(_random)) { }
        flushed.Wait();
        var epoch = _log.TagEpoch + 1;
        _covered.Add(_log.DurableHead);
        var source = new StoryTags((int)epoch);
        if (interrupted) Interrupt(source);
        var query = QueryOf(StoryTags.KeyOf(epoch));
        using var follower = _log.Follow(query);
        var told = new List<string>();
        follower.Retagged = notice =>
        {
            told.AddRange(notice.Keys);
            return true;
        };
        var before = CountOf(query);
        var read = query.After(_log.Head, _log.TagEpoch);
        var draft = _log.PrepareRetagging(source, static () => { });
        if (CountOf(query) != before) throw Broken("I17", "a part of a key is visible before it is published");
        var ahead = Decide(query!);
        var published = default(Task);
        var behind = default(Task<AppendOutcome>);
        if (Seed % 2 == 0) BackUp(query, before, epoch, Publish);
        Publish();
        Expect(ahead, isRefused: before > 0, "an append that was queued before the publication");
        Expect(behind!, isRefused: CountOf(query) > 0, "an append that was queued behind the publication");
        ExpectKey(read, StoryTags.KeyOf(epoch));
        Drain(follower);
        if (told is not [var key] || key != StoryTags.KeyOf(epoch)) throw Broken("I19", $"a follower was told '{string.Join(' ', told)}'");

        void Publish()
        {
            if (published is not null) return;
            published = _log.Publish(draft);
            behind = Decide(query!);            // judged by its caller before the publication, and by the commit thread behind it
            while (_log.Step(_random)) { }
            published.Wait();
            _promisedEpoch = epoch;
        }
    }

    /// <summary>A backup in which the tags are published: it has all of them or none.</summary>
    private void BackUp(Query query, int before, long epoch, Action publish)
    {
        var left = _random.Next(6);
        _log!.Backup(new SimFolder(_storage, Folder), hardLinks: Seed % 4 == 0, () =>
        {
            if (left-- == 0) publish();
        });
        using var backup = SteppedLog.Open(_storage, _clock, MaxSegmentBytes, Strategy.Immediate, new SimFolder(_storage, Folder));
        var expected = backup.TagEpoch == epoch ? CountOf(query) : before;
        if (backup.TagEpoch < epoch - 1 || Reading.Positions(backup, query, scan: false, backward: false).Count != expected)
            throw Broken("I14", $"a backup is at epoch {backup.TagEpoch} and does not have its tags");
        backup.Close();
    }

    /// <summary>After some of its units, before the first, or before it is published.</summary>
    private void Interrupt(StoryTags source)
    {
        var left = _random.Next(12);
        try
        {
            _log!.PrepareRetagging(source, () => _ = left-- > 0 ? 0 : throw new OperationCanceledException());
            _log.GiveUp();
        }
        catch (OperationCanceledException)
        {
            // What it has written is of use to the next.
        }
    }

    private void ExpectKey(AppendCondition read, string key)
    {
        var decision = Decide(read);
        while (_log!.Step(_random)) { }
        if (Outcome(decision).Conflict?.RetaggedKey != key)
            throw Broken("I18", $"a decision that was read before '{key}' was published was not refused by the key");
    }

    private void Expect(Task<AppendOutcome> append, bool isRefused, string what)
    {
        if (Outcome(append).Conflict.HasValue != isRefused) throw Broken("I18", $"{what} was {(isRefused ? "not " : "")}refused");
    }

    /// <summary>An append of an event that no query asks for.</summary>
    private Task<AppendOutcome> Decide(AppendCondition unless) =>
        _log!.Append([StoryTags.Event(12_000_000 + 12 * ++_decisions)], unless, null);

    private void Backup()
    {
        var result = _log!.Backup(new SimFolder(_storage, Folder), hardLinks: Seed % 4 == 1, Meanwhile);
        if (result.Head < 1) throw Broken("I14", "a backup is empty");

        void Meanwhile()
        {
            if (_random.Next(4) == 0) Append(1);
        }
    }

    private static AppendOutcome Outcome(Task<AppendOutcome> append) => append.GetAwaiter().GetResult();

    /// <summary>In every other story by a value that no event is stored with: then nothing matches before the publication.</summary>
    private Query QueryOf(string key) => Query.Tagged(new Tag($"{key}:{(Seed % 2 == 1 ? 1 : key == "b" ? 0 : 2)}"));

    private int CountOf(Query query) => Reading.Positions(_log!, query, scan: false, backward: false).Count;

    private static void Drain(EventReader follower)
    {
        for (var fills = 0; fills < 8; fills++)
        {
            var filled = follower.FillAsync().AsTask();
            if (!filled.Wait(TimeSpan.FromMilliseconds(20))) return;
            while (follower.TryRead(out _)) { }
        }
    }

    private void Note(int operation)
    {
        if (_log is not null)
            _promisedHead = Math.Max(_promisedHead, _strategy.IsImmediate ? Math.Max(_log.Head, _log.DurableHead) : _log.DurableHead);
        while (_promised.Count <= operation) _promised.Add(new(_promisedHead, _promisedEpoch, _covered.Count));
    }

    private Violation Broken(string invariant, string what) =>
        new(invariant, $"retag story {Seed}, operation {_storage.Journal.Count}: {what}");
}

/// <summary>What may not be taken back.</summary>
/// <param name="Head">The last position of the store.</param>
/// <param name="Epoch">The epoch that was published.</param>
/// <param name="Begun">The epoch that may be on disk.</param>
internal readonly record struct PromisedTags(long Head, long Epoch, long Begun);
