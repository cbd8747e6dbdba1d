using System.Buffers;

namespace Opossum.Typed.Testing.Tests.Engines;

/// <summary>The machine that several <see cref="RemoteLog"/>s append to.</summary>
internal sealed class RemoteServer
{
    private readonly EventRecords _records;
    private readonly Lock _lock = new();
    private readonly List<byte[]> _events = [];         // this and what follows under the lock
    private readonly Dictionary<AppendKey, AppendResult> _keys = [];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RemoteServer() => _records = new(StoreId);

    public Guid StoreId { get; } = Guid.CreateVersion7();

    public long Head
    {
        get
        {
            lock (_lock) return _events.Count;
        }
    }

    public EventRecords Records => _records;

    public byte[] At(long position)
    {
        lock (_lock) return _events[(int)position - 1];
    }

    public AppendResult? Find(AppendKey key)
    {
        lock (_lock) return _keys.TryGetValue(key, out var result) ? result : null;
    }

    public AppendOutcome Append(IReadOnlyList<byte[]> events, AppendCondition? unless, AppendKey? key)
    {
        lock (_lock)
        {
            if (key is { } given && _keys.TryGetValue(given, out var earlier))
                return IsSame(earlier, events) ? AppendOutcome.Appended(earlier) : throw new AppendKeyReusedException(given, earlier);
            foreach (var guard in unless?.Guards ?? [])
            {
                if (guard.After > _events.Count) throw new PositionBeyondHeadException(guard.After, _events.Count);
                for (var position = _events.Count; position > guard.After; position--)
                    if (Matches(position, guard.Query)) return AppendOutcome.Refused(new(guard, position));
            }

            var result = new AppendResult(_events.Count + 1, _events.Count + events.Count);
            _events.AddRange(events);
            if (key is { } used) _keys.Add(used, result);
            _appended.SetResult();
            _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return AppendOutcome.Appended(result);
        }
    }

    public byte[] Encode(in EventData e, DateTimeOffset recordedAt)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _records.Write(e, recordedAt, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    public async Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        Task appended;
        lock (_lock)
        {
            if (_events.Count > position) return;
            appended = _appended.Task;
        }

        await appended.WaitAsync(cancellationToken);
    }

    public bool Matches(long position, Query query) => _records.Matches(query, View(position, At(position)));

    public EventView View(long position, byte[] record) => _records.TryRead(position, record, out var e)
        ? e
        : throw new StoreDamagedException("server", position, "an event is not what was written");

    /// <summary>Types, payloads and tags: a repeated append has the same ones, and another time.</summary>
    private bool IsSame(AppendResult earlier, IReadOnlyList<byte[]> events)
    {
        if (earlier.Last - earlier.First + 1 != events.Count) return false;
        for (var i = 0; i < events.Count; i++)
        {
            var one = View(earlier.First + i, _events[(int)earlier.First - 1 + i]);
            var other = View(1, events[i]);
            if (!one.Type.SequenceEqual(other.Type) || !one.Payload.SequenceEqual(other.Payload)) return false;
            if (!one.GetTags().ToHashSet().SetEquals(other.GetTags())) return false;
        }

        return true;
    }
}
