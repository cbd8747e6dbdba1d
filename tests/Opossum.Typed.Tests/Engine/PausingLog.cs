namespace Opossum.Typed.Tests.Engine;

/// <summary>A log whose readers stop after so many events, until they are let on: a block ends there as it may end anywhere.</summary>
internal sealed class PausingLog(EmbeddedEventLog log, int pauseAfter) : IEventLog
{
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a reader has stopped.</summary>
    public Task Paused => _paused.Task;

    public Guid StoreId => log.StoreId;

    public long Head => log.Head;

    public long DurableHead => log.DurableHead;

    public void Resume() => _resumed.TrySetResult();

    public EventReader Read(Query query, ReadOptions options = default) => new Reader(log.Read(query, options), pauseAfter, this);

    public EventFollower Follow(Query query, long after = 0) => new Follower(log.Follow(query, after), after, pauseAfter, this);

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        log.AppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        log.TryAppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        log.FindAppendAsync(key, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => log.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => default;

    private sealed class Follower(EventFollower inner, long after, int left, PausingLog owner) : EventFollower(after)
    {
        private readonly Reader _reader = new(inner, left, owner);

        public override long Head => inner.Head;

        public override FollowProgress Progress => inner.Progress;

        protected override Exception? WhyEnded => null;

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken = default) => _reader.FillAsync(cancellationToken);

        public override bool TryRead(out EventView e) => _reader.TryRead(out e);

        public override void Dispose() => _reader.Dispose();
    }

    private sealed class Reader(EventReader inner, int left, PausingLog owner) : EventReader
    {
        private int _left = left;

        public override long Head => inner.Head;

        public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                owner._paused.TrySetResult();
                await owner._resumed.Task;
            }

            return await inner.FillAsync(cancellationToken);
        }

        public override bool TryRead(out EventView e)
        {
            e = default;
            if ((_left == 0 && !owner._resumed.Task.IsCompleted) || !inner.TryRead(out e)) return false;
            if (_left > 0) _left--;
            return true;
        }

        public override void Dispose() => inner.Dispose();
    }
}
