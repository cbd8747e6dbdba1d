using Opossum.Typed.Engine;
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
        await FlushForBackupAsync(cancellationToken).ConfigureAwait(false);
        return await BackupCall.RunAsync(
            path, (_storage as FileStorage)?.Location, () => Backup(path, options ?? new(), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
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
        try
        {
            using var target = StorageOf(path, _options.Access);
            return _engine.Backup(target, options, Proceed);
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
            new(nameof(EmbeddedEventLog), "The log was closed before its backup was complete. What was there before is as good as it was.");
    }
}
