using Opossum.Typed.Engine.Commit;

namespace Opossum.Typed.Engine.Read;

/// <summary>
/// Catching up and being live are one loop: read what is durable after the cursor, move the cursor there, wait for more. What was durable once stays, so no event is missed, doubled or taken
/// back.
/// </summary>
internal sealed class LogFollower(Watermark watermark, long after, Func<ReadBounds, LogReader> read) : EventReader
{
    private LogReader? _reader;
    private long _cursor = after;       // everything up to here was delivered, or does not match
    private bool _disposed;

    public override long Head => _reader?.Head ?? _cursor;

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!watermark.IsClosed)
        {
            if (_reader is not null)
            {
                if (await FillReaderAsync(_reader, cancellationToken).ConfigureAwait(false) is not { } isFilled) return false;
                if (isFilled) return true;
                _cursor = _reader.Head;
                _reader.Dispose();
                _reader = null;
            }

            if (!await watermark.WaitBeyondAsync(_cursor, cancellationToken).ConfigureAwait(false)) return false;
            _reader = read(new(_cursor + 1, watermark.DurableHead, Backward: false));
        }

        return false;
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
        if (_reader is not null) return _reader.TryRead(out e);
        e = default;
        return false;
    }

    public override void Dispose()
    {
        _disposed = true;
        _reader?.Dispose();
        _reader = null;
    }
}
