using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine;

/// <summary>Makes a backup on a thread of its own, and says what went wrong as a backup's errors do.</summary>
internal static class BackupCall
{
    /// <param name="path">The full path of the backup.</param>
    /// <param name="from">The place of the store; null for memory.</param>
    /// <param name="backup">Makes it.</param>
    /// <param name="cancellationToken">Looked at before it begins.</param>
    public static async Task<BackupResult> RunAsync(
        string path, string? from, Func<BackupResult> backup, CancellationToken cancellationToken)
    {
        if (from is not null) EnsureApart(path, from);
        try
        {
            return await Task.Factory.StartNew(
                () => Run(path, backup), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (TaskSchedulerException e)
        {
            throw new BackupException(path, e.InnerException ?? e);         // no thread could be started, for want of memory or of handles
        }
    }

    private static BackupResult Run(string path, Func<BackupResult> backup)
    {
        Platform.LowerThreadPriority();         // of a thread that ends with the backup
        try
        {
            return backup();
        }
        catch (StoreFormatException e)
        {
            throw new BackupException(path, $"it {e.Problem}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(path, e);
        }
    }

    private static void EnsureApart(string directory, string store)
    {
        if (FileIdentity.Contains(store, directory) || FileIdentity.Contains(directory, store))
            throw new ArgumentException(
                $"The backup '{directory}' and the store '{store}' must lie apart, neither in the other. Name another directory.",
                nameof(directory));
    }
}
