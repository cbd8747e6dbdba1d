using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

// How a log is backed up while it works.
public sealed partial class EmbeddedEventLog
{
    /// <inheritdoc/>
    public async Task<BackupResult> BackupAsync(
        string directory, BackupOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        StorePaths.RefuseWindows(directory, nameof(directory));
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var path = Path.GetFullPath(directory);
        if (_storage is FileStorage) EnsureApart(path);
        await FlushForBackupAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var backup = Task.Factory.StartNew(
                () => Backup(path, options ?? new(), cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            return await backup.ConfigureAwait(false);
        }
        catch (TaskSchedulerException e)
        {
            throw new BackupException(path, e.InnerException ?? e);         // no thread could be started, for want of memory or of handles
        }
    }

    /// <summary>Where writing has failed, a backup of what is durable is what is wanted most.</summary>
    private async ValueTask FlushForBackupAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreFaultedException)
        {
        }
    }

    private BackupResult Backup(string path, BackupOptions options, CancellationToken cancellationToken)
    {
        Platform.LowerThreadPriority();         // of a thread that ends with the backup
        try
        {
            using var target = StorageOf(path, _options.Access);
            return _engine.Backup(target, options, Proceed);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
        catch (StoreFormatException e)
        {
            throw new BackupException(path, $"it {e.Problem}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(path, e);
        }

        void Proceed()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_engine.Watermark.IsClosed) throw Closed();
        }

        static ObjectDisposedException Closed() =>
            new(nameof(EmbeddedEventLog), "The log was closed before its backup was complete. What was there before is as good as it was.");
    }

    private void EnsureApart(string directory)
    {
        if (FileIdentity.Contains(_storage.Location, directory) || FileIdentity.Contains(directory, _storage.Location))
            throw new ArgumentException($"The backup '{directory}' and the store '{_storage.Location}' must lie apart, "
                + "neither in the other. Name another directory.", nameof(directory));
    }
}
