namespace Opossum.Typed;

/// <summary>
/// The accounts of the machine that may read the files of a store, on systems whose files have an owner and a group. The owner is the
/// account that the store runs under.
/// </summary>
/// <example>
/// <code>
/// await using var log = await EmbeddedEventLog.OpenAsync("./data/raw", new() { Access = StoreAccess.OwnerAndGroup });
/// </code>
/// </example>
public enum StoreAccess
{
    /// <summary>The owner alone: files are made with mode 0600, directories with 0700.</summary>
    Owner = 0,

    /// <summary>
    /// The owner, and members of the files' group for reading, such as a program that makes backups: 0640 and 0750, whatever the process's
    /// umask is. The group is the process's own, or, below a directory with the setgid bit, that directory's.
    /// </summary>
    OwnerAndGroup = 1,
}
