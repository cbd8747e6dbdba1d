using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>In memory, yet outliving its log: fast, so that many scenarios fit into a second.</summary>
internal sealed class MemoryPlace : ILogPlace
{
    private MemoryStorage _storage = new();

    public ValueTask<EmbeddedEventLog> OpenAsync(OpossumOptions options) => new(EmbeddedEventLog.Open(_storage, options));

    public IDisposable Kill()
    {
        var copy = new MemoryStorage();
        foreach (var name in _storage.List(Segment.Directory).Where(static name => !Segment.IsTemporary(name)).Append(StoreLock.FileName))
        {
            var file = _storage.Open(name);
            var bytes = new byte[file.Length];
            file.Read(bytes, 0);
            copy.Create(name).Write(bytes, 0);
        }

        _storage = copy;
        return new MemoryPlace();
    }

    public void Dispose() { }
}
