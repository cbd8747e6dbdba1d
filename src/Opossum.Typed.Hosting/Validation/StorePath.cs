using System.Buffers;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>
/// Where a store lies: its name in its root. Both are checked alike on every operating system, so that what runs on one is not refused by
/// another.
/// </summary>
internal static class StorePath
{
    private const int MaxNameLength = 100;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("/\\:*?\"<>|");
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <param name="rootPath">One that was checked.</param>
    /// <param name="storeName">Likewise.</param>
    /// <param name="store">Whose they are.</param>
    /// <param name="contentRoot">What a relative root is relative to.</param>
    public static string Resolve(string rootPath, string? storeName, StoreRegistration store, string contentRoot) =>
        Path.Combine(Path.GetFullPath(rootPath, Path.GetFullPath(contentRoot)), storeName ?? store.DefaultDirectory);

    public static string? ProblemOfRoot(StoreRegistration store, string? rootPath)
    {
        var place = store.Place(nameof(HostedStoreOptions.RootPath));
        if (string.IsNullOrWhiteSpace(rootPath))
            return $"{place} is missing. Write the directory that {(store.Name.Length == 0 ? "the store" : $"the store '{store.Name}'")} "
                + $"{(store.IsReadOnly ? "lies" : "is to lie")} in: absolute, or relative to the content root, as in {Example(store)}.";
        if (rootPath.Contains('\0', StringComparison.Ordinal))
            return $"{place} has a NUL character. Write a directory, as in {Example(store)}.";
        if (IsOfWindows(rootPath))
            return $"{place} is '{rootPath}', a path of Windows. Here it would be the name of a directory in the content root. "
                + $"Write a path with '/', such as '/var/lib/orders', or as in {Example(store)}.";
        return rootPath.Split('/', '\\').Contains("..")
            ? $"{place} is '{rootPath}', which climbs with '..'. Write where that leads to, as an absolute path, "
                + "or a directory below the content root."
            : null;
    }

    public static string? ProblemOfName(StoreRegistration store, string? storeName)
    {
        var name = storeName ?? store.DefaultDirectory;
        return WhyNoName(name) is { } why
            ? $"{store.Place(nameof(HostedStoreOptions.StoreName))} is '{name}', which {why}. Write one name of letters, digits, '-' and "
                + "'_', such as 'orders': it becomes a directory in RootPath."
            : null;
    }

    /// <summary>
    /// A drive, or a separator that is none elsewhere. What is written for every system has <c>/</c>, and is no absolute path of one of
    /// them.
    /// </summary>
    public static bool IsOfWindows(string path) => !OperatingSystem.IsWindows() && !path.StartsWith('/')
        && (path.Contains('\\', StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])));

    private static string Example(StoreRegistration store) => store.Section is null ? "o.RootPath = \"data\"" : "\"RootPath\": \"data\"";

    private static string? WhyNoName(string name) => name switch
    {
        "" => "is empty",
        "." or ".." => "is no name but a way",
        { Length: > MaxNameLength } => $"is longer than {MaxNameLength} characters",
        _ when name.AsSpan().ContainsAny(Reserved) => "has a separator, or a character that some file system reserves",
        _ when name.Any(char.IsControl) => "has a control character",
        _ when name != name.Trim() || name.EndsWith('.') => "begins or ends with a space, or ends with a dot, which Windows drops",
        _ when IsDevice(name) => "is the name of a device on Windows",
        _ => null,
    };

    /// <summary>Windows looks at what comes before the first dot, and takes superscript digits for digits.</summary>
    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return Devices.Contains(stem)
            || (stem.Length == 4
                && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && "123456789¹²³".Contains(stem[3], StringComparison.Ordinal));
    }
}
