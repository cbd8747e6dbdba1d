using System.Buffers;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.Engine.StateFiles;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// A consumer that takes events, finishes them in any order, parks some and saves now and then, on a disk that keeps a journal.
/// </summary>
internal sealed class ConsumerStory
{
    public const string Name = "story";

    private const int Keys = 3;

    private readonly Random _random;
    private readonly EventRecords _records = new(StoreId);
    private readonly List<DeliveryTicket> _open = [];
    private readonly HashSet<long> _handled = [];
    private readonly ConsumerLedger _ledger = new(new(StoreId, 0, Guid.Empty));
    private long _taken;

    private ConsumerStory(int seed) => _random = new(seed);

    public static Guid StoreId { get; } = new("0193b2a0-0000-7000-8000-0000000000c0");

    public SimStorage Disk { get; } = new(DiskImage.Empty);

    /// <summary>The saves: what was saved, and the operations of the journal that the save began before and ended at.</summary>
    public List<(ConsumerProgress Progress, int Begin, int End)> Saves { get; } = [];

    /// <summary>What is wrong with what was saved, before any power cut; null for nothing.</summary>
    public string? Wrong { get; private set; }

    public static ConsumerStory Record(int seed)
    {
        var story = new ConsumerStory(seed);
        var store = new ConsumerStateFiles(story.Disk, StoreId).TakeAsync(Name).AsTask().Result;
        for (var i = 0; i < 600; i++) story.Step(store);
        story.Save(store);
        store.DisposeAsync().AsTask().Wait();
        return story;
    }

    private void Step(IConsumerProgressStore store)
    {
        switch (_random.Next(8))
        {
            case 0:
                Save(store);
                break;
            case < 4 when _open.Count < 6:
                Take();
                break;
            case < 7 when _open.Count > 0:
                Finish(_random.Next(_open.Count));
                break;
            default:
                if (_ledger.ParkedAfter(0) is { } parked && _ledger.RemoveParked(parked.Position)) _handled.Add(parked.Position);
                break;
        }
    }

    private void Take()
    {
        var bytes = new ArrayBufferWriter<byte>();
        _records.Write(new EventData("A", "{}"u8.ToArray()), DateTimeOffset.UnixEpoch, bytes);
        if (!_records.TryRead(++_taken, bytes.WrittenSpan, out var e)) throw new InvalidOperationException("a record of our own");
        Tag[] keys = [new Tag($"key:{_random.Next(Keys)}")];
        _open.Add(_ledger.Take(new ConsumedEvent(e, EventDescriptor, keys: null, StoreId, Name), keys));
    }

    private void Finish(int index)
    {
        var ticket = _open[index];
        _open.RemoveAt(index);
        if (_ledger.IsBehindParked(ticket.Keys) || _random.Next(4) == 0)
        {
            _ledger.TryPark(ticket, attempts: 1, DateTimeOffset.UnixEpoch, "Some.Error");
        }
        else
        {
            _handled.Add(ticket.Event.Position);
            _ledger.Finish(ticket);
        }
    }

    private void Save(IConsumerProgressStore store)
    {
        var progress = _ledger.Progress;
        for (var position = 1L; position <= progress.Done.Position; position++)
        {
            if (_handled.Contains(position) || progress.Parked.Any(parked => parked.Position == position)) continue;
            Wrong ??= $"position {progress.Done.Position} is to be saved, and the event at {position} is neither handled nor parked";
        }

        var begin = Disk.Journal.Count;
        store.SaveAsync(progress).AsTask().Wait();
        Saves.Add((progress, begin, Disk.Journal.Count));
    }

    /// <summary>No event of the story is decoded, so that its type means nothing.</summary>
    private static EventDescriptor EventDescriptor => null!;
}
