using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>The flush that the engine uses, called without the engine: fdatasync on Linux, elsewhere what .NET has.</summary>
internal static partial class DataSync
{
    public static void Flush(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(handle);
        else if (FlushData(handle) < 0) throw new IOException($"fdatasync: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushData(SafeFileHandle handle);
}
