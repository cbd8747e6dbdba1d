using System.Text;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// Subjects that get keys, about whom sealed events are appended, and who are erased, with restarts and rotations of the master key: a log
/// and its keys in two directories of one disk that keeps a journal.
/// </summary>
internal sealed class ErasureStory : IDisposable
{
    private const int Subjects = 6;

    private readonly Random _random;
    private readonly List<byte[]> _masters = [MasterOf(0)];
    private OpossumStore _store;
    private int _last;

    private ErasureStory(int seed)
    {
        _random = new(seed);
        _store = Open(Disk, Masters);
    }

    public static EventModel Model { get; } = EventModel.Create("of a story", []);

    public SimStorage Disk { get; } = new(DiskImage.Empty);

    /// <summary>What was sealed, where the log has it, and the operations of the journal after which that was acknowledged.</summary>
    public List<Sealed> Parts { get; } = [];

    /// <summary>
    /// What was erased, the operations of the journal before which that began and after which it was acknowledged, and the wrapped key;
    /// empty where there was none.
    /// </summary>
    public List<(Tag Subject, int Begin, int End, byte[] Key)> Erased { get; } = [];

    /// <summary>Every master key, the newest first.</summary>
    public ReadOnlyMemory<byte>[] Masters => [.. _masters.Select(static master => (ReadOnlyMemory<byte>)master).Reverse()];

    public static ErasureStory Record(int seed, int acts)
    {
        var story = new ErasureStory(seed);
        for (var act = 0; act < acts; act++) story.Act(act);
        story._store.Dispose();
        return story;
    }

    public static OpossumStore Open(SimStorage disk, ReadOnlyMemory<byte>[] masters)
    {
        var options = new OpossumOptions
        {
            Keys = SubjectKeys.On(new SimFolder(disk, "keys"), masters), MaxSegmentBytes = 1 << 16, PublishesHead = false,
        };
        var log = EmbeddedEventLog.Open(disk, options);
        try
        {
            var store = new OpossumStore(log, Model, options);
            store.OpenKeysAsync().AsTask().GetAwaiter().GetResult();
            return store;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Makes the keys that are missing, seals a text for each subject, and appends them as one.</summary>
    /// <returns>What was sealed; null if a subject was erased.</returns>
    public static Sealed[]? Append(OpossumStore store, SimStorage disk, params ReadOnlySpan<(Tag Subject, string Text)> sealing)
    {
        try
        {
            var keys = store.Model.Keys!;
            keys.MakeAsync([.. sealing.ToArray().Select(static one => one.Subject.Text)]).GetAwaiter().GetResult();
            var events = new EventData[sealing.Length];
            var parts = new Sealed[sealing.Length];
            for (var i = 0; i < sealing.Length; i++)
            {
                var (subject, text) = sealing[i];
                var part = new byte[text.Length + SealedPart.Overhead];
                keys.Seal(subject.Utf8, Encoding.UTF8.GetBytes(text), default, part);
                parts[i] = new(subject, text, Convert.ToBase64String(part), 0);
                events[i] = new("told", Encoding.UTF8.GetBytes(parts[i].Part), subject);
            }

            store.Log.AppendAsync(events, durability: Durability.Flushed).AsTask().GetAwaiter().GetResult();
            return [.. parts.Select(part => part with { Acknowledged = disk.Journal.Count })];
        }
        catch (SubjectErasedException)
        {
            return null;
        }
    }

    /// <summary>What the log has, and whose it is.</summary>
    public static List<(Tag Subject, string Part)> Read(OpossumStore store)
    {
        List<(Tag, string)> parts = [];
        using var reader = store.Log.Read(Query.Of(new QueryItem(["told"], [])), default);
        while (reader.FillAsync().AsTask().Result)
            while (reader.TryRead(out var e)) parts.Add((e.GetTags()[0], Encoding.UTF8.GetString(e.Payload)));
        return parts;
    }

    /// <returns>The text; null if it was erased.</returns>
    public static string? TextOf(OpossumStore store, Tag subject, string part) =>
        store.Model.Keys!.TryOpen(Encoding.UTF8.GetBytes(part), subject.Utf8, out var plain) ? Encoding.UTF8.GetString(plain) : null;

    public static void Erase(OpossumStore store, Tag subject) =>
        new SubjectEraser(store.Log, store.Model, store.Model.Keys!).EraseAsync(subject, default).GetAwaiter().GetResult();

    public void Dispose() => _store.Dispose();

    private void Act(int act)
    {
        if (act % 23 == 22) Restart();
        if (act % 31 == 30) Rotate();
        switch (_random.Next(6))
        {
            case 0:
                var subject = Subject();
                var (begin, key) = (Disk.Journal.Count, _store.Model.Keys!.WrappedKeyOf(subject.Utf8));
                Erase(_store, subject);
                Erased.Add((subject, begin, Disk.Journal.Count, key));
                break;
            case 1 when act % 4 == 0:
                Parts.AddRange(AppendCrowd());
                break;
            case 1:
                Parts.AddRange(Append(_store, Disk, (Subject(), Text()), (Subject(), Text())) ?? []);
                break;
            default:
                Parts.AddRange(Append(_store, Disk, (Subject(), Text())) ?? []);
                break;
        }
    }

    /// <summary>So many new ones at once that their keys take several sectors.</summary>
    private Sealed[] AppendCrowd()
    {
        var crowd = Enumerable.Range(0, 9).Select(_ => (new Tag($"subject:new-{_last}"), Text())).ToArray();
        return Append(_store, Disk, crowd)!;
    }

    private void Restart()
    {
        _store.Dispose();
        _store = Open(Disk, Masters);
    }

    private void Rotate()
    {
        _masters.Add(MasterOf(_masters.Count));
        _store.RotateMasterKeyAsync(_masters[^1]).GetAwaiter().GetResult();
    }

    /// <summary>A few that go, and new ones that come.</summary>
    private Tag Subject() => new($"subject:{_random.Next(Subjects) + (Erased.Count / 2)}");

    private string Text() => $"what is told {_last++}";

    private static byte[] MasterOf(int number) => [.. Enumerable.Repeat((byte)(number + 1), MasterKey.Bytes)];
}

/// <summary>A sealed text.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="Text">The text.</param>
/// <param name="Part">What the log has of it.</param>
/// <param name="Acknowledged">The operations of the journal after which that was acknowledged.</param>
internal sealed record Sealed(Tag Subject, string Text, string Part, int Acknowledged);
