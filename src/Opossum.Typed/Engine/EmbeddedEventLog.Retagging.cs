using System.Collections.Immutable;
using Opossum.Typed.Engine.Retagging;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

// How tags are added to stored events while the log works.
public sealed partial class EmbeddedEventLog
{
    /// <inheritdoc/>
    public long TagEpoch => _engine.Tags?.Epoch ?? 0;

    /// <inheritdoc/>
    public ImmutableArray<RetaggedTag> Retagged => _engine.Tags?.Retagged ?? [];

    /// <inheritdoc/>
    public async Task<RetagResult> RetagAsync(
        TagSource source, RetagOptions? options = null, IProgress<RetagProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var given = options ?? new();
        // Minutes of work: not on a thread of the pool, and behind what the application does.
        var draft = await Task.Factory.StartNew(
            () => Prepare(source, given, progress, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
        try
        {
            if (given.DryRun) return draft.Tally.ToResult(TagEpoch, draft.Set.Covered, isPublished: false);
            cancellationToken.ThrowIfCancellationRequested();
            var request = _engine.CreatePublication(draft);
            var published = request.CreateTask();
            _engine.Enqueue(request);
            await published.ConfigureAwait(false);
            _engine.Adopt(draft);
            return draft.Tally.ToResult(draft.Set.Epoch, draft.Set.Covered, isPublished: true);
        }
        finally
        {
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
