using System.Diagnostics.Metrics;

namespace Opossum.Typed.Benchmarks.Decide;

/// <summary>How many models began with a state and how many did not, as the meter of the stores tells it.</summary>
internal sealed class StateCounts : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _used;
    private long _missed;

    public StateCounts()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "opossum.decision.states.used" or "opossum.decision.states.missed")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "opossum.decision.states.used") Interlocked.Add(ref _used, value);
            else Interlocked.Add(ref _missed, value);
        });
        _listener.Start();
    }

    public long Used => Volatile.Read(ref _used);

    public long Missed => Volatile.Read(ref _missed);

    public void Dispose() => _listener.Dispose();
}
