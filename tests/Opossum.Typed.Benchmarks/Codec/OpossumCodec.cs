using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>The generated codec, called as a store calls it: through the event's descriptor.</summary>
internal sealed class OpossumCodec : ICodec
{
    private readonly EncodingBuffer _buffer = new();
    private readonly EventDescriptor _descriptor = EventDescriptor.Of<Enrolled>();

    public string Name => "opossum";

    public ReadOnlySpan<byte> Written => _buffer.Written;

    public int Write(Enrolled e)
    {
        _buffer.Clear();
        var json = new JsonEventWriter(_buffer, _descriptor.Name);
        _descriptor.WriteJson(e, ref json);
        json.Complete();
        return _buffer.Length;
    }

    public Enrolled Read(byte[] bytes)
    {
        var json = new JsonEventReader(bytes, _descriptor.Name);
        return (Enrolled)_descriptor.ReadJson(ref json);
    }

    public void Dispose() => _buffer.Dispose();
}
