namespace Opossum.Typed.Testing;

/// <summary>A clock that stands still until it is told to go on. Timers and timestamps stay those of the system.</summary>
/// <param name="now">What it shows.</param>
/// <example>
/// <code>
/// var clock = new ManualClock(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
/// await using var store = OpossumStore.OpenInMemory(Courses.Model, new() { TimeProvider = clock });
/// clock.Advance(TimeSpan.FromDays(3));
/// </code>
/// </example>
public sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private long _utcTicks = now.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _utcTicks), TimeSpan.Zero);

    /// <summary>Goes on by a time; a negative one goes back.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _utcTicks, time.Ticks);

    /// <summary>Shows another time.</summary>
    public void Set(DateTimeOffset now) => Volatile.Write(ref _utcTicks, now.UtcTicks);
}
