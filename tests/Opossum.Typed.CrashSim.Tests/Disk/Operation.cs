namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>What a call asked of the disk.</summary>
internal enum OperationKind
{
    Create,
    Write,
    SetLength,
    Flush,
    Rename,

    /// <summary>A second name for a file.</summary>
    Link,
    Delete,
    SyncDirectory,

    /// <summary>
    /// Changes no disk, but settles what a failed flush left open: from here on the system has seen that the bytes are not there.
    /// </summary>
    DropCache,
}

/// <summary>One call that changes the disk, as it was recorded. A crash may come before it, within it, or after it.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Name">Of the file or directory, at that moment.</param>
/// <param name="File">The file, whatever its name is later; 0 for a directory.</param>
/// <param name="Offset">Where a write begins, or the length that was set.</param>
/// <param name="Bytes">What a write brought to the cache; less than was asked for when it was cut short.</param>
/// <param name="Target">The new name, or the second one.</param>
/// <param name="Failed">Whether the caller got an error; a failed flush made nothing durable, and its pages count as clean.</param>
internal sealed record Operation(
    OperationKind Kind, string Name, int File = 0, long Offset = 0, byte[]? Bytes = null, string? Target = null, bool Failed = false)
{
    /// <summary>Where the name is that comes or goes.</summary>
    public string Directory => SimStorage.DirectoryOf(Kind == OperationKind.Link ? Target! : Name);

    public override string ToString() => Kind switch
    {
        OperationKind.Write => $"write {Name} {Offset}+{Bytes!.Length}",
        OperationKind.SetLength => $"set length {Name} {Offset}",
        OperationKind.Link => $"link {Name} as {Target}",
        OperationKind.Rename => $"rename {Name} to {Target}",
        OperationKind.SyncDirectory => $"flush directory '{Name}'",
        OperationKind.DropCache => $"drop the cache of {Name}",
        _ => $"{Kind.ToString().ToLowerInvariant()} {Name}",
    } + (Failed ? " (failed)" : "");
}
