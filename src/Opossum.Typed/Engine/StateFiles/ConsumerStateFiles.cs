using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.StateFiles;

/// <summary>Which consumers of a store run, and the files of their progress. One consumer of a name runs at a time.</summary>
internal sealed class ConsumerStateFiles(IStorage storage, Guid storeId) : IConsumerStates
{
    private readonly Lock _changing = new();
    private readonly Dictionary<string, Held?> _taken = new(StringComparer.Ordinal);      // null while it is opened; under _changing
    private bool _isClosed;                                                               // under _changing

    public ValueTask<IConsumerProgressStore> TakeAsync(string consumer, CancellationToken cancellationToken = default)
    {
        ConsumerNames.Checked(consumer);
        cancellationToken.ThrowIfCancellationRequested();
        Take(consumer);
        try
        {
            var held = new Held(this, consumer, new(storage, consumer, SegmentHeader.SeedOf(storeId)));
            lock (_changing)
            {
                if (!_isClosed)
                {
                    _taken[consumer] = held;
                    return new(held);
                }
            }

            held.Close();
            throw Closed();
        }
        catch (Exception e)
        {
            GiveBack(consumer);
            if (e is ObjectDisposedException) throw Closed();           // of the storage
            throw;
        }
    }

    public ValueTask<bool> ForgetAsync(string consumer, CancellationToken cancellationToken = default)
    {
        ConsumerNames.Checked(consumer);
        cancellationToken.ThrowIfCancellationRequested();
        Take(consumer);
        try
        {
            return new(StateFile.Delete(storage, consumer));
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
        finally
        {
            GiveBack(consumer);
        }
    }

    /// <summary>
    /// From now on nothing is written: the next one who opens the store has its files to itself. Waits for what is being written.
    /// </summary>
    public void Close()
    {
        Held[] held;
        lock (_changing)
        {
            _isClosed = true;
            held = [.. _taken.Values.OfType<Held>()];
        }

        foreach (var each in held) each.Close();
    }

    private static ObjectDisposedException Closed() => new(typeof(EmbeddedEventLog).FullName, "The log was closed.");

    private void Take(string consumer)
    {
        lock (_changing)
        {
            if (_isClosed) throw Closed();
            if (!_taken.TryAdd(consumer, null)) throw new ConsumerRunningException(consumer, "by this process");
        }
    }

    private void GiveBack(string consumer)
    {
        lock (_changing) _taken.Remove(consumer);
    }

    private sealed class Held(ConsumerStateFiles files, string consumer, StateFile file) : IConsumerProgressStore
    {
        private readonly Lock _using = new();           // of the file
        private bool _isGiven;                          // under _using
        private bool _isClosed;                         // likewise

        public ConsumerProgress? Saved
        {
            get
            {
                lock (_using) return _isGiven || _isClosed || !file.IsLost ? file.Progress : null;
            }
        }

        /// <summary>On the calling thread: a write of less than a sector and its flush.</summary>
        public ValueTask SaveAsync(ConsumerProgress progress, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_using)
            {
                ObjectDisposedException.ThrowIf(_isGiven, this);
                if (_isClosed) throw Closed();
                file.Save(progress);
            }

            return default;
        }

        public ValueTask DisposeAsync()
        {
            lock (_using)
            {
                if (_isGiven) return default;
                _isGiven = true;
                file.Dispose();
            }

            files.GiveBack(consumer);
            return default;
        }

        public void Close()
        {
            lock (_using)
            {
                _isClosed = true;
                file.Dispose();
            }
        }
    }
}
