namespace Opossum.Typed.Tiers;

/// <summary>
/// Where tests put stores that need files and not a disk: in memory where the system has room there, because most of what these tests take
/// is flushes. The long tier puts them on the disk of the temporary directory, and the full one a sample.
/// </summary>
internal static class TestDisk
{
    private const string SharedMemory = "/dev/shm";
    private const long Enough = 4L << 30;

    private static readonly string Root = !Tier.IsLong && HasRoom() ? SharedMemory : Path.GetTempPath();

    /// <summary>A path that nothing has yet.</summary>
    /// <param name="onDisk">Whether it is on a disk in the full tier too.</param>
    public static string NewPath(bool onDisk = false) =>
        Path.Combine(onDisk && Tier.IsFull ? Path.GetTempPath() : Root, "opossum-" + Guid.NewGuid().ToString("N"));

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
