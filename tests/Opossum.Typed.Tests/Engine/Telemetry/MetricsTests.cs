using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Telemetry;

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
            if (instrument.Meter.Name == "Opossum.Typed" && instrument.Meter.Tags!.Contains(new("opossum.store", _location)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task How_long_appends_took_and_waited_and_what_was_written_together()
    {
        await using (var log = EmbeddedEventLog.Open(_storage, null))
        {
            for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A")]);
            Assert.Equal(3, Of("opossum.flush.duration").Length);               // closing flushes too
        }

        Assert.Equal(3, Of("opossum.append.duration").Length);
        Assert.All(Of("opossum.append.duration"), static seconds => Assert.InRange(seconds, 1e-7, 60));
        Assert.All(
            Of("opossum.append.duration").Zip(Of("opossum.append.queue.duration")), static both => Assert.True(both.First >= both.Second));
        Assert.Equal([1, 1, 1], Of("opossum.group.appends"));
        var sizes = Of("opossum.group.size");
        Assert.Equal([64 + sizes[1], sizes[1], sizes[1]], sizes);               // the first has the segment's header with it
    }

    [Fact]
    public async Task Refusals_whoever_judged_them()
    {
        await using var log = EmbeddedEventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        await log.TryAppendAsync([Raw.Event("A", "t:1")], Query.Tagged(new Tag("t:1")));                     // by the caller's thread
        await log.TryAppendAsync([Raw.Event("A", "t:1")], Query.Tagged(new Tag("t:1")), key: "k");           // by the commit thread
        Assert.Equal(2, Of("opossum.append.conflicts").Sum());
        Assert.Equal(3, Of("opossum.append.duration").Length);
    }

    [Fact]
    public async Task What_a_power_cut_could_take_back()
    {
        await using var log = EmbeddedEventLog.Open(
            _storage, new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A")]);
        _listener.RecordObservableInstruments();
        await log.FlushAsync();
        _listener.RecordObservableInstruments();
        Assert.Equal([3, 0], Of("opossum.durable.lag"));
    }

    [Fact]
    public async Task A_slow_flush()
    {
        var time = new FakeTimeProvider();
        await using var log = EmbeddedEventLog.Open(_storage, new() { TimeProvider = time });
        var duration = TimeSpan.FromSeconds(1);
        _storage.Before = call =>
        {
            if (call == "flush events/0000000001.seg") time.Advance(duration);
        };
        await log.AppendAsync([Raw.Event("A")]);
        Assert.Empty(Of("opossum.flush.slow"));
        duration += TimeSpan.FromMilliseconds(1);
        await log.AppendAsync([Raw.Event("A")]);
        _storage.Before = null;
        Assert.Equal([1], Of("opossum.flush.slow"));
        Assert.Equal([1, 1.001], Of("opossum.flush.duration"));
    }

    [Fact]
    public async Task What_waited_for_the_commit_thread_did_so_until_that_took_it_up()
    {
        var time = new FakeTimeProvider();
        await using var log = EmbeddedEventLog.Open(_storage, new() { TimeProvider = time });
        using var flushing = new Gate();
        using var firstAnswered = new Gate();           // the pool answers it, while the commit thread goes on
        var (flush, isFirstFlushed) = (TimeSpan.FromMilliseconds(2), false);
        _storage.Before = call =>
        {
            var isOfSegmentBeingMade = Of("opossum.append.queue.duration").Length == 0;
            if (isOfSegmentBeingMade || call != "flush events/0000000001.seg") return;
            flushing.Pass();
            if (isFirstFlushed) firstAnswered.Pass();
            isFirstFlushed = true;
            time.Advance(flush);
        };
        var first = log.AppendAsync([Raw.Event("A")]).AsTask();
        flushing.WaitUntilReached();
        var second = log.AppendAsync([Raw.Event("B")]).AsTask();
        flushing.Open();
        await first;
        firstAnswered.Open();
        await second;
        _storage.Before = null;
        Assert.Equal([0, 0.002], Of("opossum.append.queue.duration"));
        Assert.Equal([0.002, 0.004], Of("opossum.append.duration"));
        Assert.Equal([0.002, 0.002], Of("opossum.flush.duration"));
    }

    [Fact]
    public async Task What_was_written_together_without_what_was_refused_or_repeated()
    {
        await using var log = EmbeddedEventLog.Open(_storage, null);
        using var flushing = new Gate();
        flushing.HoldEventFlushes(_storage);
        var first = log.AppendAsync([Raw.Event("A", "t:1")]).AsTask();
        flushing.WaitUntilReached();
        Task[] group =
        [
            log.AppendAsync([Raw.Event("B")], key: "k").AsTask(),
            log.AppendAsync([Raw.Event("B")], key: "k").AsTask(),
            log.TryAppendAsync([Raw.Event("B")], Query.Tagged(new Tag("t:1"))).AsTask(),
            log.AppendAsync([Raw.Event("B")]).AsTask(),
        ];
        flushing.Open();
        await first;
        await Task.WhenAll(group);
        await log.TryAppendAsync([Raw.Event("B")], Query.All, key: "another");        // a group of which nothing is written
        Assert.Equal([1, 2], Of("opossum.group.appends"));
        Assert.Equal(2, Of("opossum.group.size").Length);
    }

    [Fact]
    public async Task What_was_written_together_when_the_group_goes_on_in_the_next_segment()
    {
        await using var log = EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 });
        await log.AppendAsync([Raw.Event("A")]);
        await log.AppendAsync([Raw.Event("A")]);
        using var flushing = new Gate();
        flushing.HoldEventFlushes(_storage);
        var before = log.AppendAsync([Raw.Event("A")]).AsTask();
        flushing.WaitUntilReached();
        var group = Enumerable.Range(0, 97).Select(_ => log.AppendAsync([Raw.Event("A")]).AsTask()).ToArray();
        flushing.Open();
        await before;
        await Task.WhenAll(group);
        var sizes = Of("opossum.group.size");
        var segments = _storage.List("events").Count(static name => name.EndsWith(".seg", StringComparison.Ordinal));
        Assert.InRange(sizes.Length, 5, 10);
        Assert.Equal(100, Of("opossum.group.appends").Sum());
        var headers = (sizes.Sum() - 100 * sizes[1]) / 64;
        Assert.InRange(headers, 2, segments);           // one for each segment that was begun; another may be prepared
        Assert.Equal(Math.Truncate(headers), headers);
    }

    [Fact]
    public async Task An_answer_by_the_caller_s_own_thread_counts_as_one_by_the_commit_thread_also_if_it_is_an_error()
    {
        await using var log = EmbeddedEventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A")], key: "k");
        await Assert.ThrowsAsync<AppendKeyReusedException>(async () => await log.AppendAsync([Raw.Event("B")], key: "k"));
        Assert.Equal(2, Of("opossum.append.duration").Length);
    }

    [Fact]
    public async Task How_long_opening_took_by_the_store_s_clock()
    {
        var time = new FakeTimeProvider();
        _storage.Before = _ => time.Advance(TimeSpan.FromSeconds(3));
        await using var log = EmbeddedEventLog.Open(_storage, new() { TimeProvider = time });
        _storage.Before = null;
        var seconds = Assert.Single(Of("opossum.recovery.duration"));
        Assert.True(seconds >= 3 && seconds % 3 == 0, $"{seconds} s");
    }

    [Fact]
    public async Task The_failure_that_ended_writing()
    {
        await using var log = EmbeddedEventLog.Open(_storage, null);
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
        await using (var log = EmbeddedEventLog.Open(_storage, null)) await log.AppendAsync([Raw.Event("A")]);
        using (var file = _storage.Open("events/0000000001.seg")) file.Write([1, 2, 3], 4096);
        await using var reopened = EmbeddedEventLog.Open(_storage, null);
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
        await using var log = EmbeddedEventLog.Open(_storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        Assert.False((await log.TryAppendAsync([Raw.Event("A")], Query.Tagged(new Tag("t:1")))).IsAppended);
        Assert.Equal(2, (await log.AppendAsync([Raw.Event("B")])).First);
        _storage.Before = static call =>
        {
            if (call.StartsWith("write events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        Assert.Contains(
            "the disk is gone",
            (await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("C")]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_fails_in_the_background()
    {
        await using var log = EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 });
        _storage.Before = static call =>
        {
            if (call.StartsWith("create index/", StringComparison.Ordinal)) throw new UnauthorizedAccessException();
        };
        while (log.IndexFailure is null) await log.AppendAsync([Raw.Event("A")]);
        for (var i = 0; i < 500; i++) await log.AppendAsync([Raw.Event("A")]);           // further segments, and so further attempts
        _listener.RecordObservableInstruments();
        Assert.Equal([1, 0, 0, 0], Of("opossum.background.failing"));
        _storage.Before = null;
        while (log.IndexFailure is not null) await log.AppendAsync([Raw.Event("A")]);
        _listener.RecordObservableInstruments();
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], Of("opossum.background.failing"));
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
