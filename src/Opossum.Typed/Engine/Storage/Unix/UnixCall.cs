using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>
/// Makes calls of the C library: repeats one that a signal interrupted, and turns errors into exceptions of .NET's own kinds.
/// </summary>
internal static class UnixCall
{
    /// <summary>Every error is final but EINTR, and a lack of handles while the pool can give one back.</summary>
    public static int Retry<T>(Func<T, int> call, T arguments)
    {
        int result;
        do result = call(arguments);
        while (result < 0 && IsWorthRepeating(Marshal.GetLastPInvokeError()));
        return result;
    }

    /// <summary>The same for a call that takes a plain descriptor: the handle stays open meanwhile.</summary>
    public static int Retry(SafeFileHandle handle, Func<int, int> call)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return Retry(call, (int)handle.DangerousGetHandle());
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    private static bool IsWorthRepeating(int error)
    {
        if (error == Libc.Interrupted) return true;
        if (!StorageErrors.IsOutOfHandles(error)) return false;
        if (FilePool.Shared.TryCloseOldest()) return true;
        Marshal.SetLastPInvokeError(error);             // closing made calls of its own
        return false;
    }

    /// <returns>A descriptor; -1 if it failed.</returns>
    public static int OpenAt(SafeFileHandle directory, string name, int flags, int mode = 0) => Retry(
        static a => Darwin.PassesVariadicArgumentsOnTheStack
            ? Darwin.OpenAt(a.directory, a.name, a.flags, 0, 0, 0, 0, 0, a.mode)
            : Libc.OpenAt(a.directory, a.name, a.flags, a.mode),
        (directory, name, flags: flags | Libc.CloseOnExec, mode));

    public static void Check(int result, string what)
    {
        if (result < 0) throw Failure(what, Marshal.GetLastPInvokeError());
    }

    public static Exception Failure(string what, int error)
    {
        var message = $"Could not {what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).";
        return error switch
        {
            Libc.AccessDenied or Libc.NotPermitted => new UnauthorizedAccessException(message),
            Libc.NotFound => new FileNotFoundException(message),
            _ => new IOException(message, error),               // as .NET's own: HResult is errno
        };
    }
}
