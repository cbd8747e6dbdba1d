using System.Collections.Immutable;
using Opossum.Typed.Engine.Retagging;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

// How tags are added to stored events while the log works.
public sealed partial class EmbeddedEventLog
{
    /// <inheritdoc/>
    public long TagEpoch => _engine.TagEpoch;

    /// <inheritdoc/>
    public ImmutableArray<RetaggedTag> Retagged => _engine.Promise.Kept;

    /// <inheritdoc/>
    public void DeclareTags(ImmutableArray<RetaggedTag> tags) => _engine.Promise.Declare(tags);

    /// <inheritdoc/>
    public async Task<RetagResult> RetagAsync(
        TagSource source, RetagOptions? options = null, IProgress<RetagProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var given = options ?? new();
        if (!given.DryRun) DeclareTags(source.Covers);          // before the flush: what was on its way without them is read
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        // Minutes of work: not on a thread of the pool, and behind what the application does.
        var draft = await Task.Factory.StartNew(
            () => Prepare(source, given, progress, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
        try
        {
            if (given.DryRun) return draft.Tally.ToResult(TagEpoch, draft.Set.Covered, isPublished: false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!_engine.IsNews(draft))
            {
                _engine.Discard(draft);
                return draft.Tally.ToResult(TagEpoch, draft.Set.Covered, isPublished: false);
            }

            var request = _engine.CreatePublication(draft);
            var published = request.CreateTask();
            _engine.Enqueue(request);
            await published.ConfigureAwait(false);
            _engine.Adopt(draft);
            return draft.Tally.ToResult(draft.Set.Epoch, draft.Set.Covered, isPublished: true);
        }
        finally
        {
            if (TagEpoch < draft.Set.Epoch) draft.Dispose();         // otherwise they are the view's, also if something failed behind it
            _engine.EndRetagging();
        }
    }

    private RetagDraft Prepare(
        TagSource source, RetagOptions options, IProgress<RetagProgress>? progress, CancellationToken cancellationToken)
    {
        Platform.LowerThreadPriority();         // of a thread that ends with it
        try
        {
            return _engine.PrepareRetagging(source, options, progress, Proceed);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }

        void Proceed()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_engine.Watermark.IsClosed) throw Closed();
        }

        static ObjectDisposedException Closed() =>
            new(nameof(EmbeddedEventLog), "The log was closed before it was retagged. The next retagging goes on from there.");
    }
}
