using System.Buffers;
using MemoryPack;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>MemoryPack: what a binary format without names costs. It can't read the others' order, nor another version's fields.</summary>
internal sealed class MemoryPackCodec : ICodec
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public string Name => "memorypack";

    public bool HasNames => false;

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public int Write(Enrolled e)
    {
        _buffer.ResetWrittenCount();
        MemoryPackSerializer.Serialize(
            _buffer, new Packed(e.CourseId, e.StudentId, e.Name, e.Title, e.At, e.Seats, e.Price, e.Paid, e.Topics));
        return _buffer.WrittenCount;
    }

    public Enrolled Read(byte[] bytes)
    {
        var p = MemoryPackSerializer.Deserialize<Packed>(bytes);
        return new(p.CourseId, p.StudentId, p.Name, p.Title, p.At, p.Seats, p.Price, p.Paid, p.Topics);
    }

    public void Dispose() { }
}

/// <summary>The same fields, by value: its generator and ours would both have to write the other half of one record.</summary>
[MemoryPackable]
internal readonly partial record struct Packed(
    Guid CourseId, Guid StudentId, string Name, string Title, DateTimeOffset At, int Seats, decimal Price, bool Paid, string[] Topics);
