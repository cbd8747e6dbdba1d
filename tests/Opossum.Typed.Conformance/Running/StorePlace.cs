using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Conformance.Running;

/// <summary>Where the store of a case lives; it can be opened again.</summary>
internal sealed class StorePlace : IDisposable
{
    /// <summary>So small that a few appends fill a segment: cases are to pass whatever lies between two events.</summary>
    private const int SmallSegmentBytes = 512;

    private readonly Func<ValueTask<EmbeddedEventLog>> _open;
    private readonly Action _delete;

    private StorePlace(string name, Func<ValueTask<EmbeddedEventLog>> open, Action delete) => (Name, _open, _delete) = (name, open, delete);

    public string Name { get; }

    public static StorePlace Memory() => Memory("in memory", new());

    /// <summary>Eight bits of each hash are left, so that terms collide: what the index proposes is to be held against the event.</summary>
    public static StorePlace MemoryWithCollisions() => Memory("in memory with colliding terms", new() { TermMask = 0xFF });

    private static StorePlace Memory(string name, OpossumOptions options)
    {
        var storage = new MemoryStorage();
        return new(name, () => new(EmbeddedEventLog.Open(storage, options)), static () => { });
    }

    public static StorePlace Directory()
    {
        var path = Path.Combine(Path.GetTempPath(), $"opossum-conformance-{Guid.NewGuid():N}");
        var options = new OpossumOptions { MaxSegmentBytes = SmallSegmentBytes };
        return new("on disk", () => EmbeddedEventLog.OpenAsync(path, options), () => System.IO.Directory.Delete(path, recursive: true));
    }

    public ValueTask<EmbeddedEventLog> OpenAsync() => _open();

    public void Dispose() => _delete();
}
