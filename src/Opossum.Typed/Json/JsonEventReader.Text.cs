using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Opossum.Typed.Json;

public ref partial struct JsonEventReader
{
    /// <summary>Up to this many characters are decoded on the stack.</summary>
    private const int StackCharacters = 256;

    /// <summary>Where a run of a JSON string ends: at its end, at an escape, or at what must not be there.</summary>
    private static readonly SearchValues<byte> RunEnds = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\"\\"u8);

    /// <summary>Reads text up to its closing quote, which stays for the next constant. Text with <c>\uXXXX</c> is left to the tolerant path.</summary>
    /// <param name="value">The text read.</param>
    /// <returns>False when the text does not end, is no valid UTF-8, or has an escape or a character that this reader does not take.</returns>
    public bool TryRead([NotNullWhen(true)] out string? value)
    {
        ref var s = ref Unsafe.Add(ref MemoryMarshal.GetReference(_utf8), _position);
        var available = _utf8.Length - _position;
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 16 <= available; i += 16)
            {
                var special = Special(Vector128.LoadUnsafe(ref s, (nuint)i));
                if (special == 0) continue;
                i += System.Numerics.BitOperations.TrailingZeroCount(special);
                break;
            }
        }

        for (; i < available; i++)
        {
            var c = Unsafe.Add(ref s, i);
            if (c == '"')
            {
                value = i == 0 ? "" : Encoding.Latin1.GetString(MemoryMarshal.CreateReadOnlySpan(ref s, i));
                _position += i;
                return true;
            }

            if (c is < 0x20 or > 0x7F or (byte)'\\') return TryReadRest(i, out value);
        }

        value = null;
        return false;
    }

    /// <summary>A bit for each control character, quote, backslash and byte that is not ASCII (negative here).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();

    /// <summary>Text that is not plain ASCII, or has simple escapes. An escape is ASCII, so each run between two must be valid UTF-8 by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadRest(int plain, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var rest = Rest;
        var end = EndOfText(rest, plain);
        if (end < 0) return false;
        char[]? rented = null;
        // No text has more UTF-16 characters than UTF-8 bytes.
        var characters = end <= StackCharacters ? stackalloc char[StackCharacters] : rented = ArrayPool<char>.Shared.Rent(end);
        if (TryDecode(rest[..end], characters, out var count))
        {
            value = new(characters[..count]);
            _position += end;
        }

        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return value is not null;
    }

    /// <summary>Where the closing quote is; -1 when there is none, or before it something that this reader does not take.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text, int from)
    {
        for (var i = from; ; i += 2)
        {
            var run = text[i..].IndexOfAny(RunEnds);
            if (run < 0) return -1;
            i += run;
            if (text[i] == '"') return i;
            if (text[i] != '\\' || i + 1 == text.Length || Unescape(text[i + 1]) == 0) return -1;
        }
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, Span<char> characters, out int count)
    {
        count = 0;
        while (true)
        {
            var run = text.IndexOf((byte)'\\');
            var status = Utf8.ToUtf16(run < 0 ? text : text[..run], characters[count..], out _, out var written, replaceInvalidSequences: false);
            if (status != OperationStatus.Done) return false;
            count += written;
            if (run < 0) return true;
            characters[count++] = Unescape(text[run + 1]);
            text = text[(run + 2)..];
        }
    }

    private static char Unescape(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => '\0',
    };
}
