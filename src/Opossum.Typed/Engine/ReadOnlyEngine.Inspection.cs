using System.Collections.Immutable;
using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Verification;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine;

// What the engine beside a writer can be asked: its state, its tags, a backup, a verification.
internal sealed partial class ReadOnlyEngine
{
    /// <summary>Looks at a lock file until it is of the snapshot's tag epoch.</summary>
    private const int MarkAttempts = 10;

    public ReadOnlyStatus Status
    {
        get
        {
            _observer.Refresh(thorough: true);
            var ((published, isConfirmed, walked), head) = (_observer.Known, Watermark.Head);
            var state = published is { State: var told } && Enum.IsDefined(told) ? told : default(WriterState?);
            return new(
                head, Math.Max(walked - head, 0), state, published?.Process,
                published is { Time: var time } ? new DateTimeOffset(time, TimeSpan.Zero) : null, published?.Head ?? 0, isConfirmed,
                _failure ?? _observer.HeadFailure);
        }
    }

    /// <summary>How often tags were added to events.</summary>
    public long TagEpoch
    {
        get
        {
            _observer.Refresh();
            return _observer.Views.Current.TagEpoch;
        }
    }

    /// <summary>What retaggings said of all events and is still true.</summary>
    public ImmutableArray<RetaggedTag> Retagged
    {
        get
        {
            _observer.Refresh();
            return _observer.Views.Current.Added is { Set: var set } ? RetagPromise.KeptOf(set, MarkAt(set.Epoch)) : [];
        }
    }

    /// <summary>Makes a backup on the calling thread. Files are copied: a link would change the file that it leads to.</summary>
    /// <param name="to">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="proceed">Called often; may throw.</param>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public BackupResult Backup(IStorage to, BackupOptions options, Action proceed)
    {
        var states = SavedStates.Of(_storage, _observer.Terms.Seed);        // before the snapshot
        _observer.EnsureWhole();            // a copy of damage would be a store that looks whole
        var snapshot = Snapshot.Durable(Watermark, _observer.Views);
        var mark = MarkAt(snapshot.View.TagEpoch);                           // after it
        return new BackupJob(new(_storage, StoreId, snapshot, states, mark), to, options, proceed).Run();
    }

    /// <summary>Verifies what is durable on the calling thread.</summary>
    public LogVerification Verify(IProgress<VerificationProgress>? progress, Action proceed, CancellationToken cancellationToken)
    {
        _observer.Refresh();
        var (view, end) = _observer.Shown;
        var recovered = new RecoveredLog(
            view, StoreId, end.Offset, end.Chain.NextPosition, end.Chain.LastHash, 0, new(end.Head, WasClosed: false, 0, null, 0));
        var parts = VerifiedPart.Of(view, end.Head, recovered);
        return new LogVerifier(_storage, view, parts, end.Head, _observer.Terms).Run(progress, proceed, cancellationToken);
    }

    /// <summary>
    /// What the lock file remembers of retaggings. Where it can't be read, as on Windows while the store is open, every promise counts as
    /// broken: that costs a retagging, and never an event.
    /// </summary>
    private TagMark MarkAt(long epoch)
    {
        if (epoch == 0) return default(TagMark) with { Lapsed = "" };
        for (var attempt = 0; attempt < MarkAttempts; attempt++)
        {
            if (StoreLock.Read(_storage) is not { } note || note.Tags.Epoch > epoch) break;
            if (note.Tags.Epoch == epoch) return note.Tags;
            Thread.Sleep(1);            // between the publication of a set and the note of it
        }

        return new(epoch, TagMark.All);
    }
}
