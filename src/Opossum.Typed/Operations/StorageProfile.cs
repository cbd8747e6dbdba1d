namespace Opossum.Typed;

/// <summary>What a store lies on, as <see cref="EmbeddedEventLog.ProbeStorageAsync"/> found it. What can't be known is null.</summary>
/// <param name="FileSystem">Its name, such as <c>xfs</c>; <c>ext2/3/4</c> can't be told apart, <c>memory</c> is a store in memory,
/// <c>unknown</c> any that is not known.</param>
/// <param name="Kind">What that means to a store.</param>
/// <param name="IsRotational">Whether the disk says that it turns. A virtual disk often says so without.</param>
/// <param name="HasWriteCache">Whether the disk says that it keeps writes in memory until it is told to flush; false: a write that is over
/// is on disk, or the disk protects its memory itself.</param>
/// <param name="MedianFlush">
/// The median time of 16 flushes, each of a 4 KiB block that was written over: what a lone append waits for, at least.
/// </param>
/// <param name="SlowestFlush">The slowest of them.</param>
/// <example>
/// <code>
/// await using var log = await EmbeddedEventLog.OpenAsync("./data/raw");
/// foreach (var warning in (await log.ProbeStorageAsync()).Warnings) Console.WriteLine(warning.Message);
/// </code>
/// </example>
public sealed record StorageProfile(
    string FileSystem, FileSystemKind Kind, bool? IsRotational, bool? HasWriteCache, TimeSpan MedianFlush, TimeSpan SlowestFlush)
{
    /// <summary>What speaks against keeping events here that must survive a power cut; empty when nothing does.</summary>
    public IReadOnlyList<StorageWarning> Warnings => StorageWarning.Assess(this);
}
