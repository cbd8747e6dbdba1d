using System.Buffers.Text;

namespace Opossum.Typed.Personal;

/// <summary>Room of a thread for a sealed part, decoded, and for its plain text: opening allocates nothing.</summary>
internal readonly ref struct OpenedTexts
{
    private const int MaxKept = 64 * 1024;

    [ThreadStatic] private static byte[]? t_kept;

    private OpenedTexts(byte[] bytes, int half)
    {
        Part = bytes.AsSpan(0, half);
        Plain = bytes.AsSpan(half, half);
    }

    public Span<byte> Part { get; }

    public Span<byte> Plain { get; }

    /// <param name="base64">The length of the part's text.</param>
    public static OpenedTexts Rent(int base64)
    {
        var half = Base64.GetMaxDecodedFromUtf8Length(base64);
        var bytes = t_kept;
        if (bytes is null || bytes.Length < 2 * half)
        {
            bytes = new byte[Math.Max(1024, 2 * half)];
            if (bytes.Length <= MaxKept) t_kept = bytes;
        }

        return new(bytes, half);
    }
}
