using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// What .NET does not offer, or offers with a catch: RandomAccess.FlushToDisk is fsync where fdatasync would do and takes EROFS for success, FileShare locks
/// ignore a file system that can't lock, and directories can't be flushed at all. Linux is what our tests run; macOS and Windows follow their documentation.
/// </summary>
internal static class Platform
{
    public static void FlushData(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows()) RandomAccess.FlushToDisk(handle);
        else if (OperatingSystem.IsMacOS()) Check(Retry(handle, static fd => Libc.FileControl(fd, Libc.FullSync)), "flush a file (F_FULLFSYNC)");
        else Check(Retry(handle, Libc.DataSync), "flush a file (fdatasync)");
    }

    /// <summary>On Windows the file system journals names by itself, and there is no call.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = OpenUnix(path, Libc.ReadOnly, "open a directory");
        if (OperatingSystem.IsMacOS()) Check(Retry(handle, static fd => Libc.FileControl(fd, Libc.FullSync)), "flush a directory (F_FULLFSYNC)");
        else Check(Retry(handle, Libc.Sync), "flush a directory (fsync)");
    }

    /// <summary>
    /// The directory itself, held exclusively, for people delete lock files: null where a directory can't be locked.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="isHeld">Whether somebody else holds it.</param>
    public static SafeFileHandle? TryLockDirectory(string path, out bool isHeld)
    {
        isHeld = false;
        if (OperatingSystem.IsWindows()) return null;
        var handle = OpenUnix(path, Libc.ReadOnly, "open a directory");
        if (Retry(handle, static fd => Libc.Lock(fd, Libc.LockExclusive | Libc.LockNonBlocking)) == 0) return handle;
        isHeld = Marshal.GetLastPInvokeError() == Libc.WouldBlock;
        handle.Dispose();
        return null;
    }

    /// <summary>
    /// Gives a lock free. Closing the handle alone does not while a child process that is being started has a copy of it.
    /// </summary>
    public static void Unlock(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows()) Retry(handle, static fd => Libc.Lock(fd, Libc.Unlock));
        handle.Dispose();
    }

    /// <summary>The file, held exclusively until <see cref="Unlock"/>; null when somebody else holds it.</summary>
    public static SafeFileHandle? TryOpenExclusively(string path)
    {
        if (OperatingSystem.IsWindows()) return TryOpenWindows(path);
        var handle = OpenUnix(path, Libc.ReadWrite, "open the lock file");
        var result = Retry(handle, static fd => Libc.Lock(fd, Libc.LockExclusive | Libc.LockNonBlocking));
        if (result == 0) return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error == Libc.WouldBlock ? null : throw Failure("lock the store (flock)", error);
    }

    /// <summary>Reads a file that somebody holds exclusively: .NET's own handles would ask for a lock first. Null where the system does not allow it.</summary>
    public static byte[]? TryReadLocked(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        using var handle = OpenUnix(path, Libc.ReadOnly, "read");
        var bytes = new byte[RandomAccess.GetLength(handle)];
        return bytes[..RandomAccess.Read(handle, bytes, 0)];
    }

    /// <summary>A second name for a file. Whatever stands in the way, a copy does instead, and says what is wrong if that fails too.</summary>
    public static bool TryLink(string existing, string name)
    {
        if (OperatingSystem.IsWindows()) return Kernel32.CreateHardLink(name, existing, 0) != 0;
        int result;
        do result = Libc.Link(existing, name);
        while (result < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        return result == 0;
    }

    public static void DropCache(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux()) return;
        Retry(handle, static fd => Libc.Advise(fd, 0, 0, Libc.DontNeed));
    }

    /// <summary>Lets other threads of the process go first. .NET's own priorities mean nothing on Linux, and a failure does no harm.</summary>
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
    public static uint? FileSystemMagic(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        const int LongestStatus = 256;
        Span<byte> status = stackalloc byte[LongestStatus];
        if (Libc.FileSystemStatus(path, ref status[0]) < 0) return null;
        // The field is the first everywhere, a long on most architectures and an int on others; where it is a long, the lower half comes first.
        return MemoryMarshal.Read<uint>(status);
    }

    /// <summary>The number of the device that a file lies on; null where that is not known.</summary>
    public static (uint Major, uint Minor)? DeviceNumber(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        const int CurrentDirectory = -100;
        const int StatusBytes = 256;
        const int MajorOffset = 136;
        const int MinorOffset = 140;
        Span<byte> status = stackalloc byte[StatusBytes];
        try
        {
            if (Libc.ExtendedStatus(CurrentDirectory, path, flags: 0, mask: 0, ref status[0]) < 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;            // a C library from before 2018
        }

        return (MemoryMarshal.Read<uint>(status[MajorOffset..]), MemoryMarshal.Read<uint>(status[MinorOffset..]));
    }

    private static SafeFileHandle? TryOpenWindows(string path)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            return null;
        }
    }

    private static SafeFileHandle OpenUnix(string path, int flags, string what)
    {
        int fd;
        do fd = Libc.Open(path, flags | Libc.CloseOnExec);
        while (fd < 0 && IsWorthRepeating(Marshal.GetLastPInvokeError()));
        return fd >= 0 ? new(fd, ownsHandle: true) : throw Failure($"{what} '{path}'", Marshal.GetLastPInvokeError());
    }

    private static bool IsWorthRepeating(int error) =>
        error == Libc.Interrupted || (StorageErrors.IsOutOfHandles(error) && FilePool.Shared.TryCloseOldest());

    /// <summary>Every error but EINTR is final.</summary>
    private static int Retry(SafeFileHandle handle, Func<int, int> call)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            var fd = (int)handle.DangerousGetHandle();
            int result;
            do result = call(fd);
            while (result < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
            return result;
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    private static void Check(int result, string what)
    {
        if (result < 0) throw Failure(what, Marshal.GetLastPInvokeError());
    }

    private static Exception Failure(string what, int error)
    {
        var message = $"Could not {what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).";
        return error is Libc.AccessDenied or Libc.NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }
}
