using System.Globalization;

namespace Opossum.Typed.Engine.Storage;

/// <summary>What Linux says of a disk in /sys; null where it says nothing.</summary>
internal readonly record struct BlockDevice(bool? IsRotational, bool? HasWriteCache)
{
    private const string Devices = "/sys/dev/block";

    /// <summary>
    /// The disk with a device number. File systems that have no single disk (tmpfs, overlayfs, btrfs, nfs) have numbers without one.
    /// </summary>
    public static BlockDevice Of(uint major, uint minor, string devices = Devices)
    {
        var link = Path.Combine(devices, string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"));
        try
        {
            var directory = new DirectoryInfo(link).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? link;
            // A partition lies in the directory of its disk, and the queue is the disk's.
            if (File.Exists(Path.Combine(directory, "partition"))) directory = Path.GetDirectoryName(directory)!;
            return new(
                ParseRotational(TryRead(Path.Combine(directory, "queue", "rotational"))),
                ParseWriteCache(TryRead(Path.Combine(directory, "queue", "write_cache"))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    public static bool? ParseRotational(string? text) => text?.Trim() switch
    {
        "1" => true,
        "0" => false,
        _ => null,
    };

    public static bool? ParseWriteCache(string? text) => text?.Trim() switch
    {
        "write back" => true,
        "write through" => false,
        _ => null,
    };

    private static string? TryRead(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
