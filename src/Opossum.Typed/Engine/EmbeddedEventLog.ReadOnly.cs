using Opossum.Typed.Engine;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

// How a log is opened beside its writer.
public sealed partial class EmbeddedEventLog
{
    /// <summary>
    /// Opens a store for reading, whether another process has it open or not. Nothing is locked, made or changed, and the directory needs
    /// to be readable only: <see cref="OpossumOptions.Access"/> of the writer gives its group the right to read.
    /// </summary>
    /// <param name="path">The directory of the store.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Looked at before opening begins, and while it waits for the store.</param>
    /// <exception cref="ArgumentException">The path was written for Windows, and this is another system; or an option is out of its
    /// range.</exception>
    /// <exception cref="StoreNotFoundException">The directory holds no store.</exception>
    /// <exception cref="StoreAccessException">
    /// The directory can't be read, or it lies on a network file system, on which a live store can't be followed.
    /// </exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    /// <exception cref="StateDirectoryException">
    /// <see cref="ReadOnlyOptions.StateDirectory"/> is in use, of another store, or within this one.
    /// </exception>
    /// <example>
    /// <code>
    /// await using var log = await EmbeddedEventLog.OpenReadOnlyAsync("./data/raw");
    /// Console.WriteLine($"{log.Head} events are durable; the writer is {log.Status.Writer}.");
    /// </code>
    /// </example>
    public static async ValueTask<ReadOnlyEventLog> OpenReadOnlyAsync(
        string path, ReadOnlyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StorePaths.RefuseWindows(path, nameof(path));
        var given = (options ?? new()).Checked();
        var isEndless = given.WaitForStore == Timeout.InfiniteTimeSpan;
        var until = isEndless ? long.MaxValue : Environment.TickCount64 + (long)given.WaitForStore.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await Task.Run(() => OpenReadOnly(path, given), cancellationToken).ConfigureAwait(false);
            }
            catch (StoreNotFoundException) when (Environment.TickCount64 < until)
            {
                await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static ReadOnlyEventLog OpenReadOnly(string path, ReadOnlyOptions options)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(root)) throw new StoreFormatException(root, "is a file; a store is a directory.");
        if (!Directory.Exists(root)) throw new StoreNotFoundException(root);
        try
        {
            var storage = new ReadOnlyStorage(root);
            RefuseNetwork(root, storage.FileSystem);
            var engine = ReadOnlyEngine.Open(storage, options);
            try
            {
                var states = options.StateDirectory is { } directory ? StateDirectory.Open(directory, root, engine.StoreId) : null;
                return new(storage, options, engine, states);
            }
            catch
            {
                engine.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreAccessException.ToRead(root, e);
        }
    }

    /// <summary>A live store can't be followed where the writer's cache is another machine's.</summary>
    internal static void RefuseNetwork(string root, FileSystem system)
    {
        if (system.Kind == FileSystemKind.Network) throw StoreAccessException.OnNetwork(root, system.Name);
    }
}
