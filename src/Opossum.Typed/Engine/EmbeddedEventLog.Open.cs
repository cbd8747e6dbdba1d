using Opossum.Typed.Engine;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.RowFiles;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed;

// How a log is opened.
public sealed partial class EmbeddedEventLog
{
    /// <summary>How often opening tries again while it waits for others.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Opens a log in a directory, which is made when it is missing, and recovers it.</summary>
    /// <param name="path">The directory. It holds one store and nothing else.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Looked at before opening begins.</param>
    /// <exception cref="ArgumentException">The path was written for Windows, and this is another system; or options contradict each
    /// other.</exception>
    /// <exception cref="StoreAccessException">
    /// The directory can't be read or written: permissions, a read-only file system, a full disk.
    /// </exception>
    /// <exception cref="StoreLockedException">It is open already. The message names the holder.</exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">
    /// Events that were acknowledged are missing or altered. Opening does not read all of a large log: docs/durability.md lists what it
    /// finds.
    /// </exception>
    public static ValueTask<EmbeddedEventLog> OpenAsync(
        string path, OpossumOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(path, options, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Opens a log as soon as the process that has it closes it: for a rolling update, where the next process starts before the old one has
    /// stopped.
    /// </summary>
    /// <param name="path">The directory. It holds one store and nothing else.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="waitForLock">How long to wait while another process, or this one, has the store open;
    /// <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the cancellation token.</param>
    /// <param name="cancellationToken">Looked at before opening begins, and while it waits.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="waitForLock"/> is negative and not infinite.</exception>
    /// <exception cref="StoreAccessException">
    /// The directory can't be read or written, or was moved or deleted while this process waited for it.
    /// </exception>
    /// <exception cref="StoreLockedException">It is open still when the time is over. The message names the holder.</exception>
    /// <inheritdoc cref="OpenAsync(string, OpossumOptions?, CancellationToken)"/>
    /// <example>
    /// <code>
    /// await using var log = await EmbeddedEventLog.OpenAsync("./data/raw", options: null, waitForLock: TimeSpan.FromSeconds(30));
    /// </code>
    /// </example>
    public static async ValueTask<EmbeddedEventLog> OpenAsync(
        string path, OpossumOptions? options, TimeSpan waitForLock, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StorePaths.RefuseWindows(path, nameof(path));
        var isEndless = waitForLock == Timeout.InfiniteTimeSpan;
        if (!isEndless) ArgumentOutOfRangeException.ThrowIfLessThan(waitForLock, TimeSpan.Zero);
        var (begin, wasHeld) = (Environment.TickCount64, false);
        // One, however often it tries.
        using var activity = StoreTracing.StartOpen(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        try
        {
            while (true)
            {
                try
                {
                    // A new store in the place of one that was moved away would hide that it is gone.
                    if (wasHeld && !File.Exists(Path.Combine(path, StoreLock.FileName))) throw StoreAccessException.MovedAway(path);
                    return await Task.Run(() => OpenDirectory(path, options), cancellationToken).ConfigureAwait(false);
                }
                catch (StoreLockedException held) when (waitForLock != TimeSpan.Zero)
                {
                    wasHeld = true;
                    if (!isEndless && Environment.TickCount64 - begin >= waitForLock.TotalMilliseconds) throw held.After(waitForLock);
                    await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (activity is not null)
        {
            StoreTracing.Fail(activity, e);
            throw;
        }
    }

    /// <summary>The same engine in memory: for tests and throw-away stores. Nothing survives it.</summary>
    public static EmbeddedEventLog OpenInMemory(OpossumOptions? options = null)
    {
        var storage = new MemoryStorage();
        using var activity = StoreTracing.StartOpen(storage.Location);
        return Open(storage, options);
    }

    internal static EmbeddedEventLog Open(IStorage storage, OpossumOptions? options)
    {
        options = (options ?? new()).Checked();
        var metrics = new StoreMetrics(storage.Location, options.TimeProvider);
        try
        {
            // In memory nothing can be flushed, so nothing waits for it: what is visible is as durable as it will ever be.
            var strategy = storage is MemoryStorage ? FlushStrategy.Immediately : options.FlushStrategy;
            var engine = LogEngine.Open(storage, options, strategy, metrics);
            try
            {
                engine.Start();
                return new(options, storage, metrics, engine);
            }
            catch
            {
                engine.Dispose();
                throw;
            }
        }
        catch
        {
            metrics.Dispose();
            throw;
        }
    }

    internal static FileStorage StorageOf(string path, StoreAccess access) =>
        FileStorage.OfStore(
            path,
            new()
            {
                [Segment.Directory] = Segment.IsOurs,
                [RunName.Directory] = RunName.IsOurs,
                [TagName.Directory] = TagName.IsOurs,
                [StateFileName.Directory] = StateFileName.IsOurs,
                [RowFileName.Directory] = RowFileName.IsOurs,
                [SnapshotName.Directory] = SnapshotName.IsOurs,
            },
            access,
            derived: [RowFileName.Directory, SnapshotName.Directory]);

    private static EmbeddedEventLog OpenDirectory(string path, OpossumOptions? options)
    {
        try
        {
            var storage = StorageOf(path, (options ?? new()).Checked().Access);
            try
            {
                return Open(storage, options);
            }
            catch
            {
                storage.Dispose();          // and its lock with it
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreAccessException(path, e);
        }
    }
}
