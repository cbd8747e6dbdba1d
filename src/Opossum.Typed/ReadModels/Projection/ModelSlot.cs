using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// A read model: the rows that are read, and those that are made beside them to take their place. The projector changes it; any thread
/// looks at it.
/// </summary>
internal sealed class ModelSlot(ReadModelDescriptor descriptor, FoldContext context, bool readsOld)
{
    private volatile ModelProgress? _progress;
    private volatile ReadModelFold? _live;
    private volatile ReadModelFold? _building;
    private ModelProgress? _standing;           // of rows of earlier logic, which nothing folds
    private ModelProgress? _observed;           // of rows that another program keeps

    public ReadModelShape Shape => descriptor.Shape;

    /// <summary>Those who watch the rows, whichever are read.</summary>
    public RowWatchers Watchers { get; } = descriptor.CreateWatchers();

    /// <summary>How far the rows are that are read; if none can be, those that are made.</summary>
    public ModelProgress Progress => _progress!;

    /// <summary>
    /// Folds the rows that are read, or are made in the place where they will be; null if those there are of earlier logic.
    /// </summary>
    public ReadModelFold? Live => _live;

    /// <summary>Folds the rows that are made beside; null for none.</summary>
    public ReadModelFold? Building => _building;

    /// <summary>Folds the rows of the present logic and tags.</summary>
    public ReadModelFold Newest => _building ?? _live!;

    /// <summary>The positions of events that the present logic leaves out.</summary>
    public ImmutableArray<long> Skipped => (_building ?? _live)?.Progress is { } made
        ? made.Stored.Skipped
        : Progress is { IsOutdated: false } observed ? observed.Stored.Skipped : [];

    /// <summary>True while another program keeps the rows, and nothing is folded here.</summary>
    public bool IsObserved => _live is null && _building is null;

    /// <summary>Everything that is folded.</summary>
    public IEnumerable<ReadModelFold> Folds
    {
        get
        {
            if (_live is { } live) yield return live;
            if (_building is { } building) yield return building;
        }
    }

    /// <summary>What readers see, and what completes when they see something else.</summary>
    public SlotView Look()
    {
        while (true)
        {
            var (progress, building) = (Progress, _building?.Progress);
            var changed = building is null || ReferenceEquals(building, progress)
                ? progress.Changed
                : Task.WhenAny(progress.Changed, building.Changed);
            if (ReferenceEquals(progress, Progress) && ReferenceEquals(building, _building?.Progress))
                return new(progress, building, changed);
        }
    }

    /// <summary>What is stored of the rows that are read, or would be if they could.</summary>
    public StoredReadModel? InPlace => _live?.Stored ?? _standing?.Stored;

    /// <summary>True if rows that another program keeps can be read as those of this one.</summary>
    /// <param name="stored">What is stored of them; null for nothing.</param>
    /// <param name="storeId">The store.</param>
    public bool CanRead(StoredReadModel? stored, Guid storeId) =>
        stored is { IsComplete: true } && stored.Checkpoint.StoreId == storeId
            && (stored.Identity == Shape.Identity || (readsOld && stored.Layout == Shape.RowLayout));

    /// <summary>Shows what another program has stored, which keeps the rows.</summary>
    /// <param name="stored">What is stored; null for nothing.</param>
    /// <param name="storeId">The store.</param>
    public void Observe(StoredReadModel? stored, Guid storeId)
    {
        stored ??= new(Shape.Name, Shape.Identity, new(storeId, 0, Guid.Empty));
        var (canRead, isOutdated) = (CanRead(stored, storeId), stored.Identity != Shape.Identity);
        if (_observed is { } observed && IsObserved && observed.IsReadable == canRead && observed.IsOutdated == isOutdated)
        {
            if (IsSame(observed.Stored, stored)) return;
            observed.Publish(stored, stored.Checkpoint.Position, stored.Missed, observed.Failure);
            Watchers.WakeAll();
            return;
        }

        var before = _progress;
        _observed = new(stored, isBeside: stored.IsComplete && !canRead, isOutdated);
        (_live, _building, _standing, _progress) = (null, null, null, _observed);
        before?.Pulse();
        Watchers.WakeAll();
    }

    /// <summary>Shows that rows which another program keeps can't be seen at the moment; null if they can again.</summary>
    public void ShowObserved(ReadModelFailure? failure)
    {
        if (_observed is not { } observed) return;
        if (observed.Publish(observed.Stored, observed.Position, observed.Missed, failure)) Watchers.WakeAll();
    }

    /// <summary>This program was to keep the rows, and can't: another one may.</summary>
    public void GiveUp(Guid storeId) => Observe(_observed?.Stored, storeId);

    /// <summary>This program keeps the rows now.</summary>
    public void EndObserving()
    {
        if (_observed is not { } observed) return;
        _observed = null;
        observed.Pulse();
        Watchers.WakeAll();
    }

    /// <summary>The fold of the place that is read.</summary>
    public ReadModelFold OpenInPlace() => Watched(descriptor.CreateFold(context));

    /// <summary>Goes on with rows of the present logic, or makes them where they will be read.</summary>
    public void Begin(ReadModelFold live)
    {
        _live = live;
        _progress = live.Progress;
    }

    /// <summary>Leaves rows of earlier logic where they are, and makes others beside them.</summary>
    /// <param name="old">What is stored of them.</param>
    /// <param name="storeId">The store.</param>
    /// <param name="tagEpoch">The tag epoch of the log.</param>
    /// <param name="canContinue">True if an earlier attempt can be continued.</param>
    public async ValueTask ReplaceAsync(
        StoredReadModel old, Guid storeId, long tagEpoch, Func<StoredReadModel, ValueTask<bool>> canContinue)
    {
        await context.Storage.TakeBackAsync(Shape).ConfigureAwait(false);
        _standing = new(old, isOutdated: true);
        await OpenBesideAsync(storeId, tagEpoch, canContinue).ConfigureAwait(false);
        _progress = readsOld && old.Layout == Shape.RowLayout ? _standing : _building!.Progress;
    }

    /// <summary>Continues to make rows beside, if a process that made them has ended before they took their place.</summary>
    public async ValueTask ContinueAsync(Func<StoredReadModel, ValueTask<bool>> canContinue)
    {
        if (context.Storage.FindBeside(Shape) is not { } found || !await canContinue(found).ConfigureAwait(false)) return;
        var fold = Watched(descriptor.CreateBeside(context));
        fold.Begin(found);
        _building = fold;
    }

    /// <summary>
    /// Makes the rows again, beside those that are read, which are kept up to date meanwhile. What was begun begins again.
    /// </summary>
    /// <param name="storeId">The store.</param>
    /// <param name="tagEpoch">The tag epoch of the log.</param>
    public async ValueTask RebuildAsync(Guid storeId, long tagEpoch)
    {
        if (!Newest.Stored.IsComplete || _building is not null) await Newest.RestartAsync(storeId, tagEpoch).ConfigureAwait(false);
        else await OpenBesideAsync(storeId, tagEpoch, static _ => new(false)).ConfigureAwait(false);
        Progress.Pulse();
    }

    /// <summary>Old events have got tags: makes the rows again, beside those that are read, unless that goes on already.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="tagEpoch">The tag epoch of the log.</param>
    public async ValueTask OutdateAsync(Guid storeId, long tagEpoch)
    {
        if (Newest.IsRetagged(Newest.Stored, tagEpoch)) await RebuildAsync(storeId, tagEpoch).ConfigureAwait(false);
        if (_building is null || _live is not { } live) return;
        var before = Progress;
        live.Progress.Outdate();
        if (!readsOld) _progress = _building.Progress;
        before.Pulse();
    }

    /// <summary>True if the rows that are made beside have come as far as those that are read, and as the log.</summary>
    public bool IsReady(long head) =>
        _building is { Failure: null, HasChanges: false, Stored.IsComplete: true } building
            && building.Position >= Math.Max(head, InPlace?.Checkpoint.Position ?? 0) && building.Position >= (_live?.Position ?? 0);

    /// <summary>The rows that were made beside are in the place of the others.</summary>
    /// <param name="stored">What is stored of them.</param>
    public void Swap(StoredReadModel stored)
    {
        var (fold, before, old) = (_building!, Progress, _live);
        fold.TakePlace(stored);
        _live = fold;
        _progress = fold.Progress;
        _building = null;
        _standing = null;
        fold.Publish();
        fold.Progress.Pulse();
        before.Pulse();
        Watchers.WakeAll();
        old?.Forget();          // gives back the memory of its rows
    }

    /// <summary>Nothing is folded any more.</summary>
    public void Close()
    {
        foreach (var fold in Folds) fold.Progress.Close();
        _standing?.Close();
        _observed?.Close();
        Watchers.WakeAll();
    }

    private static bool IsSame(StoredReadModel left, StoredReadModel right) =>
        left.Checkpoint == right.Checkpoint && left.Rows == right.Rows && left.Bytes == right.Bytes && left.Missed == right.Missed
            && left.Skipped.SequenceEqual(right.Skipped);

    private ReadModelFold Watched(ReadModelFold fold)
    {
        fold.Watchers = Watchers;
        return fold;
    }

    private async ValueTask OpenBesideAsync(Guid storeId, long tagEpoch, Func<StoredReadModel, ValueTask<bool>> canContinue)
    {
        var fold = Watched(descriptor.CreateBeside(context));
        if (fold.Found is { } found && await canContinue(found).ConfigureAwait(false)) fold.Begin(found);
        else await fold.ResetAsync(storeId, tagEpoch).ConfigureAwait(false);
        _building = fold;
    }
}

/// <summary>What readers see of a read model.</summary>
/// <param name="Progress">How far the rows are that are read; if none can be, those that are made.</param>
/// <param name="Building">How far those are that are made beside; null for none.</param>
/// <param name="Changed">Completes when one of them is different.</param>
internal readonly record struct SlotView(ModelProgress Progress, ModelProgress? Building, Task Changed)
{
    /// <summary>What keeps readers from what the present logic makes; null for nothing.</summary>
    public ReadModelFailure? Failure => Progress.Failure ?? (Progress.IsCurrent ? null : Building?.Failure);

    public ReadModelState State => this switch
    {
        { Failure.IsStopped: true } => ReadModelState.Stopped,
        { Progress.IsClosed: true } => ReadModelState.Closed,
        { Failure: not null } => ReadModelState.Retrying,
        { Progress.IsReadable: false } => ReadModelState.Building,
        { Progress.IsOutdated: true } => ReadModelState.Outdated,
        _ => ReadModelState.Running,
    };
}
