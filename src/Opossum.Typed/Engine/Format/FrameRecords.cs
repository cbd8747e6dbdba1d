namespace Opossum.Typed.Engine.Format;

/// <summary>
/// The records of a frame, one after another to its end, each padded to a multiple of 8 bytes. The walk trusts their sizes: either the
/// bytes were verified before, or <see cref="MoveNextIntact"/> verifies each record first. Allocates nothing.
/// </summary>
/// <param name="bytes">Bytes that end with the last record and its padding.</param>
/// <param name="first">The offset of the first record in them.</param>
internal ref struct FrameRecords(ReadOnlySpan<byte> bytes, int first = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next = first;
    private int _offset;
    private EventRecord _event;

    /// <summary>The records of a whole frame, with their offsets in it.</summary>
    public static FrameRecords In(ReadOnlySpan<byte> frame, in FrameHeader header) => new(frame, header.RecordsOffset);

    public readonly PlacedRecord Current => new(_offset, _event);

    public readonly bool IsAtEnd => _next >= _bytes.Length;

    public readonly FrameRecords GetEnumerator() => this;

    public bool MoveNext()
    {
        if (IsAtEnd) return false;
        Step(new(_bytes[_next..]));
        return true;
    }

    /// <returns>False at the end, and if what follows is not the record that was written.</returns>
    public bool MoveNextIntact(ulong seed)
    {
        if (IsAtEnd || !EventRecord.TryRead(_bytes[_next..], seed, out var next)) return false;
        Step(next);
        return true;
    }

    private void Step(EventRecord next)
    {
        _event = next;
        _offset = _next;
        _next += LogFormat.Align(next.Size);
    }
}

/// <summary>A record and its place.</summary>
/// <param name="offset">The offset of the record in the bytes that are walked.</param>
/// <param name="e">The record.</param>
internal readonly ref struct PlacedRecord(int offset, EventRecord e)
{
    public int Offset { get; } = offset;

    public EventRecord Event { get; } = e;

    public void Deconstruct(out int offset, out EventRecord e)
    {
        offset = Offset;
        e = Event;
    }
}
