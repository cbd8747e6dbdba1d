using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>Takes files out of the page cache, as if nobody had read them for long. Linux alone.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    public static void Drop(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal)) continue;      // held by the store, and of no size
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var error = Advise(handle, 0, 0, DontNeed);
            if (error != 0) throw new IOException($"posix_fadvise on {file}: error {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle handle, long offset, long length, int advice);
}
