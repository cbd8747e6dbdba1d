using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>
/// An open directory. The system looks names up in the directory itself, so what is done here stays in it when its path is made to lead
/// elsewhere.
/// </summary>
internal sealed class UnixDirectory : IDisposable
{
    /// <summary>
    /// As a last character it makes the system refuse what is not a directory. O_DIRECTORY does too, but is another number on each
    /// architecture.
    /// </summary>
    private const string MustBeDirectory = "/";

    private const int InheritGroup = 0x400;             // setgid: what is made below belongs to the directory's group

    private readonly SafeFileHandle _handle;
    private readonly string _path;                      // where it was opened, for messages

    private UnixDirectory(SafeFileHandle handle, string path)
    {
        (_handle, _path) = (handle, path);
        Status = FileStatus.Of(handle);
    }

    /// <summary>The identity of the directory; null where the system does not tell.</summary>
    public FileStatus? Status { get; }

    /// <summary>The file system that it lies on, as statfs calls it; null where that is not known.</summary>
    public uint? FileSystemMagic => Platform.FileSystemMagic(_handle);

    /// <summary>
    /// Opens a directory, which is made, durably, if it is missing: names are flushed up to the first directory that was there before.
    /// </summary>
    /// <exception cref="IOException">It can't be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static UnixDirectory OpenOrCreate(string path, FileModes modes)
    {
        int fd;
        do fd = Libc.Open(path + MustBeDirectory, Libc.ReadOnly | Libc.CloseOnExec);
        while (fd < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        if (fd >= 0) return new(new(fd, ownsHandle: true), path);
        var error = Marshal.GetLastPInvokeError();
        if (error != Libc.NotFound || Path.GetDirectoryName(path) is not { } parentPath)
            throw UnixCall.Failure($"open the directory '{path}'", error);
        using var parent = OpenOrCreate(parentPath, modes);
        return parent.OpenOrCreateDirectory(Path.GetFileName(path), modes);
    }

    public UnixDirectory OpenDirectory(string name) =>
        TryOpenDirectory(name) ?? throw UnixCall.Failure($"open the directory '{PathOf(name)}'", Libc.NotFound);

    /// <inheritdoc cref="OpenOrCreate"/>
    public UnixDirectory OpenOrCreateDirectory(string name, FileModes modes)
    {
        if (TryOpenDirectory(name) is { } there) return there;
        var result = UnixCall.Retry(static a => Libc.MakeDirectoryAt(a._handle, a.name, a.Directory), (_handle, name, modes.Directory));
        var isOurs = result == 0;
        var error = Marshal.GetLastPInvokeError();
        if (!isOurs && error != Libc.Exists) throw UnixCall.Failure($"make the directory '{PathOf(name)}'", error);
        var made = OpenDirectory(name);
        try
        {
            if (isOurs && made.Status is { } status) SetMode(made._handle, status, modes.Directory | (status.Mode & InheritGroup));
            Flush();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Every name, with links as what they lead to.</summary>
    public List<DirectoryEntry> List() => DirectoryListing.Read(OpenFile(".", Libc.ReadOnly));

    /// <exception cref="FileNotFoundException">There is none.</exception>
    public SafeFileHandle OpenFile(string name, int flags) =>
        TryOpen(name, flags, 0, out var error) ?? throw UnixCall.Failure($"open '{PathOf(name)}'", error);

    /// <summary>A file, which is made if it is missing.</summary>
    /// <param name="name">The file.</param>
    /// <param name="flags">What to do with one that is there.</param>
    /// <param name="mode">Of a file that is made. The process's umask can take nothing from it: a group that was given the right to read
    /// has it.</param>
    public SafeFileHandle OpenOrCreateFile(string name, int flags, int mode)
    {
        var file = TryOpen(name, Libc.ReadWrite | Libc.CreateIfMissing | flags, mode, out var error)
            ?? throw UnixCall.Failure($"create '{PathOf(name)}'", error);
        if (FileStatus.Of(file) is { } status) SetMode(file, status, mode);
        return file;
    }

    public void Rename(string name, UnixDirectory to, string newName) => UnixCall.Check(
        UnixCall.Retry(static a => Libc.RenameAt(a.From, a.name, a.To, a.newName), (From: _handle, name, To: to._handle, newName)),
        $"rename '{PathOf(name)}' to '{to.PathOf(newName)}'");

    /// <summary>Gives a file here a second name in another directory.</summary>
    public bool TryLink(string existing, UnixDirectory to, string name) =>
        UnixCall.Retry(static a => Libc.LinkAt(a.From, a.existing, a.To, a.name, 0), (From: _handle, existing, To: to._handle, name)) == 0;

    /// <summary>A name that is not there is as good as deleted.</summary>
    public void Delete(string name)
    {
        if (UnixCall.Retry(static a => Libc.UnlinkAt(a._handle, a.name, 0), (_handle, name)) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error != Libc.NotFound) throw UnixCall.Failure($"delete '{PathOf(name)}'", error);
    }

    public void Flush() => Platform.FlushDirectory(_handle);

    /// <summary>Holds the directory exclusively until it is disposed of.</summary>
    /// <param name="isHeld">True if another process, or another storage of this one, holds it.</param>
    /// <returns>False if it is held, or if its file system can't lock directories.</returns>
    public bool TryLock(out bool isHeld)
    {
        var isOurs = Platform.TryLock(_handle, out var error);
        isHeld = !isOurs && error == Libc.WouldBlock;
        return isOurs;
    }

    /// <inheritdoc cref="FileStatus.Of(SafeFileHandle, string, out int)"/>
    public FileStatus? StatusOf(string name, out int error) => FileStatus.Of(_handle, name, out error);

    /// <summary>Closes the directory and releases its lock.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed) Platform.Unlock(_handle);
    }

    private UnixDirectory? TryOpenDirectory(string name)
    {
        var handle = TryOpen(name + MustBeDirectory, Libc.ReadOnly, 0, out var error);
        if (handle is not null) return new(handle, PathOf(name));
        return error == Libc.NotFound ? null : throw UnixCall.Failure($"open the directory '{PathOf(name)}'", error);
    }

    private SafeFileHandle? TryOpen(string name, int flags, int mode, out int error)
    {
        var fd = UnixCall.OpenAt(_handle, name, flags, mode);
        error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        return fd < 0 ? null : new(fd, ownsHandle: true);
    }

    /// <summary>
    /// A failure is passed over: it was made by us, so it is a file system that has no modes of its own, such as FAT or a network share.
    /// </summary>
    private static void SetMode(SafeFileHandle file, in FileStatus status, int mode)
    {
        if (status.Permissions != mode) _ = Libc.ChangeMode(file, mode);
    }

    private string PathOf(string name) => Path.Combine(_path, name);
}
