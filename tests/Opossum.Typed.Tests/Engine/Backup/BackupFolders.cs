using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine.Backup;

/// <summary>A store's directory, and two for backups, deleted at the end of a test.</summary>
internal sealed class BackupFolders : IDisposable
{
    private readonly string _root = TestDisk.NewDirectory();

    public string Store => Path.Combine(_root, "store");

    public string Backup => Path.Combine(_root, "backup");

    public string Other => Path.Combine(_root, "other");

    public ValueTask<EmbeddedEventLog> OpenAsync(OpossumOptions? options = null) => EmbeddedEventLog.OpenAsync(Store, options);

    /// <summary>Name and bytes of each file but the lock and the head.</summary>
    public static (string Name, string Bytes)[] FilesOf(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(static path => Path.GetFileName(path) is not (StoreLock.FileName or HeadFile.Name))
            .Select(path => (Path.GetRelativePath(directory, path), Convert.ToHexString(File.ReadAllBytes(path))))
            .OrderBy(static file => file.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Every event of one is that of the other, byte for byte, by scan and by index, and there are no others.</summary>
    public static async Task AssertSameAsync(IReadOnlyEventLog log, IReadOnlyEventLog backup, long head)
    {
        Assert.Equal(head, backup.Head);
        foreach (var query in (Query[])[Query.All, Query.Tagged(new Tag("n:3"))])
        {
            var expected = await Raw.EventsAsync(log, query);
            Assert.Equal(expected.TakeWhile(e => e.Position <= head).Select(Text), (await Raw.EventsAsync(backup, query)).Select(Text));
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Text(SequencedEvent e) =>
        $"{e.Position} {e.Metadata.Id} {e.Metadata.RecordedAt:O} {e.Type} {e.Version} "
            + $"{string.Join(' ', e.Tags.Select(static tag => tag.Text))} {Convert.ToHexString(e.Payload.Span)}";
}
