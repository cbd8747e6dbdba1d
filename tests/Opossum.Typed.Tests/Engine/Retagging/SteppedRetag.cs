using Opossum.Typed.Engine.Retagging;

namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>A retagging of an engine without threads, in its two halves.</summary>
internal static class SteppedRetag
{
    /// <summary>All but the publication.</summary>
    public static RetagDraft Prepare(this SteppedStore store, params string[] keys)
    {
        var source = new WordTags(keys);
        store.Engine.Promise.Declare(source.Covers);
        return store.Engine.PrepareRetagging(source, new(), progress: null, static () => { });
    }

    /// <summary>Queues the publication, to be made by a step.</summary>
    public static void EnqueuePublication(this SteppedStore store, RetagDraft draft)
    {
        store.Engine.Enqueue(store.Engine.CreatePublication(draft));
        store.Engine.EndRetagging();
    }

    /// <summary>Retags the store.</summary>
    public static void Retag(this SteppedStore store, params string[] keys)
    {
        store.EnqueuePublication(store.Prepare(keys));
        Assert.True(store.Step());
    }
}
