namespace Opossum.Typed.Json;

/// <summary>Reads what <see cref="JsonEventWriter"/> wrote.</summary>
public readonly ref struct JsonEventReader
{
    private readonly ReadOnlySpan<byte> _utf8;

    internal JsonEventReader(ReadOnlySpan<byte> utf8) => _utf8 = utf8;

    internal int Length => _utf8.Length;
}
