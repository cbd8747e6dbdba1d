using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Opossum.Typed.Tests.Privacy;

/// <summary>
/// Everything that the store shows while a test runs: messages, texts, spans and metrics. None of it may have a mark of what was stored.
/// </summary>
internal sealed class Secrets : IDisposable
{
    /// <summary>In every text that a test stores.</summary>
    public const string Text = "S3CRET";

    /// <summary>In every number.</summary>
    public const int Number = 314159265;

    /// <summary>In every id.</summary>
    public static readonly Guid Id = new("5ec2e75e-c2e7-5ec2-e75e-c2e75ec2e75e");

    private readonly ConcurrentQueue<string> _shown = new();
    private readonly Activity _caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();

    public Secrets()
    {
        _spans = new()
        {
            ShouldListenTo = static source => source.Name == OpossumTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == _caller.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = Show,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == OpossumTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _metrics.SetMeasurementEventCallback<double>((_, _, tags, _) => Show(tags));
        _metrics.SetMeasurementEventCallback<long>((_, _, tags, _) => Show(tags));
        _metrics.Start();
    }

    public void Show(object? shown) => _shown.Enqueue(shown?.ToString() ?? "");

    /// <summary>The messages of an exception and of those inside, up to one of the user's, which is theirs.</summary>
    public void Show(Exception error)
    {
        for (var each = error; each is not null and not PrivateException; each = each.InnerException)
        {
            _shown.Enqueue(each.Message);
            foreach (System.Collections.DictionaryEntry entry in each.Data) _shown.Enqueue($"{entry.Key} {entry.Value}");
        }
    }

    /// <summary>Runs what must fail, and shows how.</summary>
    public async Task ShowFailureAsync<TException>(Func<Task> fails) where TException : Exception =>
        Show(await Assert.ThrowsAnyAsync<TException>(fails));

    /// <inheritdoc cref="ShowFailureAsync"/>
    public void ShowFailure<TException>(Action fails) where TException : Exception => Show(Assert.ThrowsAny<TException>(fails));

    /// <summary>Nothing that was shown has a mark, and something was shown.</summary>
    public void AreKept()
    {
        _metrics.RecordObservableInstruments();
        Assert.NotEmpty(_shown);
        foreach (var shown in _shown)
        {
            Assert.DoesNotContain(Text, shown, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("31415", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("5ec2e75e", shown, StringComparison.OrdinalIgnoreCase);
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
        _caller.Dispose();
    }

    private void Show(Activity span)
    {
        _shown.Enqueue($"{span.DisplayName} {span.StatusDescription}");
        foreach (var (key, value) in span.TagObjects) _shown.Enqueue($"{key} {value}");
        foreach (var (key, value) in span.Baggage) _shown.Enqueue($"{key} {value}");
        foreach (var e in span.Events) _shown.Enqueue(e.Name + string.Join(' ', e.Tags));
    }

    private void Show(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags) _shown.Enqueue($"{key} {value}");
    }
}
