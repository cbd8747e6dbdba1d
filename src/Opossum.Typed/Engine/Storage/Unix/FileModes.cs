namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>The permissions that files and directories are made with.</summary>
internal readonly record struct FileModes(int File, int Directory)
{
    private const int OwnersFile = 0x180;               // 0600
    private const int OwnersDirectory = 0x1C0;          // 0700
    private const int GroupReads = 0x20;                // 0040
    private const int GroupSearches = 0x8;              // 0010

    public static FileModes Of(StoreAccess access) => access == StoreAccess.OwnerAndGroup
        ? new(OwnersFile | GroupReads, OwnersDirectory | GroupReads | GroupSearches)
        : new(OwnersFile, OwnersDirectory);
}
