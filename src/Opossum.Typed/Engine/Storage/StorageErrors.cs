namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// Tells errors that say something of a file from those that say something of the process: the second kind is never damage, and no reason
/// to make a file again.
/// </summary>
internal static class StorageErrors
{
    private const int NoMemory = 12;                    // ENOMEM
    private const int NoHandleInSystem = 23;            // ENFILE
    private const int NoHandleInProcess = 24;           // EMFILE
    private const int NoHandleOnWindows = unchecked((int)0x80070004);           // ERROR_TOO_MANY_OPEN_FILES

    /// <summary>
    /// Whether the process or the system has no handle left. .NET puts the system's own number into HResult, and so does
    /// <see cref="Platform"/>.
    /// </summary>
    public static bool IsOutOfHandles(IOException e) =>
        OperatingSystem.IsWindows() ? e.HResult == NoHandleOnWindows : IsOutOfHandles(e.HResult);

    /// <param name="error">The system's number, on Unix.</param>
    public static bool IsOutOfHandles(int error) => error is NoHandleInProcess or NoHandleInSystem;

    /// <summary>
    /// Whether the error is about a file as it lies on the disk: it is gone, or the disk does not give it back. Not so where the process
    /// may not open it, or can't open any.
    /// </summary>
    public static bool IsOfFile(Exception e) =>
        e is IOException io && !IsOutOfHandles(io) && (OperatingSystem.IsWindows() || e.HResult != NoMemory);
}
