using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Opossum.Typed;

/// <summary>
/// What read models tell of themselves: instruments of the meter <c>Opossum.Typed</c>, whose measurements have the name of the model as a
/// tag, and a span for each commit. Without a listener there is neither.
/// </summary>
internal sealed class ReadModelTelemetry : IDisposable
{
    private const string ModelTag = "opossum.read_model";
    private const string SpanName = "opossum.project";

    private static readonly string? Version = typeof(ReadModelTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(OpossumTelemetry.ActivitySourceName, Version);

    private readonly TimeProvider _time;
    private readonly string? _place;
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;

    /// <param name="log">The log of the store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lags">For each model, its name, and how many events of the log are after its position.</param>
    public ReadModelTelemetry(IReadOnlyEventLog log, TimeProvider time, Func<IEnumerable<(string Model, long Lag)>> lags)
    {
        (_time, _place) = (time, OpossumTelemetry.PlaceOf(log));
        _meter = new(OpossumTelemetry.MeterName, Version, _place is null ? [] : [new(OpossumTelemetry.StoreTag, _place)]);
        _events = _meter.CreateCounter<long>("opossum.read_model.events", "{event}", "Events that were folded into rows.");
        _failures = _meter.CreateCounter<long>(
            "opossum.read_model.failures", "{failure}", "Events that a read model stopped at, and troubles that are tried again.");
        _duration = _meter.CreateHistogram<double>("opossum.read_model.commit.duration", "s", "How long it took to store rows.");
        _meter.CreateObservableGauge(
            "opossum.read_model.lag",
            () => lags().Select(static each => new Measurement<long>(each.Lag, new KeyValuePair<string, object?>(ModelTag, each.Model))),
            "{event}", "Events of the log after the read model's position.");
    }

    /// <summary>Measures a commit until it is disposed.</summary>
    public Commit StartCommit(ReadModelFold[] group)
    {
        var span = Source.StartActivity(SpanName, ActivityKind.Internal, default(ActivityContext));
        if (_place is not null) span?.SetTag(OpossumTelemetry.StoreTag, _place);
        if (_events.Enabled)
            foreach (var fold in group) _events.Add(fold.UnstoredEvents, new KeyValuePair<string, object?>(ModelTag, fold.Shape.Name));
        return new(this, span, _time.GetTimestamp());
    }

    public void NoteFailure(ReadModelFailure failure) => _failures.Add(1, new KeyValuePair<string, object?>(ModelTag, failure.Model));

    public void Dispose() => _meter.Dispose();

    /// <summary>A commit that is being measured.</summary>
    public readonly struct Commit(ReadModelTelemetry telemetry, Activity? span, long begin) : IDisposable
    {
        public void Dispose()
        {
            if (telemetry._duration.Enabled) telemetry._duration.Record(telemetry._time.GetElapsedTime(begin).TotalSeconds);
            span?.Dispose();
        }
    }
}
