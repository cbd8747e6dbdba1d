namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>A journal, replayed up to an operation: what is on the disk by then, and what may be.</summary>
internal sealed class DiskReplay
{
    public DiskReplay(DiskImage image)
    {
        foreach (var (name, content, file) in image.Numbered())
        {
            Names.Add(name, file);
            Files.TryAdd(file, new(content));
        }
    }

    /// <summary>Names that are surely on disk.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, FileReplay> Files { get; } = [];

    /// <summary>Creations, renames and deletions that no flush of their directory has covered.</summary>
    public List<(int Number, Operation Operation)> PendingNames { get; } = [];

    public void Apply(int number, Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Create:
                Files[operation.File] = new(Content.Empty);
                PendingNames.Add((number, operation));
                break;
            case OperationKind.Rename or OperationKind.Link or OperationKind.Delete:
                PendingNames.Add((number, operation));
                break;
            case OperationKind.Write:
                Files[operation.File].Write(number, operation.Bytes!, (int)operation.Offset);
                break;
            case OperationKind.SetLength:
                Files[operation.File].SetLength(number, (int)operation.Offset);
                break;
            case OperationKind.Flush:
                Files[operation.File].Flush(operation.Failed);
                break;
            case OperationKind.DropCache:
                Files[operation.File].DropCache();
                break;
            case OperationKind.SyncDirectory when !operation.Failed:
                foreach (var (_, pending) in PendingNames.Where(pending => IsIn(operation.Name, pending.Operation))) Apply(Names, pending);
                PendingNames.RemoveAll(pending => IsIn(operation.Name, pending.Operation));
                break;
        }
    }

    public static void Apply(Dictionary<string, int> names, Operation operation)
    {
        if (operation.Kind is OperationKind.Rename or OperationKind.Delete && names.GetValueOrDefault(operation.Name) == operation.File)
            names.Remove(operation.Name);
        if (operation.Kind is OperationKind.Create) names[operation.Name] = operation.File;
        if (operation.Kind is OperationKind.Rename or OperationKind.Link) names[operation.Target!] = operation.File;
    }

    private static bool IsIn(string directory, Operation operation) => operation.Directory == directory;
}
