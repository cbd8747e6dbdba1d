using System.Collections.Immutable;

namespace Opossum.Typed;

// How events that are older than a tag get it.
public sealed partial class OpossumStore
{
    /// <summary>
    /// Adds the tags that the model gives events today to stored events that lack them: those that are older than a
    /// <see cref="TagAttribute"/> of theirs. Every event is decoded and its tags are compared with those that are stored with it; what is
    /// missing is written beside the log, and published in one step when all of it is there. From then on, queries and conditions find the
    /// events as if they had had the tags from the start.
    /// </summary>
    /// <remarks>
    /// Appends, reads and decisions go on meanwhile. A decision that was read before the tags were published and is appended after it is
    /// decided again; a condition of the caller's own with a position is refused, see <see cref="AppendGuard.TagEpoch"/>; a follower is
    /// told by <see cref="EventFollower.Retagged"/>. If the call is cancelled or the process ends, the next call goes on.
    /// </remarks>
    /// <param name="options">The defaults when null.</param>
    /// <param name="progress">Told now and then, on the retagging thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>; nothing is published then.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="RetagException">
    /// Events can't be decoded or would exceed a limit of tags, and the options don't leave them out. Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another retagging of this store is under way.</exception>
    /// <exception cref="IOException">A file could not be written: a full disk, say. Nothing was published; appends go on.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="NotSupportedException">The log is of an engine that can't be retagged.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed, before or meanwhile.</exception>
    /// <example>
    /// <code>
    /// var found = await store.RetagAsync(new() { DryRun = true });
    /// foreach (var count in found.Counts) Console.WriteLine($"{count.Events} of '{count.Event}' lack '{count.Key}'");
    /// await store.RetagAsync();
    /// </code>
    /// </example>
    public Task<RetagResult> RetagAsync(
        RetagOptions? options = null, IProgress<RetagProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Log.RetagAsync(new ModelTagSource(_model), options, progress, cancellationToken);

    /// <summary>
    /// The tags that the model's contract demands a retagging for, and that the store was not retagged for yet: until
    /// <see cref="RetagAsync"/> has run, queries and conditions by them miss old events. Empty for an empty store, and for one that was
    /// opened with this model while it was empty: no event of it is older than the tags.
    /// </summary>
    public ImmutableArray<RetaggedTag> MissingRetags => Head == 0 ? [] : Unrecorded;

    private ImmutableArray<RetaggedTag> Unrecorded
    {
        get
        {
            var recorded = Log.Retagged.Select(static tag => tag with { Covered = 0 }).ToHashSet();
            return [.. _model.DemandedRetags.Where(tag => !NamesOf(tag.Event).All(name => recorded.Contains(tag with { Event = name })))];
        }
    }

    /// <summary>Under which an event may be stored: an older program stores it under an alias of today.</summary>
    private ImmutableArray<string> NamesOf(string eventName) => _model.Find(eventName) is { } found ? found.Names : [eventName];

    /// <summary>An empty store has no old events, and what is appended from now on has its tags. That is put on record.</summary>
    private async ValueTask RetagEmptyAsync(CancellationToken cancellationToken)
    {
        if (Head == 0 && !Unrecorded.IsEmpty) await RetagAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
