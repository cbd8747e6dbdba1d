using System.Globalization;

namespace Opossum.Typed;

/// <summary>Where a consumer begins that has no progress yet.</summary>
public readonly record struct StartAt
{
    private readonly Kind _kind;
    private readonly long _position;
    private readonly DateTimeOffset _time;

    private StartAt(Kind kind, long position = 0, DateTimeOffset time = default) => (_kind, _position, _time) = (kind, position, time);

    private enum Kind
    {
        Position,
        Now,
        Time,
    }

    /// <summary>With the first event. The default.</summary>
    public static StartAt Beginning => default;

    /// <summary>With what becomes durable after the consumer has started for the first time.</summary>
    public static StartAt Now => new(Kind.Now);

    /// <summary>After a position.</summary>
    /// <param name="position">The position; 0 is the beginning.</param>
    public static StartAt After(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return new(Kind.Position, position);
    }

    /// <summary>With the first event that was recorded at a time or later. Finding it reads the log once.</summary>
    /// <param name="time">The time.</param>
    public static StartAt Time(DateTimeOffset time) => new(Kind.Time, time: time);

    /// <summary>Such as <c>beginning</c>, <c>now</c>, <c>after 17</c>.</summary>
    public override string ToString() => _kind switch
    {
        Kind.Now => "now",
        Kind.Time => string.Create(CultureInfo.InvariantCulture, $"{_time:O}"),
        _ when _position == 0 => "beginning",
        _ => string.Create(CultureInfo.InvariantCulture, $"after {_position}"),
    };

    /// <summary>The position to begin after, as the log is now.</summary>
    internal async ValueTask<long> PositionInAsync(IReadOnlyEventLog log, CancellationToken cancellationToken)
    {
        if (_kind == Kind.Position) return _position;
        using var reader = log.Read(Query.All, _kind == Kind.Now ? new() { Limit = 0 } : default);
        var before = 0L;
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (reader.TryRead(out var e))
            {
                if (e.RecordedAt >= _time) return e.Position - 1;
                before = e.Position;
            }
        }

        return _kind == Kind.Now ? Math.Min(reader.Head, log.DurableHead) : before;
    }
}
