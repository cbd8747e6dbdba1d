using System.Collections.Concurrent;
using System.Diagnostics;

namespace Opossum.Typed.Tests.Engine.Telemetry;

/// <summary>What a listener to the spans sees of an append.</summary>
public sealed class TracingTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly Activity _caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

    public TracingTests()
    {
        _listener = new()
        {
            ShouldListenTo = static source => source.Name == "Opossum.Typed",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                // other tests append too
                options.Parent.TraceId == _caller.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task An_append_is_a_child_of_its_caller_and_what_it_stores_names_the_caller()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A"), Raw.Event("B")]);
        Assert.Same(_caller, Activity.Current);
        var span = Single("opossum.append");
        Assert.Equal(
            (_caller.SpanId, 2, 2L),
            (span.ParentSpanId, span.GetTagItem("opossum.append.events"), span.GetTagItem("opossum.append.last_position")));
        var stored = (await Raw.EventsAsync(log, Query.All))[0];
        Assert.Equal(_caller.SpanId.ToHexString(), stored.Metadata.CausationId);
    }

    [Fact]
    public async Task A_refusal_is_said_and_is_no_error()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        Assert.False((await log.TryAppendAsync([Raw.Event("A")], Query.All)).IsAppended);
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () => await log.AppendAsync([Raw.Event("A")], Query.All));
        Activity[] refused = [.. _ended.Where(static span => span.GetTagItem("opossum.append.refused") is true)];
        Assert.Equal(2, refused.Length);
        Assert.All(refused, static span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task A_failure_is_an_error_also_one_before_anything_was_under_way()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAsync<AppendLimitException>(async () => await log.AppendAsync([Raw.Event(new string('x', 300))]));
        var span = Single("opossum.append");
        Assert.Equal((ActivityStatusCode.Error, typeof(AppendLimitException).FullName), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Opening_a_store_is_a_span()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        Assert.Equal("memory", Single("opossum.open").GetTagItem("opossum.store"));
    }

    [Fact]
    public async Task Opening_a_store_that_another_process_has_is_one_span_however_long_it_waits()
    {
        var path = TestDisk.NewPath();
        try
        {
            await using (await EmbeddedEventLog.OpenAsync(path))
                await Assert.ThrowsAsync<StoreLockedException>(async () =>
                    await EmbeddedEventLog.OpenAsync(path, null, waitForLock: TimeSpan.FromMilliseconds(100)));
            Assert.Equal(
                [(ActivityStatusCode.Unset, path), (ActivityStatusCode.Error, path)],
                _ended.Select(static span => (span.Status, span.GetTagItem("opossum.store") as string)));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private Activity Single(string name) => Assert.Single(_ended, span => span.OperationName == name);

    public void Dispose()
    {
        _listener.Dispose();
        _caller.Dispose();
    }
}
