using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Opossum.Typed;

/// <summary>
/// What one consumer tells of itself: instruments of the meter <c>Opossum.Typed</c> with the names of consumer and store as tags, and
/// a span for each delivery, linked to the span of the append. Without a listener there is neither.
/// </summary>
internal sealed class ConsumerTelemetry : IDisposable
{
    private const string ConsumerTag = "opossum.consumer";
    private const string SpanName = "opossum.consume";

    private static readonly ActivitySource Source = new(
        OpossumTelemetry.ActivitySourceName, typeof(ConsumerTelemetry).Assembly.GetName().Version?.ToString(3));

    private readonly string _consumer;
    private readonly string? _place;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _parked;

    /// <param name="consumer">The consumer's name.</param>
    /// <param name="log">The log of its store.</param>
    /// <param name="lag">How many events of the log are after its position.</param>
    public ConsumerTelemetry(string consumer, IReadOnlyEventLog log, Func<long> lag)
    {
        (_consumer, _place) = (consumer, OpossumTelemetry.PlaceOf(log));
        _meter = new(
            OpossumTelemetry.MeterName, typeof(ConsumerTelemetry).Assembly.GetName().Version?.ToString(3),
            _place is null ? [new(ConsumerTag, consumer)] : [new(ConsumerTag, consumer), new(OpossumTelemetry.StoreTag, _place)]);
        _duration = _meter.CreateHistogram<double>("opossum.consumer.duration", "s", "How long a handler took, successful or not.");
        _failures = _meter.CreateCounter<long>("opossum.consumer.failures", "{delivery}", "Deliveries that a handler failed at.");
        _parked = _meter.CreateCounter<long>("opossum.consumer.parked", "{event}", "Events that were put aside.");
        _meter.CreateObservableGauge("opossum.consumer.lag", lag, "{event}", "Events of the log after the consumer's position.");
    }

    /// <summary>Calls a handler, and measures it.</summary>
    public ValueTask DeliverAsync(
        ConsumedEvent e, Func<ConsumedEvent, CancellationToken, ValueTask> deliver, TimeProvider time, CancellationToken stop) =>
        _duration.Enabled || _failures.Enabled || Source.HasListeners() ? DeliverMeasuredAsync(e, deliver, time, stop) : deliver(e, stop);

    public void NoteParked() => _parked.Add(1);

    public void Dispose() => _meter.Dispose();

    private async ValueTask DeliverMeasuredAsync(
        ConsumedEvent e, Func<ConsumedEvent, CancellationToken, ValueTask> deliver, TimeProvider time, CancellationToken stop)
    {
        using var span = Source.StartActivity(
            SpanName, ActivityKind.Consumer, default(ActivityContext),
            [new(ConsumerTag, _consumer), new("opossum.position", e.Position), new("opossum.attempt", e.Attempt)],
            LinkTo(e.Metadata));
        if (_place is not null) span?.SetTag(OpossumTelemetry.StoreTag, _place);
        var begin = time.GetTimestamp();
        try
        {
            await deliver(e, stop).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _failures.Add(1);
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().FullName).SetTag("error.type", error.GetType().FullName);
            throw;
        }
        finally
        {
            _duration.Record(time.GetElapsedTime(begin).TotalSeconds);
        }
    }

    /// <summary>The span that the append was made in, as far as correlation and causation are its ids.</summary>
    private static ActivityLink[] LinkTo(EventMetadata metadata) =>
        metadata is { CorrelationId.Length: 32, CausationId.Length: 16 }
            && ActivityContext.TryParse($"00-{metadata.CorrelationId}-{metadata.CausationId}-00", null, isRemote: true, out var context)
            ? [new(context)]
            : [];
}
