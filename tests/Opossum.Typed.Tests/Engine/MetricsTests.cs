using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Opossum.Typed.Tests.Engine;

/// <summary>What a listener to the meter learns of one store.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string _location = "store " + Guid.NewGuid();
    private readonly WatchedStorage _storage;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _measured = new(StringComparer.Ordinal);

    public MetricsTests()
    {
        _storage = new() { Location = _location };
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Opossum.Typed" && instrument.Meter.Tags!.Contains(new("opossum.store", _location))) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task How_long_appends_took_and_waited_and_what_was_written_together()
    {
        await using (var log = EventLog.Open(_storage, null))
        {
            for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A")]);
            Assert.Equal(3, Of("opossum.flush.duration").Length);               // closing flushes too
        }

        Assert.Equal(3, Of("opossum.append.duration").Length);
        Assert.All(Of("opossum.append.duration"), static seconds => Assert.InRange(seconds, 1e-7, 60));
        Assert.All(Of("opossum.append.duration").Zip(Of("opossum.append.queue.duration")), static both => Assert.True(both.First >= both.Second));
        Assert.Equal([1, 1, 1], Of("opossum.group.appends"));
        var sizes = Of("opossum.group.size");
        Assert.Equal([64 + sizes[1], sizes[1], sizes[1]], sizes);               // the first has the segment's header with it
    }

    [Fact]
    public async Task Refusals_whoever_judged_them()
    {
        await using var log = EventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        await log.TryAppendAsync([Raw.Event("A", "t:1")], Query.Tagged(new Tag("t:1")));                     // by the caller's thread
        await log.TryAppendAsync([Raw.Event("A", "t:1")], Query.Tagged(new Tag("t:1")), key: "k");           // by the commit thread
        Assert.Equal(2, Of("opossum.append.conflicts").Sum());
        Assert.Equal(3, Of("opossum.append.duration").Length);
    }

    [Fact]
    public async Task What_a_power_cut_could_take_back()
    {
        await using var log = EventLog.Open(_storage, new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A")]);
        _listener.RecordObservableInstruments();
        await log.FlushAsync();
        _listener.RecordObservableInstruments();
        Assert.Equal([3, 0], Of("opossum.durable.lag"));
    }

    [Fact]
    public async Task A_slow_flush()
    {
        await using var log = EventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        Assert.Empty(Of("opossum.flush.slow"));
        _storage.Before = static call =>
        {
            if (call == "flush events/0000000001.seg") Thread.Sleep(1100);
        };
        await log.AppendAsync([Raw.Event("A")]);
        _storage.Before = null;
        Assert.Equal([1], Of("opossum.flush.slow"));
    }

    [Fact]
    public async Task The_failure_that_ended_writing()
    {
        await using var log = EventLog.Open(_storage, null);
        _storage.Before = static call =>
        {
            if (call.StartsWith("write events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("A")]));
        Assert.Equal([1], Of("opossum.faults"));
    }

    [Fact]
    public async Task What_opening_cut_off_and_how_long_it_took()
    {
        await using (var log = EventLog.Open(_storage, null)) await log.AppendAsync([Raw.Event("A")]);
        using (var file = _storage.Open("events/0000000001.seg")) file.Write([1, 2, 3], 4096);
        await using var reopened = EventLog.Open(_storage, null);
        Assert.NotEqual(0, reopened.Recovery.CutBytes);
        Assert.Equal([reopened.Recovery.CutBytes], Of("opossum.recovery.cut"));
        Assert.Equal(2, Of("opossum.recovery.duration").Length);
    }

    [Fact]
    public async Task A_listener_that_throws_is_not_the_store_s_failure()
    {
        using var throwing = new MeterListener { InstrumentPublished = _listener.InstrumentPublished };
        throwing.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("boom"));
        throwing.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("boom"));
        throwing.Start();
        await using var log = EventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        Assert.False((await log.TryAppendAsync([Raw.Event("A")], Query.Tagged(new Tag("t:1")))).IsAppended);
        Assert.Equal(2, (await log.AppendAsync([Raw.Event("B")])).First);
        _storage.Before = static call =>
        {
            if (call.StartsWith("write events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        Assert.Contains("the disk is gone", (await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("C")]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_fails_in_the_background()
    {
        await using var log = EventLog.Open(_storage, new() { MaxSegmentBytes = 4096 });
        _storage.Before = static call =>
        {
            if (call.StartsWith("create index/", StringComparison.Ordinal)) throw new UnauthorizedAccessException();
        };
        while (log.IndexFailure is null) await log.AppendAsync([Raw.Event("A")]);
        for (var i = 0; i < 500; i++) await log.AppendAsync([Raw.Event("A")]);           // further segments, and so further attempts
        _listener.RecordObservableInstruments();
        Assert.Equal([1, 0], Of("opossum.background.failing"));
        _storage.Before = null;
        while (log.IndexFailure is not null) await log.AppendAsync([Raw.Event("A")]);
        _listener.RecordObservableInstruments();
        Assert.Equal([1, 0, 0, 0], Of("opossum.background.failing"));
        Assert.Equal([1], Of("opossum.background.failures"));
        Assert.Equal([1], Of("opossum.background.recoveries"));
    }

    /// <summary>Whatever is measured, nothing says what the events are.</summary>
    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, _) in tags) Assert.Contains(key, (string[])["opossum.work", "error.type"]);
        _measured.GetOrAdd(instrument.Name, static _ => new()).Enqueue(value);
    }

    private double[] Of(string instrument) => _measured.TryGetValue(instrument, out var values) ? [.. values] : [];

    public void Dispose() => _listener.Dispose();
}
