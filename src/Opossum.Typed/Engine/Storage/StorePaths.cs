using System.Text;

namespace Opossum.Typed.Engine.Storage;

/// <summary>Recognizes paths that a store can't have, before anything is made there.</summary>
internal static class StorePaths
{
    /// <summary>At least the length of the longest name of a file in a store, the separator before it included.</summary>
    public const int LongestName = 64;

    /// <summary>PATH_MAX, less the NUL at the end.</summary>
    private static int LongestPath => OperatingSystem.IsMacOS() ? 1023 : 4095;

    /// <summary>
    /// The store itself would get by, since it finds its files relative to its directory; but a path in a message could not be followed,
    /// and a copy of such a file by its path would fail. Windows has no such bound.
    /// </summary>
    /// <exception cref="PathTooLongException">The path of a file below it would be longer than the system takes.</exception>
    public static void EnsureShortEnough(string root)
    {
        if (OperatingSystem.IsWindows()) return;
        var (length, most) = (Encoding.UTF8.GetByteCount(root), LongestPath - LongestName);
        if (length <= most) return;
        throw new PathTooLongException(
            $"Its path is {length} bytes long; this system takes {most}, so that the files below it have paths too. Choose a shorter one.");
    }

    /// <summary>
    /// True if a path was written for Windows. Elsewhere, <c>\</c> and <c>:</c> are ordinary characters, and it would name a new directory
    /// in the current one.
    /// </summary>
    public static bool IsOfWindows(string path) => !OperatingSystem.IsWindows() && !path.StartsWith('/')
        && (path.Contains('\\', StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])));

    /// <exception cref="ArgumentException">The path was written for Windows.</exception>
    public static void RefuseWindows(string path, string parameter)
    {
        if (!IsOfWindows(path)) return;
        throw new ArgumentException(
            $"'{path}' is a path of Windows; here it would be the name of a directory in the current one. Write a path with '/'.",
            parameter);
    }
}
