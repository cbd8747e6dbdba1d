using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>What a listener learns of decisions.</summary>
public sealed class DecisionTelemetryTests : IDisposable
{
    private static readonly CourseId Course = new(1);

    private readonly string _location = "store " + Guid.NewGuid();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly Activity _caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ConcurrentQueue<(string Instrument, double Value)> _measured = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly OpossumStore _store;

    public DecisionTelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name.StartsWith("opossum.decision", StringComparison.Ordinal)
                && instrument.Meter.Tags!.Contains(new("opossum.store", _location)))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _meters.Start();
        _spans = new()
        {
            ShouldListenTo = static source => source.Name == "Opossum.Typed",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == _caller.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _store = new(
            EmbeddedEventLog.Open(new WatchedStorage { Location = _location }, new() { DecisionTimeout = TimeSpan.FromMinutes(1) }),
            Shapes.Model);
    }

    [Fact]
    public async Task How_long_decisions_took_and_how_many_attempts()
    {
        await _store.DecideAsync(new DefineCourse(Course, 10));
        var interfered = false;
        await _store.DecideAsync(new SubscribeAfter(Course, new(1), () =>
        {
            if (!interfered) _store.AppendAsync(new StudentSubscribed(Course, new(9))).AsTask().GetAwaiter().GetResult();
            interfered = true;
        }));
        Assert.Equal([1, 2], Of("opossum.decision.attempts"));
        Assert.Equal(2, Of("opossum.decision.duration").Length);
        Assert.All(Of("opossum.decision.duration"), static seconds => Assert.InRange(seconds, 1e-7, 60));
        Assert.Empty(Of("opossum.decision.conflicts"));
    }

    [Fact]
    public async Task Those_that_gave_up()
    {
        await using var impatient = new OpossumStore(_store.Log, Shapes.Model, new() { DecisionTimeout = TimeSpan.Zero });
        await impatient.AppendAsync(new CourseDefined(Course, 9));
        Assert.IsType<Outcome.ConditionFailed>(
            await impatient.DecideAsync(new Subscribe(Course, new(1)), unless: CourseDefined.For(Course)));
        Assert.Empty(Of("opossum.decision.conflicts"));
        Assert.IsType<Outcome.Conflict>(await impatient.DecideAsync(new SubscribeAfter(Course, new(1), () =>
            impatient.AppendAsync(new StudentSubscribed(Course, new(9))).AsTask().GetAwaiter().GetResult())));
        Assert.Equal([1], Of("opossum.decision.conflicts"));
    }

    [Fact]
    public async Task How_many_events_were_read_and_how_often_kept_state_was_used()
    {
        await _store.AppendAsync(new CourseDefined(Course, 100));
        for (var i = 0; i < 20; i++) await _store.AppendAsync(new StudentSubscribed(Course, new(100 + i)));
        for (var i = 0; i < 3; i++) await _store.DecideAsync(new Subscribe(Course, new(1 + i)));
        Assert.Equal([21, 1, 1], Of("opossum.decision.events"));
        Assert.Equal([1], Of("opossum.decision.states.missed"));
        Assert.Equal([1, 1], Of("opossum.decision.states.used"));
        _meters.RecordObservableInstruments();
        Assert.Equal(_store.Kept!.States.Bytes, Assert.Single(Of("opossum.decision.states.size")));
        Assert.InRange(_store.Kept.States.Bytes, 200, 1_000);
    }

    [Fact]
    public async Task An_explanation_says_what_was_read_and_what_was_kept_and_nothing_of_the_tags()
    {
        await _store.AppendAsync(new CourseDefined(Course, 100));
        for (var i = 0; i < 20; i++) await _store.AppendAsync(new StudentSubscribed(Course, new(100 + i)));
        await _store.DecideAsync(new Subscribe(Course, new(1)));
        var head = _store.Head;
        var explanation = await _store.ExplainAsync(new Subscribe(Course, new(2)));
        Assert.Equal((head, head, 1L), (_store.Head, explanation.Head, explanation.EventsRead));
        Assert.Equal(
            [("Seats", 21L, 21L, 1L, true, true), ("Load", 0L, 0L, 0L, true, false), ("Pair", 0L, 0L, 0L, true, false)],
            explanation.Models.Select(static model =>
                (model.Name, model.KeptTo, model.EventsKept, model.EventsFolded, model.CanBeKept, model.IsKept)));
        Assert.StartsWith($"1 events read up to position {head} in ", explanation.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            """
             µs
              Seats, of course-defined|student-subscribed [course:…]: 21 events kept up to 21, 1 folded
              Load, of student-subscribed [student:…]: 0 folded
              Pair, of student-subscribed [course:…, student:…]: 0 folded
            """,
            explanation.ToString(),
            StringComparison.Ordinal);
        Assert.EndsWith("; its state can't be kept", (await _store.ExplainAsync(new CreateInvoice())).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_says_how_it_ended_and_is_not_the_caller_s()
    {
        await _store.DecideAsync(new DefineCourse(Course, 10));
        await _store.DecideAsync(new DefineCourse(Course, 10));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.DecideAsync(new SayNull()));
        Assert.Same(_caller, Activity.Current);
        Activity[] spans = [.. _ended.Where(static span => span.OperationName == "opossum.decide")];
        Assert.Equal(["appended", "rejected", null], spans.Select(static span => span.GetTagItem("opossum.decision.outcome")));
        Assert.Equal((1, 1L), (spans[0].GetTagItem("opossum.decision.attempts"), spans[0].GetTagItem("opossum.append.last_position")));
        Assert.Equal(
            [ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Error], spans.Select(static span => span.Status));
        Assert.All(spans, span => Assert.Equal(_caller.SpanId, span.ParentSpanId));
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _meters.Dispose();
        _spans.Dispose();
        _caller.Dispose();
    }

    private double[] Of(string instrument) => [.. _measured.Where(each => each.Instrument == instrument).Select(static each => each.Value)];
}

/// <summary>Does what no decider should, so that something happens between its read and its append.</summary>
public partial record SubscribeAfter(CourseId Course, StudentId Student, Action Before)
{
    [Decider]
    Decision Decide(Seats seats)
    {
        Before();
        return Decision.Append(new StudentSubscribed(Course, Student));
    }
}
