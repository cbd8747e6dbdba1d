using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Opossum.Typed.Engine.Storage.Unix;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// What .NET does not offer for an open file, or offers with a catch: RandomAccess.FlushToDisk is fsync where fdatasync would do and takes
/// EROFS for success, FileShare locks ignore a file system that can't lock, and directories can't be flushed at all. Linux is what our
/// tests run; macOS and Windows follow their documentation.
/// </summary>
internal static class Platform
{
    public static void FlushData(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows()) RandomAccess.FlushToDisk(handle);
        else if (OperatingSystem.IsMacOS()) UnixCall.Check(FlushFully(handle), "flush a file (F_FULLFSYNC)");
        else UnixCall.Check(UnixCall.Retry(handle, Libc.DataSync), "flush a file (fdatasync)");
    }

    /// <summary>Not on Windows, whose file system journals names by itself.</summary>
    public static void FlushDirectory(SafeFileHandle handle)
    {
        if (OperatingSystem.IsMacOS()) UnixCall.Check(FlushFully(handle), "flush a directory (F_FULLFSYNC)");
        else UnixCall.Check(UnixCall.Retry(handle, Libc.Sync), "flush a directory (fsync)");
    }

    /// <inheritdoc cref="FlushDirectory(SafeFileHandle)"/>
    public static void FlushDirectory(string path)
    {
        using var handle = OpenUnix(path, "open a directory");
        FlushDirectory(handle);
    }

    /// <summary>Holds a file or a directory exclusively until <see cref="Unlock"/>. Not on Windows, where opening does it.</summary>
    /// <param name="handle">What to hold.</param>
    /// <param name="error">Why not.</param>
    public static bool TryLock(SafeFileHandle handle, out int error)
    {
        var isOurs = UnixCall.Retry(handle, static fd => Libc.Lock(fd, Libc.LockExclusive | Libc.LockNonBlocking)) == 0;
        error = isOurs ? 0 : Marshal.GetLastPInvokeError();
        return isOurs;
    }

    /// <summary>
    /// Gives a lock free. Closing the handle alone does not while a child process that is being started has a copy of it.
    /// </summary>
    public static void Unlock(SafeFileHandle handle)
    {
        using (handle)
        {
            if (!OperatingSystem.IsWindows()) _ = UnixCall.Retry(handle, static fd => Libc.Lock(fd, Libc.Unlock));
        }
    }

    /// <summary>
    /// Reads a file that another holds exclusively: .NET's own handles would ask for a lock first. Null where the system does not allow it.
    /// </summary>
    public static byte[]? TryReadLocked(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        using var handle = OpenUnix(path, "read");
        return ReadAll(handle);
    }

    /// <summary>
    /// Opens a file for reading and locks nothing. .NET's own handles take a shared lock on Unix, which would keep out whoever wants the
    /// file for itself: a writer that starts, or a restore.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static SafeFileHandle OpenUnlocked(string path) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : OpenUnix(path, "read");

    public static byte[] ReadAll(SafeFileHandle handle)
    {
        var bytes = new byte[RandomAccess.GetLength(handle)];
        return bytes[..RandomAccess.Read(handle, bytes, 0)];
    }

    public static void DropCache(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = UnixCall.Retry(handle, static fd => Libc.Advise(fd, 0, 0, Libc.DontNeed));
    }

    /// <summary>
    /// Lets other threads of the process go first. .NET's own priorities mean nothing on Linux, and a failure does no harm.
    /// </summary>
    public static void LowerThreadPriority()
    {
        const int OfProcess = 0;
        const int Caller = 0;
        const int Niceness = 10;
        try
        {
            if (OperatingSystem.IsLinux()) _ = Libc.SetPriority(OfProcess, Caller, Niceness);
            else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or NotSupportedException)
        {
        }
    }

    /// <summary>How many files the process may have open. .NET raises the limit of a process as far as it may.</summary>
    public static int MaxOpenFiles
    {
        get
        {
            Span<ulong> limits = stackalloc ulong[2];
            var isKnown = !OperatingSystem.IsWindows() && Libc.ResourceLimit(Libc.OpenFiles, ref limits[0]) == 0;
            return isKnown ? (int)Math.Min(limits[0], int.MaxValue) : int.MaxValue;
        }
    }

    /// <summary>What statfs calls f_type; null where that is not known.</summary>
    public static uint? FileSystemMagic(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux()) return null;
        const int LongestStatus = 256;
        Span<byte> status = stackalloc byte[LongestStatus];
        if (Libc.FileSystemStatus(handle, ref status[0]) < 0) return null;
        // The field is the first everywhere, a long on most architectures and an int on others; where it is a long, the lower half comes
        // first.
        return MemoryMarshal.Read<uint>(status);
    }

    private static int FlushFully(SafeFileHandle handle) => UnixCall.Retry(handle, static fd => Libc.FileControl(fd, Libc.FullSync));

    private static SafeFileHandle OpenUnix(string path, string what)
    {
        var fd = UnixCall.Retry(static path => Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec), path);
        return fd >= 0 ? new(fd, ownsHandle: true) : throw UnixCall.Failure($"{what} '{path}'", Marshal.GetLastPInvokeError());
    }
}
