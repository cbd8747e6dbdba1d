using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>Run files by themselves: what goes in comes out, and merging changes nothing.</summary>
public class RunFileTests
{
    private static readonly Guid Store = new("11223344-5566-4788-99aa-bbccddeeff00");
    private static readonly ulong Seed = SegmentHeader.SeedOf(Store);

    private readonly MemoryStorage _storage = new();

    [Theory, InlineData(1, ulong.MaxValue), InlineData(1000, ulong.MaxValue), InlineData(1000, 0x3FUL), InlineData(20_000, ulong.MaxValue)]
    public void Every_term_leads_to_its_events_and_no_other_term_is_there(int events, ulong mask)
    {
        var segment = new FakeSegment(1, 1, events, mask);
        using var run = Seal(segment);
        Check(run, segment.Terms);
    }

    [Fact]
    public void Merged_runs_have_what_each_had()
    {
        var (segments, position) = (new List<FakeSegment>(), 1L);
        for (var number = 1; number <= 8; number++)
        {
            segments.Add(new(number, position, 400 * number, ulong.MaxValue));
            position += segments[^1].Count;
        }

        var runs = segments.Select(Seal).ToArray();
        using var merged = Merge(runs);
        var all = new SortedDictionary<ulong, List<long>>();
        foreach (var segment in segments)
            foreach (var (term, positions) in segment.Terms)
                (all.TryGetValue(term, out var list) ? list : all[term] = []).AddRange(positions);
        Check(merged, all);
        Assert.Equal((1, position - 1, 8), (merged.First, merged.Last, merged.Segments.Length));
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(runs[i].Segments[0] with { FirstOffset = 0 }, merged.Segments[i] with { FirstOffset = 0 });
            Assert.Equal(runs[i].ReadOffsets(0), merged.ReadOffsets(i));
        }
    }

    [Fact]
    public void A_cursor_skips_to_where_walking_leads()
    {
        var segment = new FakeSegment(1, 1, 30_000, ulong.MaxValue);
        using var run = Seal(segment);
        var random = new Random(7);
        foreach (var (term, positions) in segment.Terms.Where(static term => term.Value.Count > 100))
        {
            Assert.True(run.TryFind(term, out var entry));
            foreach (var backward in (bool[])[false, true])
            {
                var ordered = backward ? Enumerable.Reverse(positions).ToList() : positions;
                var (first, last) = (random.Next(1, 15_000), random.Next(15_000, 30_001));
                using var cursor = new PostingCursor(run, entry, first, last, backward ? ReadDirection.Backward : ReadDirection.Forward);
                var at = backward ? last : first;
                while (true)
                {
                    var expected = ordered.Find(position =>
                        position >= first && position <= last && (backward ? position <= at : position >= at));
                    Assert.Equal(expected != 0, cursor.SkipTo(at));
                    if (expected == 0) break;
                    Assert.Equal(expected, cursor.Current);
                    at = (int)cursor.Current + (backward ? -1 : 1) * random.Next(1, random.Next(3) == 0 ? 5000 : 50);
                }

                Assert.False(cursor.MoveNext());
            }
        }
    }

    [Fact]
    public void Any_flipped_bit_makes_its_page_unreadable()
    {
        using var run = Seal(new FakeSegment(1, 1, 2000, ulong.MaxValue));
        using var file = _storage.Open(RunName.Of(run.Range));
        run.Verify();
        var one = new byte[1];
        for (var at = 0; at < file.Length; at += 97)
        {
            file.Read(one, at);
            file.Write([(byte)(one[0] ^ (1 << at % 8))], at);
            Assert.Throws<RunUnreadableException>(run.Verify);
            file.Write(one, at);
        }

        run.Verify();
    }

    [Fact]
    public void A_run_is_not_taken_for_another_store_or_other_segments()
    {
        Seal(new FakeSegment(1, 1, 10, ulong.MaxValue)).Dispose();
        Assert.Throws<RunUnreadableException>(() => Run.Open(_storage, new(1, 1), Guid.NewGuid(), Seed));
        _storage.Rename(RunName.Of(new(1, 1)), RunName.Of(new(2, 2)));
        Assert.Throws<RunUnreadableException>(() => Run.Open(_storage, new(2, 2), Store, Seed));
    }

    private static void Check(Run run, SortedDictionary<ulong, List<long>> terms)
    {
        Assert.Equal(terms.Count, run.Terms);
        foreach (var (term, positions) in terms)
        {
            Assert.True(run.MayContain(term));
            Assert.True(run.TryFind(term, out var entry));
            Assert.Equal(positions.Count, run.CountOf(entry));
            using var forward = new PostingCursor(run, entry, run.First, run.Last, ReadDirection.Forward);
            Assert.Equal(positions, All(forward));
            using var backward = new PostingCursor(run, entry, run.First, run.Last, ReadDirection.Backward);
            Assert.Equal(Enumerable.Reverse(positions), All(backward));
        }

        var random = new Random(3);
        for (var i = 0; i < 1000; i++)
        {
            var term = (ulong)random.NextInt64() & RunFormat.TermMask;
            Assert.Equal(terms.ContainsKey(term), run.TryFind(term, out _));
        }
    }

    private static List<long> All(Candidates matches)
    {
        var all = new List<long>();
        while (matches.MoveNext()) all.Add(matches.Current);
        return all;
    }

    private Run Seal(FakeSegment segment) =>
        new RunFiles(_storage, Store)
            .Create(new(segment.Number, segment.Number), file => TailSeal.Write(file, Store, segment.Number, segment.Index, segment.Known));

    private Run Merge(Run[] runs) =>
        new RunFiles(_storage, Store)
            .Create(new(runs[0].Range.First, runs[^1].Range.Last), file => new RunMerge(runs, static () => { }).Write(file, Store));

    /// <summary>An index with terms of all sorts: alone, some, many, on every event.</summary>
    private sealed class FakeSegment
    {
        public FakeSegment(long number, long basePosition, int events, ulong mask)
        {
            (Number, Count) = (number, events);
            var (random, offset) = (new Random((int)number), SegmentHeader.Size + FrameHeader.Size);
            var hasher = new TermHasher(Seed, mask);
            for (var i = 0; i < events; i++)
            {
                ulong[] terms = [
                    hasher.OfType("all"u8), hasher.OfTag(Bytes("some:" + random.Next(50))),
                    hasher.OfTag(Bytes("few:" + random.Next(events / 10 + 1))), hasher.OfTag(Bytes($"one:{number}/{i}")),
                    .. i % 2 == 0 ? [hasher.OfTag("half"u8)] : Array.Empty<ulong>()
                ];
                Index.Add(offset, 100, 0, terms);
                offset += 144;
                foreach (var term in terms.Select(static term => term & RunFormat.TermMask).Distinct())
                    (Terms.TryGetValue(term, out var list) ? list : Terms[term] = []).Add(basePosition + i);
            }

            Known = new(basePosition, basePosition + events, 11, 12, offset, 0, 0, offset - 144, 1 << 20);
        }

        public long Number { get; }

        public int Count { get; }

        public TailIndex Index { get; } = new();

        public SealedSegment Known { get; }

        public SortedDictionary<ulong, List<long>> Terms { get; } = [];

        private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
    }
}
