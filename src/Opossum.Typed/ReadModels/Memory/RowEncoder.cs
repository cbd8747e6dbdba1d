using System.Buffers.Binary;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>Writes columns as bytes, and refuses what no storage takes.</summary>
internal readonly struct RowEncoder(EncodingBuffer output) : IColumnWriter
{
    private const byte IsNull = 0;
    private const byte IsValue = 1;

    public void WriteNull() => output.Write([IsNull]);

    public void Write(long value)
    {
        var bytes = Begin(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        output.Advance(1 + sizeof(long));
    }

    public void Write(bool value) => output.Write([IsValue, value ? (byte)1 : (byte)0]);

    public void Write(double value)
    {
        var bytes = Begin(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, ColumnRules.Checked(value));
        output.Advance(1 + sizeof(double));
    }

    public void Write(decimal value)
    {
        var bytes = Begin(4 * sizeof(int));
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        for (var i = 0; i < parts.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * sizeof(int))..], parts[i]);
        output.Advance(1 + 4 * sizeof(int));
    }

    public void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var bytes = Begin(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = ColumnRules.ToUtf8(value, bytes[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        output.Advance(1 + sizeof(int) + length);
    }

    public void Write(Guid value)
    {
        value.TryWriteBytes(Begin(16), bigEndian: true, out _);
        output.Advance(1 + 16);
    }

    public void Write(DateTimeOffset value) => Write(value.UtcTicks);

    public void Write(DateOnly value) => Write((long)value.DayNumber);

    public void Write(TimeOnly value) => Write(value.Ticks);

    public void WriteJson(ReadOnlySpan<byte> utf8)
    {
        var bytes = Begin(sizeof(int) + utf8.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, utf8.Length);
        utf8.CopyTo(bytes[sizeof(int)..]);
        output.Advance(1 + sizeof(int) + utf8.Length);
    }

    private Span<byte> Begin(int size)
    {
        var bytes = output.GetSpan(1 + size);
        bytes[0] = IsValue;
        return bytes[1..];
    }
}

/// <summary>Reads columns that <see cref="RowEncoder"/> wrote.</summary>
internal ref struct RowDecoder(ReadOnlySpan<byte> bytes) : IColumnReader
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool TryReadNull()
    {
        if (_rest[0] != 0) return false;
        _rest = _rest[1..];
        return true;
    }

    public long ReadInteger() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public bool ReadBoolean() => Take(1)[0] != 0;

    public double ReadReal() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public decimal ReadDecimal()
    {
        var bytes = Take(4 * sizeof(int));
        Span<int> parts = stackalloc int[4];
        for (var i = 0; i < parts.Length; i++) parts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        return new(parts);
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadJson());

    public Guid ReadGuid() => new(Take(16), bigEndian: true);

    public DateTimeOffset ReadTimestamp() => new(ReadInteger(), TimeSpan.Zero);

    public DateOnly ReadDate() => DateOnly.FromDayNumber((int)ReadInteger());

    public TimeOnly ReadTime() => new(ReadInteger());

    public ReadOnlySpan<byte> ReadJson()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_rest[1..]);
        return Take(sizeof(int) + length)[sizeof(int)..];
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        var value = _rest.Slice(1, size);
        _rest = _rest[(1 + size)..];
        return value;
    }
}
