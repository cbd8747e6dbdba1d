using Opossum.Typed.Engine;
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
