using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Storage.Windows;

/// <summary>The calls of Windows that <see cref="WindowsStorage"/> needs.</summary>
internal static partial class Kernel32
{
    /// <param name="name">The new name.</param>
    /// <param name="existing">The file.</param>
    /// <param name="security">Reserved: 0.</param>
    /// <returns>0 when it failed.</returns>
    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int CreateHardLink(string name, string existing, nint security);
}
