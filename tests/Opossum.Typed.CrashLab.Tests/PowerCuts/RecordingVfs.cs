using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Opossum.Typed.CrashLab.Tests.PowerCuts;

/// <summary>
/// What SQLite calls the system by, https://www.sqlite.org/vfs.html: the one of the platform, and in directories that are recorded each
/// call that changes a file is noted.
/// </summary>
internal static unsafe partial class RecordingVfs
{
    private static readonly ConcurrentDictionary<string, Recording> Recordings = new(StringComparer.Ordinal);       // by directory
    private static readonly ConcurrentDictionary<nint, OpenFile> Files = new();                 // by the address of SQLite's object
    private static readonly ConcurrentDictionary<nint, nint> Patched = new();                   // methods, by those of the platform
    private static readonly Vfs* Platform = Register();

    /// <summary>Notes what happens to files of a directory that is empty still.</summary>
    public static void Record(string directory, Recording recording)
    {
        if (Platform is null) throw new InvalidOperationException("SQLite has no default VFS.");
        Recordings[directory] = recording;
    }

    /// <summary>Ends <see cref="Record"/>.</summary>
    public static void Forget(string directory) => Recordings.TryRemove(directory, out _);

    private static Vfs* Register()
    {
        using (var first = new SqliteConnection("Data Source=:memory:;Pooling=False")) first.Open();         // initializes SQLite
        var platform = FindVfs(null);
        var recording = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *recording = *platform;
        recording->Name = (byte*)Marshal.StringToCoTaskMemUTF8("recording");
        recording->Open = &Open;
        recording->Delete = &Delete;
        return RegisterVfs(recording, makeDefault: 1) == 0 ? platform : null;
    }

    private static Recording? RecordingOf(string path) =>
        Path.GetDirectoryName(path) is { } directory ? Recordings.GetValueOrDefault(directory) : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, void* file, int flags, int* outFlags)
    {
        var rc = Platform->Open(Platform, name, file, flags, outFlags);
        if (rc != 0 || Marshal.PtrToStringUTF8((nint)name) is not { } path || RecordingOf(path) is not { } recording) return rc;

        // The object begins with its methods, so that those which are not replaced get what they expect.
        var methods = (nint*)file;
        Files[(nint)file] = new(recording, Path.GetFileName(path), *methods);
        *methods = Patched.GetOrAdd(*methods, Patch);
        return rc;
    }

    private static nint Patch(nint platform)
    {
        var patched = (FileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(FileMethods));
        *patched = *(FileMethods*)platform;
        patched->Close = &Close;
        patched->Write = &Write;
        patched->Truncate = &Truncate;
        patched->Sync = &Sync;
        return (nint)patched;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncsDirectory)
    {
        var rc = Platform->Delete(Platform, name, syncsDirectory);
        if (rc != 0 || Marshal.PtrToStringUTF8((nint)name) is not { } path) return rc;
        RecordingOf(path)?.Add(new(Path.GetFileName(path), CallKind.Delete, syncsDirectory, []));
        return rc;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(void* file)
    {
        Files.TryRemove((nint)file, out var open);
        return open.Methods->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, byte* bytes, int count, long offset)
    {
        var open = Files[(nint)file];
        var rc = open.Methods->Write(file, bytes, count, offset);
        if (rc == 0) open.Add(CallKind.Write, offset, new ReadOnlySpan<byte>(bytes, count).ToArray());
        return rc;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(void* file, long size)
    {
        var open = Files[(nint)file];
        var rc = open.Methods->Truncate(file, size);
        if (rc == 0) open.Add(CallKind.Truncate, size, []);
        return rc;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(void* file, int flags)
    {
        var open = Files[(nint)file];
        var rc = open.Methods->Sync(file, flags);
        if (rc == 0) open.Add(CallKind.Sync, 0, []);
        return rc;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(Vfs* vfs, int makeDefault);

    private readonly struct OpenFile(Recording recording, string name, nint methods)
    {
        /// <summary>Those of the platform.</summary>
        public FileMethods* Methods => (FileMethods*)methods;

        public void Add(CallKind kind, long offset, byte[] bytes) => recording.Add(new(name, kind, offset, bytes));
    }

    /// <summary><c>sqlite3_vfs</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version, FileSize, MaxPathLength;
        public Vfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, void*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public fixed long Others[14];
    }

    /// <summary><c>sqlite3_io_methods</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<void*, int> Close;
        public void* Read;
        public delegate* unmanaged[Cdecl]<void*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<void*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<void*, int, int> Sync;
        public fixed long Others[13];
    }
}
