using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The C library's calls that <see cref="Platform"/> needs. Only the fixed arguments of variadic functions are used: Apple's arm64 passes the others differently.
/// </summary>
internal static partial class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;
    public const int FullSync = 51;
    public const int DontNeed = 4;
    public const int Interrupted = 4;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;

    public static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    public static int OpenFiles => OperatingSystem.IsMacOS() ? 8 : 7;

    public static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DataSync(int fd);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Sync(int fd);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FileControl(int fd, int command);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(int fd, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Link(string existing, string name);

    /// <param name="path">Any file of the file system.</param>
    /// <param name="result">The first byte of a struct statfs, whose layout differs from one architecture to another.</param>
    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FileSystemStatus(string path, ref byte result);

    /// <param name="directory">Where relative paths begin.</param>
    /// <param name="path">The file.</param>
    /// <param name="flags">None.</param>
    /// <param name="mask">Which fields are asked for.</param>
    /// <param name="result">The first byte of a struct statx, whose layout is the same everywhere, unlike that of stat.</param>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ExtendedStatus(int directory, string path, int flags, uint mask, ref byte result);

    /// <param name="resource">Of what.</param>
    /// <param name="limits">The limit that counts, and behind it how far it can be raised.</param>
    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ResourceLimit(int resource, ref ulong limits);

    /// <param name="which">Whether a process, a group or a user is meant.</param>
    /// <param name="who">0: the caller, which on Linux is a thread.</param>
    /// <param name="niceness">Higher is lower in rank.</param>
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport("libc", EntryPoint = "posix_fadvise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Advise(int fd, long offset, long length, int advice);
}
