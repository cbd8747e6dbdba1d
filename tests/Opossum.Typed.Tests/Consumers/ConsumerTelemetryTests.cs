using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>What a listener learns of consumers.</summary>
public sealed class ConsumerTelemetryTests : IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly string _location = "store " + Guid.NewGuid();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<(string Instrument, double Value)> _measured = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly OpossumStore _store;

    public ConsumerTelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == OpossumTelemetry.MeterName
                && instrument.Meter.Tags!.Contains(new(OpossumTelemetry.StoreTag, _location))
                && instrument.Meter.Tags!.Contains(new("opossum.consumer", "recorder")))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _meters.Start();
        _spans = new()
        {
            ShouldListenTo = static source => source.Name == OpossumTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _store = new(EmbeddedEventLog.Open(new WatchedStorage { Location = _location }, new()), Shapes.Model);
    }

    [Fact]
    public async Task Durations_failures_parked_events_and_the_lag_are_measured()
    {
        await _store.OpenRoomsAsync((1, 1), (2, 2));
        var recorder = new Recorder(static (room, _, _) => room.Seats == 2 ? throw new InvalidCastException() : Task.CompletedTask);
        await using var consumer = await _store.StartConsumerAsync(recorder, new() { WhenExhausted = Exhausted.Park }, Stop);
        await consumer.UntilAsync(2);
        await consumer.PauseAsync(Stop);
        await _store.OpenRoomsAsync((3, 3), (3, 4), (3, 5));
        _meters.RecordObservableInstruments();
        Assert.Equal(2, Of("opossum.consumer.duration").Length);
        Assert.All(Of("opossum.consumer.duration"), static seconds => Assert.InRange(seconds, 1e-7, 60));
        Assert.Equal([1], Of("opossum.consumer.failures"));
        Assert.Equal([1], Of("opossum.consumer.parked"));
        Assert.Equal([3], Of("opossum.consumer.lag"));
    }

    [Fact]
    public async Task A_delivery_is_a_span_that_links_to_that_of_the_append()
    {
        Activity caller;
        using (caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start()) await _store.OpenRoomsAsync((1, 1));
        await using (var consumer = await _store.StartConsumerAsync(
            new Recorder(static (_, at, _) => at.Attempt == 1 ? throw new IOException("private") : Task.CompletedTask),
            new() { FirstPause = TimeSpan.FromMilliseconds(1) }, Stop))
            await consumer.UntilAsync(1);
        Activity[] spans =
        [
            .. _ended.Where(span =>
                span.OperationName == "opossum.consume" && (string?)span.GetTagItem(OpossumTelemetry.StoreTag) == _location),
        ];
        Assert.Equal([1, 2], spans.Select(static span => span.GetTagItem("opossum.attempt")));
        Assert.All(spans, span =>
        {
            Assert.Equal((ActivityKind.Consumer, "recorder", 1L, null),
                (span.Kind, span.GetTagItem("opossum.consumer"), span.GetTagItem("opossum.position"), span.ParentId));
            var link = Assert.Single(span.Links);
            Assert.Equal((caller.TraceId, caller.SpanId), (link.Context.TraceId, link.Context.SpanId));
        });
        Assert.Equal(
            [(ActivityStatusCode.Error, "System.IO.IOException"), (ActivityStatusCode.Unset, null)],
            spans.Select(static span => (span.Status, span.StatusDescription)));
    }

    public void Dispose()
    {
        _store.Dispose();
        _spans.Dispose();
        _meters.Dispose();
    }

    private double[] Of(string instrument) =>
        [.. _measured.Where(measured => measured.Instrument == instrument).Select(static measured => measured.Value)];
}
