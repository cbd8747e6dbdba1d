using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>
    /// Reads text up to its closing quote, which stays for the next constant. Text with <c>\uXXXX</c> is left to the tolerant path.
    /// </summary>
    /// <param name="value">The text read.</param>
    /// <returns>False when the text does not end, is no valid UTF-8, or has an escape or a character that this reader does not
    /// take.</returns>
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

    /// <summary>
    /// Reads one character up to the closing quote, which stays for the next constant. One as <c>\uXXXX</c> is left to the tolerant path.
    /// </summary>
    /// <param name="value">The character read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out char value)
    {
        if (!EscapedText.TryReadCharacter(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>
    /// Reads base64 up to the closing quote, which stays for the next constant. White space and escapes are left to the tolerant path.
    /// </summary>
    /// <param name="value">The bytes read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead([NotNullWhen(true)] out byte[]? value)
    {
        if (!Base64Text.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>
    /// Reads base64 up to the closing quote, which stays for the next constant. White space and escapes are left to the tolerant path.
    /// </summary>
    /// <param name="value">The bytes read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> value)
    {
        var isThere = TryRead(out byte[]? bytes);
        value = bytes;
        return isThere;
    }

    /// <summary>A bit for each control character, quote, backslash and byte that is not ASCII (negative here).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();

    /// <summary>Text that is not plain ASCII, or has simple escapes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadRest(int plain, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var end = EscapedText.End(Rest, plain, out var isEscaped);
        if (end < 0 || !EscapedText.TryDecode(Rest[..end], isEscaped, out value)) return false;
        _position += end;
        return true;
    }
}
