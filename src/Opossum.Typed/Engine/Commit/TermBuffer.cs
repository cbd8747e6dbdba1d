using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// The terms of an append's events, one after another; an event has one more than it has tags, and the first that of the append's key too.
/// </summary>
internal sealed class TermBuffer : IDisposable
{
    private const int SmallBytes = 128 * sizeof(ulong);

    private readonly EncodingBuffer _bytes = new(SmallBytes);

    public int Count => _bytes.Length / sizeof(ulong);

    public ReadOnlySpan<ulong> Slice(int start, int length) => MemoryMarshal.Cast<byte, ulong>(_bytes.Written).Slice(start, length);

    public Span<ulong> Reserve(int count) => MemoryMarshal.Cast<byte, ulong>(_bytes.GetSpan(count * sizeof(ulong)))[..count];

    public void Advance(int count) => _bytes.Advance(count * sizeof(ulong));

    public void Add(ulong term)
    {
        Reserve(1)[0] = term;
        Advance(1);
    }

    /// <summary>Forgets the terms, and gives back what one large append had needed.</summary>
    public void Clear() => _bytes.Clear();

    public void Dispose() => _bytes.Dispose();
}
