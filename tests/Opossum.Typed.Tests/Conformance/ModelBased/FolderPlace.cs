using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>A real directory.</summary>
internal sealed class FolderPlace : ILogPlace
{
    private StoreFolder _folder = new(onDisk: true);

    public ValueTask<EmbeddedEventLog> OpenAsync(OpossumOptions options) => _folder.OpenAsync(options);

    public IDisposable Kill()
    {
        var old = _folder;
        _folder = old.Crash();
        return old;
    }

    public void Dispose() => _folder.Dispose();
}
