using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Opossum.Typed.Json;

/// <summary>The inside of a JSON string that is not plain ASCII: simple escapes and UTF-8. Of <c>\uXXXX</c> it knows nothing.</summary>
internal static class EscapedText
{
    /// <summary>Up to this many bytes are decoded on the stack.</summary>
    private const int StackBytes = 256;

    /// <summary>
    /// Where the closing quote is; -1 when there is none, or before it a control character or an escape that is not a simple one.
    /// </summary>
    public static int End(ReadOnlySpan<byte> text, int from, out bool isEscaped)
    {
        isEscaped = false;
        for (var i = from; ; i += 2)
        {
            i += RunLength(text[i..]);
            if (i == text.Length) return -1;
            if (text[i] == '"') return i;
            if (text[i] != '\\' || i + 1 == text.Length || Unescape(text[i + 1]) == 0) return -1;
            isEscaped = true;
        }
    }

    /// <summary>Reads a text of one character up to its closing quote.</summary>
    public static bool TryReadCharacter(ReadOnlySpan<byte> text, out char value, out int length)
    {
        var end = End(text, 0, out var isEscaped);
        length = end;
        value = '\0';
        if (isEscaped)
        {
            value = (char)(end == 2 ? Unescape(text[1]) : 0);
            return end == 2;
        }

        var isWhole = Rune.DecodeFromUtf8(text[..Math.Max(end, 0)], out var rune, out var read) == OperationStatus.Done
            && read == end
            && rune.IsBmp;
        if (isWhole) value = (char)rune.Value;
        return isWhole;
    }

    /// <summary>Whether a text, whose escapes are well formed, has one that is half of a surrogate pair.</summary>
    public static bool HasHalfPair(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOf((byte)'\\'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] != '\\' || text[++i] != 'u') continue;
            var c = CodeUnit(text[(i + 1)..]);
            i += 4;
            if (!char.IsSurrogate(c)) continue;
            var isWhole = char.IsHighSurrogate(c) && text[(i + 1)..].StartsWith("\\u"u8) && char.IsLowSurrogate(CodeUnit(text[(i + 3)..]));
            if (!isWhole) return true;
            i += 6;
        }

        return false;
    }

    private static char CodeUnit(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out short value, out _, 'x') ? (char)value : '\0';

    /// <summary>Decodes text up to <see cref="End"/>; false when it is no valid UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, bool isEscaped, [NotNullWhen(true)] out string? value) =>
        text.Length <= StackBytes ? TryDecodeOnStack(text, isEscaped, out value) : TryDecodeLong(text, isEscaped, out value);

    [SkipLocalsInit]
    private static bool TryDecodeOnStack(ReadOnlySpan<byte> text, bool isEscaped, [NotNullWhen(true)] out string? value) =>
        TryDecode(text, isEscaped, stackalloc byte[StackBytes], stackalloc char[StackBytes], out value);

    private static bool TryDecodeLong(ReadOnlySpan<byte> text, bool isEscaped, [NotNullWhen(true)] out string? value)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(isEscaped ? text.Length : 0);
        // No text has more UTF-16 characters than UTF-8 bytes.
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        var isValid = TryDecode(text, isEscaped, bytes, characters, out value);
        ArrayPool<char>.Shared.Return(characters);
        ArrayPool<byte>.Shared.Return(bytes);
        return isValid;
    }

    private static bool TryDecode(
        ReadOnlySpan<byte> text, bool isEscaped, Span<byte> bytes, Span<char> characters, [NotNullWhen(true)] out string? value)
    {
        // Escapes first: they are ASCII, so what stands around them is valid UTF-8 exactly if it is so without them.
        if (isEscaped) text = bytes[..RemoveEscapes(text, bytes)];
        var status = Utf8.ToUtf16(text, characters, out _, out var count, replaceInvalidSequences: false);
        value = status == OperationStatus.Done ? new(characters[..count]) : null;
        return value is not null;
    }

    private static int RemoveEscapes(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var count = 0;
        while (true)
        {
            var run = text.IndexOf((byte)'\\');
            if (run < 0) break;
            text[..run].CopyTo(bytes[count..]);
            count += run;
            bytes[count++] = Unescape(text[run + 1]);
            text = text[(run + 2)..];
        }

        text.CopyTo(bytes[count..]);
        return count + text.Length;
    }

    /// <summary>How many bytes come before the first control character, quote or backslash, or before the end.</summary>
    private static int RunLength(ReadOnlySpan<byte> text)
    {
        ref var s = ref MemoryMarshal.GetReference(text);
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<byte>.Count <= text.Length; i += Vector128<byte>.Count)
            {
                var bytes = Vector128.LoadUnsafe(ref s, (nuint)i);
                var ends = (Vector128.LessThan(bytes, Vector128.Create((byte)0x20))
                    | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                    | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
                if (ends != 0) return i + BitOperations.TrailingZeroCount(ends);
            }
        }

        while (i < text.Length && text[i] is not (< 0x20 or (byte)'"' or (byte)'\\')) i++;
        return i;
    }

    private static byte Unescape(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => 0,
    };
}
