using System.Collections.Immutable;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// Catching up and being live are one loop: arm the wait, read what is durable after the cursor, move the cursor there, and wait for an
/// event that may match. What was durable once stays, so no event is missed, doubled or taken back; what becomes durable while it reads
/// ends the wait that is armed already.
/// </summary>
/// <remarks>
/// A follower that waits is not woken by what does not match, and yet is at the head: as long as its wait has not ended, nothing that was
/// announced concerns it. So how far it is follows from the watermark and its wait, and costs nothing until somebody asks.
/// </remarks>
internal sealed class LogFollower(
    Watermark watermark, LogViews views, CompiledQuery query, long after, ReadPace pace, Func<ReadBounds, LogReader> read)
    : EventFollower(after)
{
    /// <summary>Called with the position to go on after while that is not durable yet; throws if it never will be.</summary>
    public Action<long>? EnsureComes { get; init; }

    private readonly FollowerWait _wait = new(watermark.Followers, query);
    private readonly Lock _rewinding = new();
    private LogReader? _reader;
    private long _told = views.Current.TagEpoch;            // up to which it was told of changed tags
    private long _seen = views.Current.TagEpoch;            // with whose tags it has looked at all that it passed
    private long _cursor = after;       // everything up to here was delivered, or does not match
    private int _turn;                  // odd while it waits, with everything before the cursor dealt with
    private bool _isArmed;              // the wait ends, or has ended, by what becomes durable
    private bool _hasLooked;            // all that was durable when the wait was armed is before the cursor, or in the reader
    private int _filling;
    private volatile bool _disposed;

    /// <summary>For tests.</summary>
    public ReadPace Pace => pace;

    public override long Head => _reader?.Head ?? _cursor;

    public override long TagEpoch => _seen;

    public override long SeenTagEpoch
    {
        get => _told;
        set => _told = _seen = value <= views.Current.TagEpoch ? value : 0;         // a higher one is of another history
    }

    public override FollowProgress Progress
    {
        get
        {
            var announced = watermark.Announced;            // before the wait is looked at
            var turn = Volatile.Read(ref _turn);
            var isQuiet = (turn & 1) != 0 && watermark.Followers.IsArmed(_wait) && Volatile.Read(ref _turn) == turn;
            if (!isQuiet) return new(Reached, watermark.DurableHead);

            // A follower that begins again has woken before: what is raised here is not raised over its beginning.
            lock (_rewinding) return new(Volatile.Read(ref _turn) == turn ? Raise(announced) : Reached, watermark.DurableHead);
        }
    }

    protected override Exception? WhyEnded => _disposed
        ? new ObjectDisposedException(nameof(EventFollower), "The follower was disposed before it reached the position.")
        : watermark.WhyEnded;

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _filling, 1) != 0) throw FilledTwice();
        try
        {
            while (!watermark.IsClosed)
            {
                if (_reader is not null)
                {
                    if (await FillReaderAsync(_reader, cancellationToken).ConfigureAwait(false) is not { } isFilled) return false;
                    if (isFilled) return true;
                    _cursor = _reader.Head;
                    _reader.Dispose();
                    _reader = null;
                    Advance(_cursor);
                }

                if (_hasLooked && !watermark.HasEnded) await WaitAsync(cancellationToken).ConfigureAwait(false);
                if (!TryOpenReader() && !watermark.CanGrow()) return false;
            }

            return false;
        }
        finally
        {
            Volatile.Write(ref _filling, 0);
        }
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static (wait, token) => ((FollowerWait)wait!).Cancel(token), _wait))
        {
            try
            {
                var woken = _wait.Woken;
                if (!woken.IsCompleted) pace.Rest();
                Interlocked.Increment(ref _turn);       // behind a fence: whose position was announced before finds it reached
                CheckWaits();
                await woken.ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Increment(ref _turn);
                _isArmed = _hasLooked = false;
            }
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
    }

    /// <returns>False when nothing is durable after the cursor.</returns>
    private bool TryOpenReader()
    {
        if (!_isArmed) _wait.Arm();
        _isArmed = true;
        _hasLooked = false;         // if it throws, the next call looks again instead of waiting for what has happened already
        TellIfRetagged();
        if (watermark.Head > watermark.DurableHead) watermark.Nudge?.Invoke();         // in this order: while each append is flushed, never
        var durable = watermark.DurableHead;
        if (durable < _cursor) EnsureComes?.Invoke(_cursor);
        if (durable > _cursor) _reader = read(new(_cursor + 1, durable, ReadDirection.Forward));
        _hasLooked = true;
        return _reader is not null;
    }

    /// <summary>After the wait was armed, which the publication of tags ends: none goes unnoticed.</summary>
    private void TellIfRetagged()
    {
        if (views.Current.Added is not { Set: var set } || set.Epoch == _told) return;
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var key in set.Keys)
            if (key.Epoch > _told && query.TagKeys.Contains(key.Key)) keys.Add(key.Key);
        if (keys.Count == 0)
        {
            if (_seen == _told) _seen = set.Epoch;          // nothing was passed over before either
            _told = set.Epoch;
            return;
        }

        var begins = Retagged?.Invoke(new(set.Epoch, keys.ToImmutable(), set.Covered)) == true;
        _told = set.Epoch;          // after the call: if it throws, it is told again
        if (!begins) return;
        _seen = set.Epoch;
        _cursor = 0;
        lock (_rewinding) Rewind();
    }

    /// <returns>Null when the log was closed while it was read.</returns>
    private async ValueTask<bool?> FillReaderAsync(LogReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (!_disposed)
        {
            return null;
        }
    }

    public override bool TryRead(out EventView e)
    {
        if (_reader is not null && _reader.TryRead(out e))
        {
            Advance(e.Position - 1);
            return true;
        }

        e = default;
        return false;
    }

    protected override bool CanStillReach(long position) => !_disposed && !watermark.IsClosed && position <= watermark.DurableHead;

    protected override IDisposable WatchFor(long position) => watermark.Alarms.Add(position, CheckWaits);

    public override void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _wait.Dispose();
        _reader?.Dispose();
        _reader = null;
        CheckWaits();
    }
}
