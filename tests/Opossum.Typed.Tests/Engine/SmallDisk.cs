using System.Diagnostics;
using System.Globalization;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A file system of a few megabytes, so that a test can fill it or make it read-only. Making one is for root on Linux.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;
    private SmallDisk? _below;

    private SmallDisk(string path) => _path = path;

    public string StorePath => Path.Combine(_path, "store");

    /// <summary>Skips the test where file systems can't be mounted.</summary>
    public static SmallDisk OfMegabytes(int size)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("mounts a file system, which is for root on Linux");
        var path = Directory.CreateTempSubdirectory("opossum-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}m", "none", path) == 0) return new(path);
        Directory.Delete(path);
        Assert.Skip("this machine lets nobody mount a file system");
        return null!;
    }

    /// <summary>A layer as containers have it, above another small file system, which is unmounted with it.</summary>
    public static SmallDisk Overlay()
    {
        var below = OfMegabytes(64);
        var layer = Directory.CreateTempSubdirectory("opossum-layer-").FullName;
        foreach (var part in (string[])["lower", "upper", "work"]) Directory.CreateDirectory(Path.Combine(below._path, part));
        var options = $"lowerdir={below._path}/lower,upperdir={below._path}/upper,workdir={below._path}/work";
        if (Run("mount", "-t", "overlay", "-o", options, "none", layer) == 0) return new(layer) { _below = below };
        Directory.Delete(layer);
        below.Dispose();
        Assert.Skip("this machine has no overlayfs");
        return null!;
    }

    public void Resize(int megabytes) => Remount(string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"));

    public void MakeReadOnly() => Remount("ro");

    public void Dispose()
    {
        Run("umount", "--lazy", _path);
        Directory.Delete(_path);
        _below?.Dispose();
    }

    private void Remount(string option) => Assert.Equal(0, Run("mount", "-o", "remount," + option, _path));

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
