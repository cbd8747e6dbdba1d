using System.Runtime.CompilerServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

// Rows as they change.
public abstract partial class ReadModels
{
    /// <inheritdoc/>
    public IAsyncEnumerable<TRow?> WatchAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var slot = SlotOf(ReadModelShape.Of<TRow>().Name);
        var watchers = (RowWatchers<TKey>)slot.Watchers;
        return WatchAsync(
            slot,
            () => watchers.Watch(key.Value),
            async stop => (await FindRowAsync(key, stop).ConfigureAwait(false)).Row,
            RowEquality<TRow, TKey>.AreSame,
            cancellationToken);
    }

    /// <summary>
    /// For the classes of storages: reads something of a model's rows, and reads it again whenever rows of the model have changed. Gives
    /// the first result, and each one that differs from the result before. Ends as <see cref="WatchAsync{TRow, TKey}"/> does.
    /// </summary>
    /// <typeparam name="TRow">The model.</typeparam>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="read">
    /// Reads it, of one moment. An <see cref="ObjectDisposedException"/> ends the enumeration: the read models were closed.
    /// </param>
    /// <param name="areSame">True if two results need not be told apart.</param>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ObjectDisposedException">The store or the read models were closed before this call.</exception>
    protected IAsyncEnumerable<TResult> WatchRowsAsync<TRow, TResult>(
        Func<CancellationToken, ValueTask<TResult>> read, Func<TResult, TResult, bool> areSame, CancellationToken cancellationToken)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(areSame);
        var slot = SlotOf(ReadModelShape.Of<TRow>().Name);
        return WatchAsync(slot, slot.Watchers.WatchAll, read, areSame, cancellationToken);
    }

    private IAsyncEnumerable<TResult> WatchAsync<TResult>(
        ModelSlot slot, Func<RowWatcher> begin, Func<CancellationToken, ValueTask<TResult>> read, Func<TResult, TResult, bool> areSame,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(slot.Progress.IsClosed, this);
        return WatchOpenAsync(slot, begin, read, areSame, cancellationToken);
    }

    private static async IAsyncEnumerable<TResult> WatchOpenAsync<TResult>(
        ModelSlot slot, Func<RowWatcher> begin, Func<CancellationToken, ValueTask<TResult>> read, Func<TResult, TResult, bool> areSame,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watcher = begin();
        var (isFirst, last) = (true, default(TResult)!);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var woken = watcher.Begin();            // before anything is looked at, so that no change is between
            var view = slot.Look();
            var (look, result) = view.Progress.IsReadable
                ? await TryReadAsync(read, cancellationToken).ConfigureAwait(false)
                : (WatchLook.NotReady, default!);
            if (look == WatchLook.Closed) yield break;
            if (look == WatchLook.Read && (isFirst || !areSame(last, result)))
            {
                (isFirst, last) = (false, result);
                yield return result;
            }

            if (woken.IsCompleted) continue;        // there may be something newer, which comes before an end
            if (view.Failure is { } failure) ThrowIfFinal(failure);
            if (view.Progress.IsClosed) yield break;
            await woken.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<(WatchLook Look, TResult Result)> TryReadAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        try
        {
            return (WatchLook.Read, await read(cancellationToken).ConfigureAwait(false));
        }
        catch (ObjectDisposedException)
        {
            return (WatchLook.Closed, default!);
        }
        catch (ReadModelNotReadyException)
        {
            return (WatchLook.NotReady, default!);          // other rows are there since the slot was looked at; it is about to show them
        }
    }

    /// <summary>Throws if nothing will change any more until somebody does something about it.</summary>
    private static void ThrowIfFinal(ReadModelFailure failure)
    {
        if (failure.IsStopped) throw new ReadModelStoppedException(failure);
        if (failure.IsFinal)
            throw new ReadModelException(
                $"The read model '{failure.Model}' can't follow its store any more: {CauseText.Describe(failure.Error)}", failure.Error);
    }

    private enum WatchLook
    {
        Read,
        NotReady,
        Closed,
    }
}
