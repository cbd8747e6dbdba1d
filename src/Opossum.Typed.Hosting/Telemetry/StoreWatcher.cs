using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>
/// Listens to one store's meter, logs slow flushes, the end of writing and what fails in the background, and keeps the time of the last
/// flush for the health check. It is called on threads of the store, the commit thread among them: what it has to say to a logger, a thread
/// of the pool says.
/// </summary>
internal sealed class StoreWatcher : IDisposable
{
    private const string FlushTime = "opossum.flush.duration";
    private const string SlowFlushes = "opossum.flush.slow";
    private const string Faults = "opossum.faults";
    private const string BackgroundFailures = "opossum.background.failures";
    private const string BackgroundRecoveries = "opossum.background.recoveries";
    private const string WorkTag = "opossum.work";
    private const string ErrorTag = "error.type";

    private readonly MeterListener _listener = new();
    private readonly HostedStore _store;
    private readonly string _path;
    private readonly string _name;
    private readonly ILogger _logger;
    private long _lastFlushAt;          // milliseconds of the system's run time; 0 before the first. Written by the commit thread
    private double _lastFlush;          // seconds; likewise

    public StoreWatcher(string path, HostedStore store, string name, ILogger logger)
    {
        (_path, _store, _name, _logger) = (path, store, name, logger);
        _listener.InstrumentPublished = Choose;
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => NoteFlush(seconds));
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => NoteTrouble(instrument.Name, tags));
        _listener.Start();
    }

    /// <summary>How long the last flush took; null before the first.</summary>
    public TimeSpan? LastFlush => Volatile.Read(ref _lastFlushAt) == 0 ? null : TimeSpan.FromSeconds(Volatile.Read(ref _lastFlush));

    /// <summary>How long ago that was.</summary>
    public TimeSpan SinceLastFlush => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastFlushAt));

    public void Dispose() => _listener.Dispose();

    private void Choose(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name != OpossumTelemetry.MeterName) return;
        if (instrument.Name is not (FlushTime or SlowFlushes or Faults or BackgroundFailures or BackgroundRecoveries)) return;
        if (instrument.Meter.Tags?.Any(tag => tag.Key == OpossumTelemetry.StoreTag && tag.Value is string place && place == _path) == true)
            listener.EnableMeasurementEvents(instrument);
    }

    private void NoteFlush(double seconds)
    {
        Volatile.Write(ref _lastFlush, seconds);
        Volatile.Write(ref _lastFlushAt, Math.Max(Environment.TickCount64, 1));
    }

    private void NoteTrouble(string instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Action log = instrument switch
        {
            SlowFlushes => SlowFlush(Volatile.Read(ref _lastFlush)),
            Faults => () => _logger.Faulted(Quotable.OrNull(_store.Log?.Fault), _name, _path),
            _ => Background(instrument, Find(tags, WorkTag), Find(tags, ErrorTag)),
        };
        ThreadPool.UnsafeQueueUserWorkItem(static log => log(), log, preferLocal: false);
    }

    private Action SlowFlush(double seconds) => () => _logger.FlushSlow(_name, _path, seconds);

    private Action Background(string instrument, string work, string type)
    {
        if (instrument == BackgroundRecoveries) return () => _logger.BackgroundRecovered(_name, _path, work);
        var failure = work switch
        {
            "index" => _store.Log?.IndexFailure,
            "head" => _store.Log?.PublicationFailure,
            "snapshots" => _store.Log?.SnapshotFailure,
            _ => _store.Log?.PreparationFailure,
        };
        var reason = failure is null ? type : Quotable.Text(failure);
        return () => _logger.BackgroundFailed(Quotable.OrNull(failure), _name, _path, work, reason);
    }

    private static string Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, string key)
    {
        foreach (var (name, value) in tags)
            if (name == key) return value as string ?? "";
        return "";
    }
}
