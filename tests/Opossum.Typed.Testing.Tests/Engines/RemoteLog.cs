namespace Opossum.Typed.Testing.Tests.Engines;

/// <summary>
/// An engine in an assembly of its own, on the public API alone, with the manners of one on another machine: it knows the log's head as far
/// as it was told, and the head of a read with its first block.
/// </summary>
internal sealed class RemoteLog(RemoteServer server) : IEventLog
{
    private readonly CancellationTokenSource _closed = new();
    private long _head;
    private int _answersToLose;

    public Guid StoreId => server.StoreId;

    /// <summary>The highest that this process was told.</summary>
    public long Head => Volatile.Read(ref _head);

    public long DurableHead => Head;

    /// <summary>The answers of the next appends are lost on their way.</summary>
    public void LoseAnswers(int count) => _answersToLose = count;

    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default) =>
        AnswerAsync(Encoded(events), unless, key);

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default)
    {
        return ResultAsync(AnswerAsync(Encoded(events), unless, key));

        static async ValueTask<AppendResult> ResultAsync(ValueTask<AppendOutcome> answer)
        {
            var outcome = await answer;
            return outcome.Conflict is { } conflict ? throw new AppendConditionFailedException(conflict) : outcome.Result;
        }
    }

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) => new(server.Find(key));

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => default;

    public EventReader Read(Query query, ReadOptions options = default) => new Reader(this, query, options);

    public EventFollower Follow(Query query, long after = 0) => new Follower(this, query, after);

    /// <summary>Ends the followers.</summary>
    public ValueTask DisposeAsync()
    {
        _closed.Cancel();
        return default;
    }

    /// <summary>Answers can overtake each other, and a head never goes backwards.</summary>
    private void Learn(long head)
    {
        for (var known = Head; head > known; known = Head)
            if (Interlocked.CompareExchange(ref _head, head, known) == known) return;
    }

    private async ValueTask<AppendOutcome> AnswerAsync(IReadOnlyList<byte[]> events, AppendCondition? unless, AppendKey? key)
    {
        await Task.Yield();
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        var outcome = server.Append(events, unless, key);
        if (_answersToLose > 0)
        {
            _answersToLose--;
            throw new AppendInDoubtException(hasKey: key is not null);
        }

        Learn(outcome.Conflict?.Position ?? outcome.Result.Last);
        return outcome;
    }

    private List<byte[]> Encoded(ReadOnlySpan<EventData> events)
    {
        if (events.IsEmpty) throw new ArgumentException("An append needs at least one event.", nameof(events));
        var (encoded, time) = (new List<byte[]>(), DateTimeOffset.UtcNow);
        foreach (ref readonly var e in events) encoded.Add(server.Encode(e, time));
        return encoded;
    }

    /// <summary>It hears of the head by every block, so it is as far as it has read, and needs nobody to watch for a position.</summary>
    private sealed class Follower(RemoteLog log, Query query, long after) : EventFollower(after)
    {
        private readonly Reader _reader = new(log, query, new() { After = after }) { Follows = true };
        private bool _isDisposed;

        public override long Head => _reader.Head;

        public override FollowProgress Progress => new(Reached, log.DurableHead);

        protected override Exception? WhyEnded => _isDisposed || log._closed.IsCancellationRequested
            ? new ObjectDisposedException(nameof(RemoteLog))
            : null;

        public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
        {
            if (_reader.Passed is { } passed) Advance(passed);
            var isFilled = await _reader.FillAsync(cancellationToken);
            if (!isFilled) CheckWaits();
            return isFilled;
        }

        public override bool TryRead(out EventView e)
        {
            if (!_reader.TryRead(out e)) return false;
            Advance(e.Position - 1);
            return true;
        }

        public override void Dispose()
        {
            _isDisposed = true;
            _reader.Dispose();
            CheckWaits();
        }
    }

    private sealed class Reader(RemoteLog log, Query query, ReadOptions options) : EventReader
    {
        private readonly Queue<long> _block = new();
        private long? _head;
        private long _next;         // what the next block begins with
        private long _left = options.Limit ?? long.MaxValue;
        private byte[] _record = [];

        public bool Follows { get; init; }

        public override long Head => _head ?? throw new InvalidOperationException("The head is known once FillAsync has completed.");

        /// <summary>The position up to which all blocks were handed out; null before the first.</summary>
        public long? Passed => _head is null ? null : _next - 1;

        private RemoteServer Server => log.Server;

        private long First => options.Backward ? Math.Max(options.To ?? 1, options.After + 1) : 1;

        private long Last =>
            Math.Min(Math.Min((options.Backward ? null : options.To) ?? Head, (options.Before ?? long.MaxValue) - 1), Head);

        public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            if (_head is null)
            {
                Begin();
            }
            else if (Follows)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, log._closed.Token);
                try
                {
                    await GoOnAsync(stop.Token);
                }
                catch (OperationCanceledException) when (log._closed.IsCancellationRequested)
                {
                    return false;
                }
            }

            while (_left > 0 && _next >= First && _next <= Last)
            {
                var position = _next;
                _next += options.Backward ? -1 : 1;
                if (!Server.Matches(position, query)) continue;
                _left--;
                _block.Enqueue(position);
                return true;
            }

            return Follows;
        }

        public override bool TryRead(out EventView e)
        {
            e = default;
            if (!_block.TryDequeue(out var position)) return false;
            _record = Server.At(position);
            e = Server.View(position, _record);
            return true;
        }

        public override void Dispose() => _left = 0;

        private void Begin()
        {
            var head = Server.Head;
            log.Learn(head);
            if (options.After > head) throw new PositionBeyondHeadException(options.After, head);
            if (options.From > head + 1) throw new PositionBeyondHeadException(options.From.Value, head);
            if (options.Backward && options.Before > head + 1) throw new PositionBeyondHeadException(options.Before.Value, head);
            _head = head;
            _next = options.Backward ? Math.Min(options.From ?? Last, Last) : Math.Max(options.After + 1, options.From ?? 1);
        }

        private async Task GoOnAsync(CancellationToken cancellationToken)
        {
            if (_next > _head) await Server.WaitBeyondAsync(Head, cancellationToken);
            _head = Server.Head;
            log.Learn(Head);
        }
    }

    private RemoteServer Server => server;
}
