using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>Reads the names in an open directory, by readdir: .NET lists paths alone.</summary>
internal static class DirectoryListing
{
    private const byte UnknownKind = 0;
    private const byte DirectoryKind = 4;
    private const byte LinkKind = 10;

    /// <param name="directory">An open file description of the caller's own: it remembers how far it was read. It is closed.</param>
    public static List<DirectoryEntry> Read(SafeFileHandle directory)
    {
        var entries = new List<DirectoryEntry>();
        using (directory)
        {
            var listing = Open(directory);
            try
            {
                while (Next(listing) is { } entry)
                {
                    var (name, kind) = Parse(entry);
                    if (name is not ("." or "..")) entries.Add(new(name, IsDirectory(directory, name, kind)));
                }
            }
            finally
            {
                _ = Libc.CloseListing(listing);
            }
        }

        return entries;
    }

    /// <summary>On a second handle, which the listing owns, so that the first one can be asked meanwhile.</summary>
    private static nint Open(SafeFileHandle directory)
    {
        var fd = UnixCall.OpenAt(directory, ".", Libc.ReadOnly);
        var listing = fd < 0 ? 0 : OperatingSystem.IsMacOS() && Darwin.HasSuffixedNames ? Darwin.OpenListing64(fd) : Libc.OpenListing(fd);
        if (listing != 0) return listing;
        var error = Marshal.GetLastPInvokeError();
        if (fd >= 0) _ = Libc.Close(fd);
        throw UnixCall.Failure("list a directory", error);
    }

    private static nint? Next(nint listing)
    {
        var entry = ReadEntry(listing);
        if (entry != 0) return entry;
        var error = Marshal.GetLastPInvokeError();              // set to 0 before the call
        return error == 0 ? null : throw UnixCall.Failure("list a directory", error);
    }

    private static nint ReadEntry(nint listing)
    {
        if (OperatingSystem.IsMacOS()) return Darwin.HasSuffixedNames ? Darwin.ReadListing64(listing) : Libc.ReadListing(listing);
        try
        {
            return Libc.ReadListing64(listing);
        }
        catch (EntryPointNotFoundException)
        {
            return Libc.ReadListing(listing);                   // musl, where all fields are wide
        }
    }

    /// <summary>
    /// On Linux: inode and offset of 8 bytes, a length of 2, the kind, the name. macOS has the length of the name before the kind.
    /// </summary>
    private static (string Name, byte Kind) Parse(nint entry)
    {
        var kind = OperatingSystem.IsMacOS() ? 20 : 18;
        return (Marshal.PtrToStringUTF8(entry + kind + 1)!, Marshal.ReadByte(entry, kind));
    }

    /// <summary>Some file systems tell no kinds, and a link is what it leads to.</summary>
    private static bool IsDirectory(SafeFileHandle directory, string name, byte kind) => kind switch
    {
        DirectoryKind => true,
        UnknownKind or LinkKind => FileStatus.Of(directory, name, out _) is { IsDirectory: true },
        _ => false,
    };
}
