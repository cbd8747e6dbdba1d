namespace Examples;

/// <summary>A clock that a story moves on: days pass between two of its lines.</summary>
public sealed class StoryClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
