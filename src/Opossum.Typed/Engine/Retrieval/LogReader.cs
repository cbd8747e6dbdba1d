using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// Reads a snapshot: positions from the index or a range, records from blocks of the segment files. Every record is verified, and compared
/// with the query exactly, so how the positions were found never changes the answer. File reads are synchronous: .NET's asynchronous ones
/// are the same calls on another thread.
/// </summary>
internal sealed class LogReader : EventReader
{
    private readonly CompiledQuery _query;
    private readonly EventPlaces _places;
    private readonly MatchSource _source;
    private readonly Watermark _watermark;
    private readonly ulong _seed;
    private readonly ReadDirection _direction;
    private readonly ReadPace _pace;
    private readonly AddedTags? _added;
    private readonly TagReader? _tags;          // of the added tags, if there are any
    private long _left;
    private int _leftInBlock;       // events that may be looked at before the next fill
    private bool _hasPlace;         // the source stands on a position that was not looked at yet
    private bool _yields;           // a fill goes on later
    private bool _disposed;

    /// <param name="watermark">Knows when the log is closed.</param>
    /// <param name="snapshot">The log.</param>
    /// <param name="seed">Of the store's hashes.</param>
    /// <param name="plan">What to read.</param>
    /// <param name="pace">When to yield.</param>
    public LogReader(Watermark watermark, in Snapshot snapshot, ulong seed, ReadPlan plan, ReadPace pace)
    {
        (Head, TagEpoch, _added) = (snapshot.Head, snapshot.View.TagEpoch, snapshot.View.Added);
        if (_added is not null) _tags = new(keepsBlocks: true);
        (_watermark, _seed, _query, _left, _pace) = (watermark, seed, plan.Query, plan.Limit, pace);
        _direction = plan.Bounds.Direction;
        (_places, _source) = (new(snapshot.View), new(snapshot.View, plan.Query, plan.Bounds, plan.Scans || plan.Query.IsAll));
    }

    public override long Head { get; }

    public override long TagEpoch { get; }

    /// <summary>For tests.</summary>
    public ReadPace Pace => _pace;

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        if (_yields) throw FilledTwice();
        return _pace.IsOver() ? FillLaterAsync(cancellationToken) : new(Fill());
    }

    private async ValueTask<bool> FillLaterAsync(CancellationToken cancellationToken)
    {
        _yields = true;
        await _pace.YieldAsync();
        _yields = false;
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return Fill();
    }

    private bool Fill()
    {
        try
        {
            if (!_hasPlace && (_left <= 0 || !_source.MoveNext())) return false;
            _hasPlace = true;
            _leftInBlock = ReadPace.EventsPerBlock;
            if (_watermark.IsClosed) throw Closed();
            if (!_places.TryGet(_source.Position, out _, out _, out _)) _places.Load(_source.Position, _direction);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();         // between the look at the watermark and the read
        }

        return true;
    }

    public override bool TryRead(out EventView e)
    {
        while (_leftInBlock > 0 && (_hasPlace || (_left > 0 && TryMove())))
        {
            _hasPlace = true;
            if (!_places.TryGet(_source.Position, out var segment, out var offset, out var bytes)) break;
            (_hasPlace, _leftInBlock) = (false, _leftInBlock - 1);
            var record = EventRecord.TryRead(bytes, _seed, out var read) ? read : ReadAgain(segment, offset);
            if (_tags is not null) record = _tags.Complete(_added!, _source.Position, record);
            if (!_query.Matches(record)) continue;
            _left--;
            e = new(_source.Position, record);
            return true;
        }

        e = default;
        return false;
    }

    public override void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _hasPlace = false;
        (_left, _leftInBlock) = (0, 0);
        _places.Dispose();
        _source.Dispose();
    }

    /// <summary>A store in memory could go on, and one on disk would name a file handle: both say this instead.</summary>
    private ObjectDisposedException Closed() => _watermark.Closed("The log was closed before the read was over.");

    private bool TryMove()
    {
        try
        {
            return _source.MoveNext();
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
    }

    /// <summary>Damage is what the file says, not what was in memory.</summary>
    private EventRecord ReadAgain(Segment segment, int offset)
    {
        try
        {
            return segment.Verify(_places.ReadAgain(_source.Position, out _), offset, _seed);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
    }
}

/// <summary>How to find what matches; never what is found.</summary>
internal enum ReadStrategy
{
    /// <summary>The cheaper.</summary>
    Automatic,

    Scan,
}
