namespace Opossum.Typed.Engine.Commit;

/// <summary>The terms of an append's events, one after another; an event has one more than it has tags, and the first that of the append's key too.</summary>
internal sealed class TermBuffer
{
    private const int Smallest = 128;
    private const int MaxKept = 16 << 10;

    private ulong[] _terms = new ulong[Smallest];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Slice(int start, int length) => _terms.AsSpan(start, length);

    public Span<ulong> Reserve(int count)
    {
        if (Count + count > _terms.Length) Array.Resize(ref _terms, Math.Max(Count + count, _terms.Length * 2));
        return _terms.AsSpan(Count, count);
    }

    public void Advance(int count) => Count += count;

    public void Add(ulong term)
    {
        Reserve(1)[0] = term;
        Count++;
    }

    /// <summary>Forgets the terms, and gives back what one large append had needed.</summary>
    public void Clear()
    {
        Count = 0;
        if (_terms.Length > MaxKept) _terms = new ulong[Smallest];
    }
}
