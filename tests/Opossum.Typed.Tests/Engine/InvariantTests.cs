using Opossum.Typed.Engine;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A bug in the engine, made through its internals, ends writing before it reaches the log or a reader.</summary>
public sealed class InvariantTests : IDisposable
{
    private readonly SteppedStore _store = new();

    [Fact]
    public async Task A_watermark_that_would_fall_ends_writing()
    {
        _store.Append(Raw.Event("A"));
        _store.Watermark.Publish(9, 9);
        await EndsWritingAsync(_store.Enqueue(Raw.Event("B")), "what is visible or durable stays so");
    }

    [Fact]
    public async Task An_append_with_other_terms_than_its_events_ends_writing()
    {
        var request = _store.Request([Raw.Event("A")]);
        request.Terms.Add(1);
        var task = request.CreateTask();
        _store.Engine.Enqueue(request);
        await EndsWritingAsync(task, "an append has the terms of its events, and its key's behind those of the first");
        Assert.Equal(0, _store.Engine.Head);
    }

    [Fact]
    public void Without_room_in_a_segment_nothing_is_staged()
    {
        Assert.Throws<BrokenInvariantException>(() => _store.Engine.Log.Stage(_store.Request([Raw.Event("A")])));
        Assert.False(_store.Engine.Log.HasStaged);
    }

    [Fact]
    public void A_view_takes_no_segment_that_leaves_a_gap()
    {
        _store.Append(Raw.Event("A"));
        var view = _store.View;
        Assert.Throws<BrokenInvariantException>(() => view.With(view.Segments[0], new TailIndex()));
        IndexPart[] parts = [new TailPart(1, 1, new()), new TailPart(1, 1, new())];
        Assert.Throws<BrokenInvariantException>(() => view.With(parts));
    }

    [Fact]
    public void A_run_is_not_seen_before_its_segments_are_sealed()
    {
        using var store = new SteppedStore(maxSegmentBytes: 512);
        while (store.View.Segments.Length < 2) store.Append(new EventData("A", new byte[100]));
        var (segment, next) = (store.View.Segments[0], store.View.Segments[1]);
        var known = FullSegment.Describe(segment, segment.ActiveIndex, next);
        var run = Run.Missing(segment.Header.StoreId, new(1, 1), known);
        var views = new LogViews(store.View);
        Assert.Throws<BrokenInvariantException>(() => views.TryExchange([new RunPart(run)]));
        Assert.IsType<TailPart>(views.Current.Parts[0]);
        segment.Seal(run);
        Assert.True(views.TryExchange([new RunPart(run)]));
    }

    public void Dispose() => _store.Dispose();

    private async Task EndsWritingAsync(Task append, string broken)
    {
        Assert.True(_store.Step());
        var error = await Assert.ThrowsAsync<StoreFaultedException>(() => append);
        Assert.Contains(broken, Assert.IsType<BrokenInvariantException>(error.InnerException).Message, StringComparison.Ordinal);
        var later = _store.Enqueue(Raw.Event("C"));
        _store.Step();
        await Assert.ThrowsAsync<StoreFaultedException>(() => later);
    }
}
