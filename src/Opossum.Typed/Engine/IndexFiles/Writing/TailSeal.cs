using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>Writes the index of one segment, which grows no more, as a run.</summary>
internal static class TailSeal
{
    /// <param name="file">Empty.</param>
    /// <param name="store">Whose it is.</param>
    /// <param name="number">Of the segment.</param>
    /// <param name="index">Its index in memory.</param>
    /// <param name="known">What opening will believe of it.</param>
    public static void Write(IStorageFile file, Guid store, long number, TailIndex index, SealedSegment known)
    {
        var (terms, newest) = Sorted(index);
        var distinct = 0;
        for (var i = 0; i < terms.Length; i++)
            if (i == 0 || terms[i] != terms[i - 1]) distinct++;
        var offsets = SparseOffsets.Of(index);
        var blocks = BloomBlock.BlocksFor(distinct, RunFormat.FilterBits(segments: 1));
        var writer = new RunWriter(
            file, SegmentHeader.SeedOf(store),
            new(store, new(number, number), known.BasePosition, known.NextPosition, distinct, blocks, offsets.Length, 0));
        writer.AddSegment(known with { Offsets = offsets.Length });
        writer.AddOffsets(offsets);
        var places = new List<uint>();
        for (var i = 0; i < terms.Length;)
        {
            var term = terms[i];
            places.Clear();
            var chains = i;
            for (; i < terms.Length && terms[i] == term; i++) Gather(index, newest[i], places);
            if (i - chains > 1) places.Sort();              // terms that share the bits that a run keeps
            else places.Reverse();
            writer.BeginTerm(term);
            foreach (var place in places) writer.Add(place);
            writer.EndTerm();
        }

        writer.Complete();
    }

    private static (ulong[] Terms, int[] Newest) Sorted(TailIndex index)
    {
        var (terms, newest) = (new ulong[index.Size.Terms], new int[index.Size.Terms]);
        var count = 0;
        foreach (var (term, posting) in index.Terms) (terms[count], newest[count++]) = (term & RunFormat.TermMask, posting);
        Array.Sort(terms, newest);
        return (terms, newest);
    }

    private static void Gather(TailIndex index, int posting, List<uint> places)
    {
        while (posting >= 0)
        {
            var (_, local, previous) = index.Posting(posting);
            places.Add((uint)local);
            posting = previous;
        }
    }
}
