using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventWriter
{
    /// <summary>What must not stand in a JSON string as it is.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\"\\");

    /// <summary>
    /// Writes text without quotes; quotes, backslashes and control characters are escaped, everything else is UTF-8 as it is.
    /// </summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="EventFormatException">
    /// The text is null or holds half a surrogate pair, which no UTF-8 can represent, or the payload is longer than any append can be.
    /// </exception>
    public void Write(string value)
    {
        if (value is null) throw IsNull();
        ref var destination = ref Reserve(value.Length);
        var copied = CopyPlain(value, ref destination);
        _length += copied;
        if (copied < value.Length) WriteRest(value.AsSpan(copied));
    }

    /// <summary>Writes one character without quotes, as <see cref="Write(string)"/> would.</summary>
    /// <param name="value">The character.</param>
    /// <exception cref="EventFormatException">
    /// The character is half a surrogate pair, or the payload is longer than any append can be.
    /// </exception>
    public void Write(char value) => WriteRest(new(in value));

    /// <summary>Writes bytes as base64, without quotes.</summary>
    /// <param name="value">The bytes; not null.</param>
    /// <exception cref="EventFormatException">The array is null, or the payload is longer than any append can be.</exception>
    public void Write(byte[] value)
    {
        if (value is null) throw IsNull();
        WriteBase64(value);
    }

    /// <summary>Writes bytes as base64, without quotes.</summary>
    /// <param name="value">The bytes.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(ReadOnlyMemory<byte> value) => WriteBase64(value.Span);

    private void WriteBase64(scoped ReadOnlySpan<byte> value)
    {
        // Refused before its length in base64 could overflow.
        Reserve(value.Length > MaxBytes ? int.MaxValue : Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, _buffer[_length..], out _, out var written);
        _length += written;
    }

    /// <summary>Narrows characters to bytes up to the first that is not plain ASCII. The destination has room for all of them.</summary>
    private static int CopyPlain(string value, ref byte destination)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(value.AsSpan()));
        var length = value.Length;
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 16 <= length; i += 16)
            {
                var bytes = Vector128.NarrowWithSaturation(
                    Vector128.LoadUnsafe(ref source, (nuint)i), Vector128.LoadUnsafe(ref source, (nuint)i + 8));
                if (HasSpecial(bytes)) goto OneByOne;
                bytes.StoreUnsafe(ref destination, (nuint)i);
            }

            if (i + 8 <= length)
            {
                var half = Vector128.LoadUnsafe(ref source, (nuint)i);
                var bytes = Vector128.NarrowWithSaturation(half, half);
                if (HasSpecial(bytes)) goto OneByOne;
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, i), bytes.AsUInt64().ToScalar());
                i += 8;
            }
        }

    OneByOne:
        for (; i < length; i++)
        {
            var c = Unsafe.Add(ref source, i);
            if (c is < 0x20 or > 0x7F or '"' or '\\') break;
            Unsafe.Add(ref destination, i) = (byte)c;
        }

        return i;
    }

    /// <summary>
    /// Control characters, quote, backslash, and everything that is not ASCII (saturated to at least 0x80, negative here).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasSpecial(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))) != Vector128<byte>.Zero;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteRest(scoped ReadOnlySpan<char> rest)
    {
        while (!rest.IsEmpty)
        {
            var run = rest.IndexOfAny(Escaped);
            WriteUnescaped(run < 0 ? rest : rest[..run]);
            if (run < 0) return;
            WriteEscaped(rest[run]);
            rest = rest[(run + 1)..];
        }
    }

    private void WriteUnescaped(scoped ReadOnlySpan<char> run)
    {
        while (!run.IsEmpty)
        {
            // One byte a character is the least it can take; where that is too little, the next turn continues behind what did fit.
            Reserve(Math.Max(run.Length, 4));
            var status = Utf8.FromUtf16(run, _buffer[_length..], out var read, out var written, replaceInvalidSequences: false);
            _length += written;
            run = run[read..];
            if (status == OperationStatus.InvalidData) throw Error("the text has half a surrogate pair: it is no valid UTF-16");
        }
    }

    private void WriteEscaped(char c)
    {
        ref var d = ref Reserve(6);
        d = (byte)'\\';
        var letter = c switch { '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', '"' or '\\' => c, _ => '\0' };
        if (letter != 0)
        {
            Unsafe.Add(ref d, 1) = (byte)letter;
            _length += 2;
            return;
        }

        "u00"u8.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref d, 1), 3));
        Unsafe.Add(ref d, 4) = "01"u8[c >> 4];
        Unsafe.Add(ref d, 5) = "0123456789abcdef"u8[c & 15];
        _length += 6;
    }

    private readonly EventFormatException IsNull() => Error("is null, and its type is not nullable");
}
