using System.Diagnostics.Metrics;

namespace Opossum.Typed.Engine.Telemetry;

/// <summary>
/// What one open store tells of itself: the meter <c>Opossum.Typed</c>, with the store's place as its tag. Times are in seconds. Nothing
/// says what the events are: no type names, no tags. Without a listener an append pays for a look at a flag or two. A listener is called on
/// the threads of the store, the commit thread among them: should it throw, that is not the store's failure, and is passed over.
/// </summary>
internal sealed class StoreMetrics : IDisposable
{
    public const string Name = OpossumTelemetry.MeterName;

    private const string WorkTag = "opossum.work";

    /// <summary>Worth a look at the disk.</summary>
    private static readonly TimeSpan SlowFlush = TimeSpan.FromSeconds(1);

    // Flushes take from some microseconds, in memory, to seconds, on a disk that is dying.
    private static readonly InstrumentAdvice<double> Times = new()
    {
        HistogramBucketBoundaries = [0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    };
    private static readonly InstrumentAdvice<long> Counts = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    };
    private static readonly InstrumentAdvice<long> Sizes = new()
    {
        HistogramBucketBoundaries = [512, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20],
    };

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _appendTime;
    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _flushTime;
    private readonly Histogram<long> _groupAppends;
    private readonly Histogram<long> _groupSize;
    private readonly Histogram<double> _recoveryTime;
    private readonly Histogram<double> _decisionTime;
    private readonly Histogram<long> _decisionAttempts;
    private readonly Counter<long> _decisionsGivenUp;
    private readonly Histogram<long> _decisionEvents;
    private readonly Counter<long> _statesUsed;
    private readonly Counter<long> _statesMissed;
    private readonly Counter<long> _conflicts;
    private long _stateBytes;           // any thread
    private readonly Counter<long> _slowFlushes;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _cutBytes;
    private readonly Counter<long> _backgroundFailures;
    private readonly Counter<long> _backgroundRecoveries;

    /// <param name="location">Of the store.</param>
    /// <param name="time">The store's clock, by which all is measured.</param>
    public StoreMetrics(string location, TimeProvider time)
    {
        (Place, _time) = (location, time);
        _meter = new(Name, typeof(StoreMetrics).Assembly.GetName().Version?.ToString(3), [new("opossum.store", location)]);
        _appendTime = _meter.CreateHistogram(
            "opossum.append.duration", "s", "From the call to the answer of an append.", tags: null, Times);
        _queueTime = _meter.CreateHistogram(
            "opossum.append.queue.duration", "s", "How long an append waited for the commit thread.", tags: null, Times);
        _flushTime = _meter.CreateHistogram(
            "opossum.flush.duration", "s", "How long the disk took to make what was written durable.", tags: null, Times);
        _groupAppends = _meter.CreateHistogram(
            "opossum.group.appends", "{append}", "Appends that were written together.", tags: null, Counts);
        _groupSize = _meter.CreateHistogram(
            "opossum.group.size", "By", "Bytes of appends that were written together, with the headers that the log adds.", tags: null,
            Sizes);
        _recoveryTime = _meter.CreateHistogram(
            "opossum.recovery.duration", "s", "How long it took to read and verify the log when it was opened.", tags: null, Times);
        _decisionTime = _meter.CreateHistogram(
            "opossum.decision.duration", "s", "From the call to the outcome of a command.", tags: null, Times);
        _decisionAttempts = _meter.CreateHistogram(
            "opossum.decision.attempts", "{attempt}", "How often a decider ran until there was an outcome.", tags: null, Counts);
        _decisionsGivenUp = _meter.CreateCounter<long>("opossum.decision.conflicts", "{decision}", "Commands that ended with a conflict.");
        _decisionEvents = _meter.CreateHistogram(
            "opossum.decision.events", "{event}", "Events that were read for a decision, of all its attempts.", tags: null, Counts);
        _statesUsed = _meter.CreateCounter<long>(
            "opossum.decision.states.used", "{state}", "Models that began with a state that an earlier decision had folded.");
        _statesMissed = _meter.CreateCounter<long>(
            "opossum.decision.states.missed", "{state}",
            "Models that had to be folded from their first event, and whose state was kept then.");
        _meter.CreateObservableGauge(
            "opossum.decision.states.size", () => Interlocked.Read(ref _stateBytes), "By",
            "Memory that kept states of models take, estimated.");
        _conflicts = _meter.CreateCounter<long>("opossum.append.conflicts", "{append}", "Appends that their condition refused.");
        _slowFlushes = _meter.CreateCounter<long>("opossum.flush.slow", "{flush}", "Flushes that took more than a second.");
        _faults = _meter.CreateCounter<long>("opossum.faults", "{fault}", "Failures that ended writing.");
        _cutBytes = _meter.CreateCounter<long>("opossum.recovery.cut", "By", "Bytes of interrupted writes that opening cut off.");
        _backgroundFailures = _meter.CreateCounter<long>(
            "opossum.background.failures", "{failure}",
            "How often work in the background began to fail, or failed for another reason; attempts do not count.");
        _backgroundRecoveries = _meter.CreateCounter<long>(
            "opossum.background.recoveries", "{recovery}", "How often work in the background that had failed succeeded again.");
    }

    /// <summary>The store's place, the tag of the meter.</summary>
    public string Place { get; }

    /// <summary>Whether somebody wants to know how long appends take: if not, nobody looks at a clock for it.</summary>
    public bool TimesAppends => _appendTime.Enabled || _queueTime.Enabled;

    /// <summary>Whether somebody wants to know how long decisions take.</summary>
    public bool TimesDecisions => _decisionTime.Enabled;

    /// <summary>Lets listeners ask how much could be lost.</summary>
    public void ObserveLag(Func<long> events) =>
        _meter.CreateObservableGauge(
            "opossum.durable.lag", events, "{event}",
            "Events that were acknowledged and are not flushed yet: what a power cut could take back.");

    /// <summary>A timestamp of the store's clock.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>Tells of work that fails in the background: when that begins and ends, and whether it is so now.</summary>
    public void Observe(params BackgroundWork[] works)
    {
        foreach (var work in works) work.Changed = Changed;
        _meter.CreateObservableGauge(
            "opossum.background.failing",
            () => works.Select(Measure), "{failure}", "1 while work in the background fails, otherwise 0.");
    }

    private static Measurement<long> Measure(BackgroundWork work) =>
        new(work.Failure is null ? 0 : 1, KeyValuePair.Create<string, object?>(WorkTag, work.Name));

    private void Changed(BackgroundWork work, Exception? failure)
    {
        var name = KeyValuePair.Create<string, object?>(WorkTag, work.Name);
        if (failure is null) Add(_backgroundRecoveries, 1, name);
        else Add(_backgroundFailures, 1, name, KeyValuePair.Create<string, object?>("error.type", failure.GetType().FullName));
    }

    /// <param name="begun">A timestamp.</param>
    /// <param name="recovery">What opening found.</param>
    public void Recovered(long begun, Recovery recovery)
    {
        Record(_recoveryTime, _time.GetElapsedTime(begun).TotalSeconds);
        if (recovery.CutBytes > 0) Add(_cutBytes, recovery.CutBytes);
    }

    /// <param name="queuedAt">A timestamp, or 0 if nobody took it.</param>
    public void Drained(long queuedAt)
    {
        if (queuedAt != 0) Record(_queueTime, _time.GetElapsedTime(queuedAt).TotalSeconds);
    }

    /// <param name="appends">How many were staged: neither those that were refused nor those that were repeated.</param>
    /// <param name="bytes">With what else the log wrote along with them.</param>
    public void Written(int appends, int bytes)
    {
        Record(_groupAppends, appends);
        Record(_groupSize, bytes);
    }

    /// <param name="begun">A timestamp.</param>
    public void Flushed(long begun)
    {
        var duration = _time.GetElapsedTime(begun);
        Record(_flushTime, duration.TotalSeconds);
        if (duration > SlowFlush) Add(_slowFlushes, 1);
    }

    /// <param name="startedAt">A timestamp, or 0 if nobody took it.</param>
    /// <param name="isRefused">Whether a condition refused the append.</param>
    public void Answered(long startedAt, bool isRefused)
    {
        if (startedAt != 0) Record(_appendTime, _time.GetElapsedTime(startedAt).TotalSeconds);
        if (isRefused) Add(_conflicts, 1);
    }

    /// <param name="startedAt">A timestamp, or 0 if nobody took it.</param>
    /// <param name="attempts">How often the decider ran.</param>
    /// <param name="events">How many events were read.</param>
    /// <param name="isConflict">Whether it ended with a conflict.</param>
    public void Decided(long startedAt, int attempts, long events, bool isConflict)
    {
        if (startedAt != 0) Record(_decisionTime, _time.GetElapsedTime(startedAt).TotalSeconds);
        Record(_decisionAttempts, attempts);
        Record(_decisionEvents, events);
        if (isConflict) Add(_decisionsGivenUp, 1);
    }

    /// <param name="models">How many models began with a kept state.</param>
    public void StatesUsed(int models) => Add(_statesUsed, models);

    /// <summary>A model was folded from its first event.</summary>
    public void StateMissed() => Add(_statesMissed, 1);

    /// <param name="bytes">By how much more memory is taken by kept states than before.</param>
    public void StatesGrew(long bytes) => Interlocked.Add(ref _stateBytes, bytes);

    public void Failed() => Add(_faults, 1);

    public void Dispose() => _meter.Dispose();

    private static void Record<T>(Histogram<T> histogram, T value) where T : struct
    {
        try
        {
            histogram.Record(value);
        }
        catch (Exception)
        {
            // The listener's.
        }
    }

    private static void Add(Counter<long> counter, long value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(value, tags);
        }
        catch (Exception)
        {
            // The listener's.
        }
    }
}
