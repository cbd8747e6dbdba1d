namespace Opossum.Typed;

/// <summary>
/// How fast a read model comes through the log while its rows are made: of the last ten to twenty seconds, so that a slow beginning or a
/// pause is forgotten. The projector writes it; any thread reads it.
/// </summary>
internal sealed class BuildClock
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private (long Position, long At)? _before, _since;          // two marks, the newer one less than a span ago
    private double _rate;

    /// <summary>Notes how far it is.</summary>
    public void Note(long position, TimeProvider time)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_since is not { } since)
            {
                _since = (position, now);
                return;
            }

            var begin = _before ?? since;
            var passed = time.GetElapsedTime(begin.At, now);
            if (passed > TimeSpan.Zero) _rate = Math.Max(position - begin.Position, 0) / passed.TotalSeconds;
            if (time.GetElapsedTime(since.At, now) >= Span) (_before, _since) = (since, (position, now));
        }
    }

    /// <summary>The events of the log that it passes in a second, of any type; 0 until that is known.</summary>
    public double EventsPerSecond
    {
        get
        {
            lock (_gate) return _rate;
        }
    }

    /// <summary>It does not go on from where it was.</summary>
    public void Stop()
    {
        lock (_gate) (_before, _since, _rate) = (null, null, 0);
    }
}
