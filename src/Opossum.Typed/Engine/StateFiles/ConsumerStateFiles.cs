using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.StateFiles;

/// <summary>Which consumers of a store run, and the files of their progress. One consumer of a name runs at a time.</summary>
internal sealed class ConsumerStateFiles(IStorage storage, Guid storeId) : IConsumerStates
{
    private readonly Lock _changing = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);      // under _changing

    public ValueTask<IConsumerProgressStore> TakeAsync(string consumer, CancellationToken cancellationToken = default)
    {
        ConsumerNames.Checked(consumer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_changing)
            if (!_taken.Add(consumer)) throw new ConsumerRunningException(consumer, "by this process");
        try
        {
            return new(new Held(this, consumer, new(storage, consumer, SegmentHeader.SeedOf(storeId))));
        }
        catch
        {
            GiveBack(consumer);
            throw;
        }
    }

    public ValueTask<bool> ForgetAsync(string consumer, CancellationToken cancellationToken = default)
    {
        ConsumerNames.Checked(consumer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_changing)
            if (!_taken.Add(consumer)) throw new ConsumerRunningException(consumer, "by this process");
        try
        {
            return new(StateFile.Delete(storage, consumer));
        }
        finally
        {
            GiveBack(consumer);
        }
    }

    private void GiveBack(string consumer)
    {
        lock (_changing) _taken.Remove(consumer);
    }

    private sealed class Held(ConsumerStateFiles files, string consumer, StateFile file) : IConsumerProgressStore
    {
        private int _given;

        public ConsumerProgress? Saved => file.Progress;

        /// <summary>On the calling thread: a write of less than a sector and its flush.</summary>
        public ValueTask SaveAsync(ConsumerProgress progress, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _given) != 0, this);
            file.Save(progress);
            return default;
        }

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _given, 1) != 0) return default;
            file.Dispose();
            files.GiveBack(consumer);
            return default;
        }
    }
}
