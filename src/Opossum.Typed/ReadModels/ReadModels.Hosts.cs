using System.Collections.Frozen;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

// Which program makes the rows, if several have opened them.
public abstract partial class ReadModels
{
    /// <summary>
    /// For the classes of storages, in a read that is not the owner's: throws if rows can't be read as those of a model. To be called
    /// within the read's own transaction, since the owner may put other rows in their place at any time.
    /// </summary>
    /// <param name="stored">What is stored of the model; null for nothing.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">The rows are being made, or are of other columns.</exception>
    protected void EnsureReady<TRow>(StoredReadModel? stored) where TRow : class, IReadModel<TRow>
    {
        var name = ReadModelShape.Of<TRow>().Name;
        if (!SlotOf(name).CanRead(stored, _store.StoreId)) throw new ReadModelNotReadyException(name);
    }

    /// <summary>As <see cref="EnsureReady{TRow}(StoredReadModel?)"/>, for a read of any of the models.</summary>
    /// <param name="stored">What is stored.</param>
    /// <exception cref="ReadModelNotReadyException">The rows of a model are being made, or are of other columns.</exception>
    protected void EnsureReady(StoredReadModels stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        foreach (var (name, slot) in _slots)
            if (!slot.CanRead(stored.Find(name), _store.StoreId)) throw new ReadModelNotReadyException(name);
    }

    /// <summary>Begins to make rows, in a storage that is open.</summary>
    private async ValueTask BeginAsync(ModelSlot[] slots, CancellationToken cancellationToken)
    {
        var opening = new ModelOpening(_store, _storage, _options);
        foreach (var slot in slots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await opening.BeginAsync(slot).ConfigureAwait(false);
        }

        _slots = ByName(slots);
        _projector = new(_store.Log, _store.Model, _storage, slots, _options, _store.Time, _telemetry);
        foreach (var slot in slots) slot.EndObserving();
    }

    /// <summary>Reads along with the program that keeps the rows, until that one has gone.</summary>
    private async ValueTask ReadAlongAsync(ModelSlot[] slots, CancellationToken cancellationToken)
    {
        var observer = new ModelObserver(_store, _storage, slots, _options, () => TakeOverAsync(slots));
        await observer.BeginAsync().ConfigureAwait(false);
        (_observer, _slots) = (observer, ByName(slots));
        if (!_options.WaitUntilCaughtUp) return;
        foreach (var slot in slots) await UntilReadableAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>False if another program keeps the rows still.</returns>
    private async ValueTask<bool> TakeOverAsync(ModelSlot[] slots)
    {
        try
        {
            await _storage.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ReadModelsLockedException)
        {
            return false;
        }

        try
        {
            await BeginAsync(slots, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch
        {
            foreach (var slot in slots) slot.GiveUp(_store.StoreId);
            await _storage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Waits until rows can be read that another program makes. If it makes them by other logic or of another store, that may be never, and
    /// is not waited for.
    /// </summary>
    private async ValueTask UntilReadableAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = slot.Look();
            if (view.Progress.IsReadable || IsOfOthers(view.Progress) || view.Failure is { IsStopped: true }) return;
            if (view.Failure is { } failure)
                throw new ReadModelException(
                    $"The read models in {_storage.Place} can't be read: {CauseText.Describe(failure.Error)}", failure.Error);
            ObjectDisposedException.ThrowIf(view.Progress.IsClosed, _store);
            await view.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOfOthers(ModelProgress progress) => progress.IsOutdated || progress.Stored.Checkpoint.StoreId != _store.StoreId;

    private static FrozenDictionary<string, ModelSlot> ByName(ModelSlot[] slots) =>
        slots.ToFrozenDictionary(static slot => slot.Shape.Name, StringComparer.Ordinal);
}
