using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

// How a log is backed up while it works.
public sealed partial class EventLog
{
    /// <inheritdoc/>
    public async Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default)
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
                () => Backup(path, options ?? new(), cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
            var (view, head) = Snapshot();
            var pace = new MergePace(static () => { }) { IsBusy = () => _commits.IsBusy };
            using var target = StorageOf(path, _options.Access);
            return new BackupJob(new(_storage, _recovered.StoreId, view, head), target, options, () => Proceed(pace)).Run();
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

        void Proceed(MergePace pace)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_watermark.IsClosed) throw Closed();
            pace.Tick();
        }

        static ObjectDisposedException Closed() => new(nameof(EventLog), "The log was closed before its backup was complete. What was there before is as good as it was.");
    }

    /// <summary>A view, and up to where it is durable.</summary>
    private (LogView View, long Head) Snapshot()
    {
        LogView view;
        long head;
        do (view, head) = (_log.View, DurableHead);
        while (!ReferenceEquals(view, _log.View));
        return (view, head);
    }

    private void EnsureApart(string directory)
    {
        if (FileIdentity.Contains(_storage.Location, directory) || FileIdentity.Contains(directory, _storage.Location))
            throw new ArgumentException($"The backup '{directory}' and the store '{_storage.Location}' must lie apart, neither in the other. Name another directory.", nameof(directory));
    }
}
