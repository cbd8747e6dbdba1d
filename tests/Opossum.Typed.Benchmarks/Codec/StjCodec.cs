using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>System.Text.Json, source-generated, with a writer and a buffer that are reused.</summary>
internal sealed class StjCodec : ICodec
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    public StjCodec() => _writer = new(_buffer);

    public string Name => "stj";

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public int Write(Enrolled e)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        JsonSerializer.Serialize(_writer, e, EnrolledJson.Default.Enrolled);
        return _buffer.WrittenCount;
    }

    public Enrolled Read(byte[] bytes) => JsonSerializer.Deserialize(bytes, EnrolledJson.Default.Enrolled)!;

    public void Dispose() => _writer.Dispose();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Enrolled))]
internal sealed partial class EnrolledJson : JsonSerializerContext;
