using System.Globalization;

namespace Opossum.Typed;

/// <summary>Something that speaks against keeping events on a storage.</summary>
/// <param name="Kind">What it is, for a program.</param>
/// <param name="Message">What it is, what it means and what to do, in a sentence or two.</param>
public sealed record StorageWarning(StorageWarningKind Kind, string Message)
{
    /// <summary>The fastest disks take longer for one write that they confirm.</summary>
    private static readonly TimeSpan Implausible = TimeSpan.FromMicroseconds(10);

    internal static IReadOnlyList<StorageWarning> Assess(StorageProfile profile)
    {
        var warnings = new List<StorageWarning>();
        if (profile.Kind == FileSystemKind.Memory)
            warnings.Add(new(StorageWarningKind.MemoryFileSystem, $"The store is in memory ({profile.FileSystem}): a restart of the "
                + "machine loses all of it, flushed or not. Put it on a disk unless it is to be thrown away."));
        if (profile.Kind == FileSystemKind.Network)
            warnings.Add(new(StorageWarningKind.NetworkFileSystem, $"The store is on a network file system ({profile.FileSystem}): "
                + "its lock and its flushes are as good as the server's. Put it on a disk of this machine."));
        if (profile.Kind == FileSystemKind.Overlay)
            warnings.Add(new(
                StorageWarningKind.OverlayFileSystem,
                $"The store is in a container's own layer ({profile.FileSystem}): it goes with the container. Put it on a volume."));
        if (profile.Kind != FileSystemKind.Memory && profile.MedianFlush < Implausible)
            warnings.Add(new(StorageWarningKind.ImplausiblyFastFlush, string.Create(CultureInfo.InvariantCulture,
                $"A flush takes {profile.MedianFlush.TotalMicroseconds:0.#} µs: no disk is so fast, so something acknowledges flushes "
                + $"without carrying them out (a virtual machine's cache mode, a mount option), "
                + $"and a power cut can take back what was acknowledged. Only persistent memory may ignore this.")));
        return warnings;
    }
}

/// <summary>What a <see cref="StorageWarning"/> is about.</summary>
public enum StorageWarningKind
{
    /// <summary>The file system keeps its files in memory.</summary>
    MemoryFileSystem = 0,

    /// <summary>The file system is another machine's.</summary>
    NetworkFileSystem = 1,

    /// <summary>The file system is a layer that goes with its container.</summary>
    OverlayFileSystem = 2,

    /// <summary>A flush takes less than 10 µs on something that claims to be a disk.</summary>
    ImplausiblyFastFlush = 3,
}
