using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Opossum.Typed.Json;

/// <summary>Bytes from base64 without a gap; white space between the digits is left to the tolerant path.</summary>
internal static class Base64Text
{
    /// <summary>Reads up to the closing quote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? value, out int length)
    {
        value = null;
        length = text.IndexOf((byte)'"');
        if (length < 0 || length % 4 != 0) return false;
        if (length == 0)
        {
            value = [];
            return true;
        }

        var padding = text[length - 1] != '=' ? 0 : text[length - 2] != '=' ? 1 : 2;
        var bytes = new byte[length / 4 * 3 - padding];
        var status = Base64.DecodeFromUtf8(text[..length], bytes, out _, out var written);
        if (status != OperationStatus.Done || written != bytes.Length) return false;
        value = bytes;
        return true;
    }
}
