using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>
/// Writes several adjacent runs as one. Their events don't overlap, so the lists of a term follow one another, and nothing is held in
/// memory but a stretch of each. The dictionaries are read twice: first to count the terms, on which the places of all parts depend.
/// </summary>
internal sealed class RunMerge(Run[] runs, Action breathe)
{
    private const int TicksPerBreath = 512;

    /// <summary>
    /// What is written is flushed now and then: one flush of it all would keep the disk from the commits for as long as it takes.
    /// </summary>
    private const long BytesPerFlush = 4 << 20;

    private int _ticks;
    private RunWriter? _writer;
    private long _flushed;
    private IStorageFile? _file;

    /// <param name="file">Empty.</param>
    /// <param name="store">Whose it is.</param>
    public void Write(IStorageFile file, Guid store)
    {
        var segments = new SegmentRange(runs[0].Range.First, runs[^1].Range.Last);
        var terms = CountTerms();
        var blocks = BloomBlock.BlocksFor(terms, RunFormat.FilterBits(segments.Count));
        var offsets = runs.Sum(static run => run.OffsetCount);
        var header = new RunHeader(store, segments, runs[0].First, runs[^1].Last + 1, terms, blocks, offsets, PostingBytes: 0);
        var writer = new RunWriter(file, SegmentHeader.SeedOf(store), header);
        (_writer, _file) = (writer, file);
        CopySegments(writer);
        CopyTerms(writer);
        writer.Complete();
    }

    private long CountTerms()
    {
        var merged = new MergedTerms(runs);
        long count = 0;
        for (; merged.MoveNext(); count++) Tick();
        return count;
    }

    private void CopySegments(RunWriter writer)
    {
        var offsets = 0;
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Segments.Length; i++)
            {
                writer.AddSegment(run.Segments[i] with { FirstOffset = offsets });
                writer.AddOffsets(run.ReadOffsets(i));
                offsets += run.Segments[i].Offsets;
                Tick();
            }
        }
    }

    private void CopyTerms(RunWriter writer)
    {
        var windows = Array.ConvertAll(runs, static run => run.OpenPostings());
        try
        {
            var places = new uint[PostingBlock.Length];
            var merged = new MergedTerms(runs);
            while (merged.MoveNext())
            {
                writer.BeginTerm(merged.Term);
                foreach (var source in merged.Sources) CopyList(writer, runs[source], merged.EntryOf(source), windows[source], places);
                writer.EndTerm();
                Tick();
            }
        }
        finally
        {
            foreach (var window in windows) window.Dispose();
        }
    }

    private void CopyList(RunWriter writer, Run run, in TermEntry entry, PageWindow window, uint[] places)
    {
        var before = (uint)(run.First - runs[0].First);
        if (entry.Kind == TermEntry.Single)
        {
            writer.Add(before + (uint)entry.Value);
        }
        else if (entry.Kind == TermEntry.LongList)
        {
            using var cursor = new PostingCursor(run, entry, run.First, run.Last, ReadDirection.Forward);
            while (cursor.MoveNext())
            {
                writer.Add((uint)(cursor.Current - runs[0].First));
                Tick();
            }
        }
        else
        {
            var list = places.AsSpan(0, entry.Kind);
            run.ReadShort(entry, window, list);
            foreach (var place in list) writer.Add(before + place);
        }
    }

    private void Tick()
    {
        if (++_ticks % TicksPerBreath != 0) return;
        breathe();
        if (_writer is null || _writer.Bytes - _flushed < BytesPerFlush) return;
        _file!.Flush();
        _flushed = _writer.Bytes;
    }
}
