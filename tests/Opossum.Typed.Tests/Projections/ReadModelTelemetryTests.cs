using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>What a listener learns of read models.</summary>
public sealed class ReadModelTelemetryTests : IDisposable
{
    private readonly string _location = "store " + Guid.NewGuid();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<(string Instrument, string? Model, double Value)> _measured = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly OpossumStore _store;

    public ReadModelTelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name.StartsWith("opossum.read_model.", StringComparison.Ordinal)
                && instrument.Meter.Tags!.Contains(new(OpossumTelemetry.StoreTag, _location)))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
        _spans = new()
        {
            ShouldListenTo = static source => source.Name == OpossumTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.OperationName == "opossum.project" && _location.Equals(span.GetTagItem(OpossumTelemetry.StoreTag)))
                    _ended.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_spans);
        _store = new(EmbeddedEventLog.Open(new WatchedStorage { Location = _location }, new()), LibraryModel.Model);
    }

    [Fact]
    public async Task Events_failures_commits_and_the_lag_are_measured()
    {
        await _store.AppendAsync([
            new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0), new BookRated(LibraryLog.Book(1), 1, "throw"),
            new BookLent(LibraryLog.Book(1), new(1), default)]);
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync<BookCard>((await _store.AppendAsync(new BookLent(LibraryLog.Book(1), new(1), default))).Last);
        _meters.RecordObservableInstruments();
        Assert.Equal(3, Of("opossum.read_model.events", "book_cards").Sum());
        Assert.Equal(0, Of("opossum.read_model.events", "book_ratings").Sum());
        Assert.Equal([1], Of("opossum.read_model.failures", "book_ratings"));
        Assert.Equal([3], Of("opossum.read_model.lag", "book_ratings"));
        Assert.Equal([0], Of("opossum.read_model.lag", "book_cards"));
        Assert.NotEmpty(Of("opossum.read_model.commit.duration", model: null));
        Assert.NotEmpty(_ended);
    }

    public void Dispose()
    {
        _store.Dispose();
        _meters.Dispose();
        _spans.Dispose();
    }

    private double[] Of(string instrument, string? model) =>
        [.. _measured.Where(each => each.Instrument == instrument && each.Model == model).Select(static each => each.Value)];

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? model = null;
        foreach (var (key, name) in tags)
            if (key == "opossum.read_model") model = (string?)name;
        _measured.Enqueue((instrument.Name, model, value));
    }
}
