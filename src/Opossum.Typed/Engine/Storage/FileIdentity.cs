using System.Globalization;
using Opossum.Typed.Engine.Storage.Unix;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// What a file is, whatever path leads to it: links and other spellings of a path don't matter. On Unix that is the inode, on Windows
/// what .NET can tell.
/// </summary>
internal static class FileIdentity
{
    /// <summary>
    /// Something that a file keeps while it is renamed, and that a copy of it does not have; null where that is not known.
    /// </summary>
    public static string? OfFile(string path)
    {
        if (TryGetStatus(path, out var status)) return status.Identity;
        if (!File.Exists(path)) return null;
        return File.GetCreationTimeUtc(path).Ticks.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a path is a directory, or leads, or once it is made will lead, to a place below it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="path">A full path. Its end may be missing: what will be made lies below the nearest directory that is there.</param>
    public static bool Contains(string directory, string path)
    {
        if (OperatingSystem.IsWindows()) return ContainsText(Resolve(directory), Resolve(path));
        if (!TryGetStatus(directory, out var wanted)) return ContainsText(directory, path);
        var at = path;
        FileStatus here;
        while (!TryGetStatus(at, out here))
        {
            if (Path.GetDirectoryName(at) is not { } parent) return false;
            at = parent;
        }

        // The system itself resolves "..": it leads up from where a link points to.
        while (!here.IsSameFile(wanted))
        {
            at += "/..";
            if (!TryGetStatus(at, out var above) || above.IsSameFile(here)) return false;
            here = above;
        }

        return true;
    }

    private static bool ContainsText(string directory, string path)
    {
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return WithSeparator(path).StartsWith(WithSeparator(directory), comparison);
    }

    private static string WithSeparator(string path) => Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar;

    /// <summary>A full path with the target of each link on its way.</summary>
    private static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var here = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? target.FullName : here;
    }

    private static bool TryGetStatus(string path, out FileStatus status)
    {
        status = default;
        if (OperatingSystem.IsWindows() || FileStatus.Of(path, out _) is not { } found) return false;
        status = found;
        return true;
    }
}
