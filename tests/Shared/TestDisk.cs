namespace Opossum.Typed.Tiers;

/// <summary>
/// Where tests put stores that need files and not a disk. The quick tier puts them in memory where the system has room there: most of what
/// these tests take is flushes. The other tiers put them on the disk of the temporary directory.
/// </summary>
internal static class TestDisk
{
    private const string SharedMemory = "/dev/shm";
    private const long Enough = 4L << 30;

    private static readonly string Root = !Tier.IsFull && HasRoom() ? SharedMemory : Path.GetTempPath();

    /// <summary>A path that nothing has yet.</summary>
    public static string NewPath() => Path.Combine(Root, "opossum-" + Guid.NewGuid().ToString("N"));

    /// <summary>A new directory.</summary>
    public static string NewDirectory() => Directory.CreateDirectory(NewPath()).FullName;

    private static bool HasRoom()
    {
        try
        {
            return OperatingSystem.IsLinux() && new DriveInfo(SharedMemory).AvailableFreeSpace >= Enough;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
