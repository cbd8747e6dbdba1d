using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// Where the events of a sealed segment are, in a small part of the memory that a place for each would take: its events are cut into
/// stretches, each of what begins on one page of the file, and an event is found by reading that page. An entry is 32 bits: the offset in
/// units of 8, whether a frame's header is there or within the frame a record, and how many events the stretch has.
/// </summary>
internal sealed class SparseOffsets
{
    /// <summary>What a file is read in, by the device and by the system's cache.</summary>
    public const int PageSize = 4 << 10;

    private const int MaxEvents = Stretch.MaxEvents;
    private const int CountBits = 4;
    private const int OffsetShift = CountBits + 1;
    private const int PerStep = 16;

    private readonly uint[] _entries;
    private readonly int[] _steps;              // how many events come before each 16th entry
    private readonly int _endOffset;

    /// <param name="entries">As they are stored.</param>
    /// <param name="endOffset">Where the segment's frames end.</param>
    public SparseOffsets(uint[] entries, int endOffset)
    {
        (_entries, _endOffset, _steps) = (entries, endOffset, new int[(entries.Length + PerStep - 1) / PerStep]);
        for (int i = 0, events = 0; i < entries.Length; i++)
        {
            if (i % PerStep == 0) _steps[i / PerStep] = events;
            events += CountOf(entries[i]);
            Count = events;
        }
    }

    public ReadOnlySpan<uint> Entries => _entries;

    /// <summary>How many events the segment has.</summary>
    public int Count { get; }

    /// <summary>The stretch that holds an event.</summary>
    public Stretch Find(int local)
    {
        var step = Array.BinarySearch(_steps, local);
        if (step < 0) step = ~step - 1;
        var (entry, first) = (step * PerStep, _steps[step]);
        while (first + CountOf(_entries[entry]) <= local) first += CountOf(_entries[entry++]);
        var end = entry + 1 < _entries.Length ? OffsetOf(_entries[entry + 1]) : _endOffset;
        return new(OffsetOf(_entries[entry]), end, first, CountOf(_entries[entry]), IsFrame(_entries[entry]));
    }

    /// <summary>The entries for what an index in memory knows.</summary>
    public static uint[] Of(TailIndex index)
    {
        var entries = new List<uint>(index.Count / MaxEvents + 1);
        var count = 0;
        for (int local = 0, begin = 0, end = 0; local < index.Count; local++)
        {
            var e = index[local];
            // Where no record ends, a frame begins.
            var isFirstOfFrame = local == 0 || e.Offset != end;
            var at = isFirstOfFrame ? e.Offset - FrameHeader.Size - LogFormat.Align(e.KeyLength) : e.Offset;
            end = e.Offset + LogFormat.Align(e.Length);
            if (count == 0 || count == MaxEvents || at / PageSize != begin / PageSize)
            {
                if (count > 0) entries[^1] |= (uint)(count - 1);
                entries.Add((uint)at / LogFormat.Alignment << OffsetShift | (isFirstOfFrame ? 1u << CountBits : 0));
                (begin, count) = (at, 0);
            }

            count++;
        }

        if (count > 0) entries[^1] |= (uint)(count - 1);
        return [.. entries];
    }

    private static int OffsetOf(uint entry) => (int)(entry >> OffsetShift) * LogFormat.Alignment;

    private static bool IsFrame(uint entry) => (entry >> CountBits & 1) != 0;

    private static int CountOf(uint entry) => (int)(entry & ((1 << CountBits) - 1)) + 1;
}
