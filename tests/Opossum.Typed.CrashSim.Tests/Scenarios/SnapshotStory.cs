using System.Text;
using Opossum.Typed.CrashSim.Tests.Decisions;
using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// Decisions on a store whose models have snapshots, on a disk that keeps a journal: with and without deferred flushes, with restarts and a
/// retagging. Snapshots are written where the story says so, so that some wait for their events to be durable.
/// </summary>
internal sealed class SnapshotStory : IDisposable
{
    public const int Tills = 3;

    private readonly Random _random;
    private readonly OpossumOptions _options;
    private OpossumStore _store = null!;

    private SnapshotStory(int seed)
    {
        _random = new(seed);
        var defers = seed % 2 == 0;
        _options = new()
        {
            FlushEventsImmediately = !defers, Flush = defers ? FlushStrategy.WhenTheSystemDoes : null, KeptStateEvents = 1,
            MaxSegmentBytes = 1 << 16, PublishesHead = false,
        };
    }

    public SimStorage Disk { get; } = new(DiskImage.Empty);

    /// <summary>After each act: the operations of the journal, and up to where the log was durable.</summary>
    public List<(int Operations, long Durable)> Acts { get; } = [];

    public static SnapshotStory Record(int seed, int acts)
    {
        var story = new SnapshotStory(seed);
        story.Open();
        for (var act = 0; act < acts; act++)
        {
            story.Act(act, acts);
            story.Acts.Add((story.Disk.Journal.Count, story.Log.DurableHead));
        }

        var head = story.Log.Head;
        story._store.Dispose();
        story.Acts.Add((story.Disk.Journal.Count, head));
        return story;
    }

    public void Dispose() => _store.Dispose();

    private EmbeddedEventLog Log => (EmbeddedEventLog)_store.Log;

    /// <summary>Up to where the log was durable at most when an operation was made.</summary>
    public long DurableAt(int operation) => Acts.First(act => act.Operations >= operation).Durable;

    private void Act(int act, int acts)
    {
        if (act == acts / 2) Retag();
        else if (act % 40 == 39) Restart();
        switch (_random.Next(8))
        {
            case 0 or 1:
                Log.Snapshots!.Step();
                break;
            case 2:
                Log.FlushAsync().AsTask().Wait();
                break;
            default:
                _store.DecideAsync(new Pay(Till(), Till(), _random.Next(1, 20))).AsTask().Wait();
                break;
        }
    }

    /// <summary>The tag of one end of a payment is missing, as an older program would have stored it.</summary>
    private void Retag()
    {
        var untagged = Encoding.UTF8.GetBytes("""{"from":1,"to":2,"amount":7}""");
        Log.AppendAsync([new EventData("paid", untagged, new Tag("till:1")) { Encoding = PayloadEncoding.Json }]).AsTask().Wait();
        _store.RetagAsync().Wait();
    }

    private void Restart()
    {
        var head = Log.Head;
        _store.Dispose();
        Acts.Add((Disk.Journal.Count, head));
        Open();
    }

    private void Open()
    {
        var log = EmbeddedEventLog.Open(Disk, _options);
        log.Snapshots!.StepsItself = false;
        _store = new(log, TillEvents.Model, _options);
    }

    private TillId Till() => new(_random.Next(Tills));
}
