using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed;

/// <summary>What the runs of one consumer share, and what they have counted.</summary>
internal sealed class ConsumerParts
{
    private readonly List<Tag> _keys = [];          // of the thread that reads, between two events
    private long _handled;
    private int _retried;           // events that are tried again now
    private volatile Exception? _lastError;
    private volatile bool _isClosed;

    public required IReadOnlyEventLog Log { get; init; }

    public required EventModel Model { get; init; }

    public required ConsumerShape Shape { get; init; }

    public required ConsumerOptions Options { get; init; }

    public required ConsumerLedger Ledger { get; init; }

    public required RetryPolicy Retries { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Calls the handler.</summary>
    public required Func<ConsumedEvent, CancellationToken, ValueTask> Deliver
    {
        get;
        init => field = (e, stop) => HandlerScope.RunAsync(this, value, e, stop);
    }

    /// <summary>Set by the consumer that the parts are of.</summary>
    public ConsumerTelemetry? Telemetry { get; set; }

    /// <summary>True once the consumer has ended, or was left to a handler that does not return.</summary>
    public bool IsClosed
    {
        get => _isClosed;
        set => _isClosed = value;
    }

    /// <summary>Called for each event that was handled or parked.</summary>
    public Action Finished { get; set; } = static () => { };

    public long Handled => Volatile.Read(ref _handled);

    public bool IsRetrying => Volatile.Read(ref _retried) > 0;

    public Exception? LastError
    {
        get => _lastError;
        set => _lastError = value;
    }

    /// <summary>The tags that keep an event in order; none if the consumer names no key.</summary>
    public Tag[] KeysOf(EventView e)
    {
        if (Shape.OrderKey is not { } key) return [];
        lock (_keys)
        {
            _keys.Clear();
            AddKeys(e.Record.Tags, key);
            AddKeys(e.Record.AddedTags, key);           // by a retagging
            return [.. _keys];
        }
    }

    private void AddKeys(ReadOnlySpan<byte> tags, string key)
    {
        foreach (var tag in new TagList(tags))
            if (tag.Length > key.Length && tag[key.Length] == (byte)':' && Ascii.Equals(tag[..key.Length], key))
                _keys.Add(Tag.FromStored(tag));
    }

    /// <summary>True if the event is to be tried again after so many attempts.</summary>
    public bool TriesAgain(Exception error, int attempts)
    {
        using var scope = HandlerScope.Of(this, nameof(ConsumerOptions.IsPermanent));
        return Retries.TriesAgain(error, attempts);
    }

    /// <summary>Tells of a failure. What the listener throws is its own failure, not the consumer's, and is known by its status.</summary>
    public void Report(ConsumerFailureKind kind, long position, int attempts, Exception? error)
    {
        if (Options.OnFailure is not { } listener) return;
        using var scope = HandlerScope.Of(this, nameof(ConsumerOptions.OnFailure));
        try
        {
            listener(new(Shape.Name, kind, position, attempts, error));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LastError = new AggregateException(
                $"OnFailure of the consumer '{Shape.Name}' has thrown.", error is null ? [e] : [e, error]);
        }
    }

    /// <summary>Calls the handler, and measures that.</summary>
    public ValueTask DeliverAsync(ConsumedEvent e, CancellationToken stop) =>
        Telemetry is { } telemetry ? telemetry.DeliverAsync(e, Deliver, Time, stop) : Deliver(e, stop);

    public void NoteHandled()
    {
        Interlocked.Increment(ref _handled);
        Finished();
    }

    public void BeginRetry() => Interlocked.Increment(ref _retried);

    public void EndRetry() => Interlocked.Decrement(ref _retried);

    public void NoteParked()
    {
        Telemetry?.NoteParked();
        Finished();
    }
}
