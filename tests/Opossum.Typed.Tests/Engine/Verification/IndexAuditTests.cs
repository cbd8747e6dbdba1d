using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.Verification;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Verification;

/// <summary>Indexes that don't know what the log holds.</summary>
public class IndexAuditTests
{
    public enum Fault
    {
        None,
        MissingLast,
        OtherPlace,
        MissingTag,
        OtherTag,
        MissingKey,
    }

    [Theory, InlineData(Fault.None, 0), InlineData(Fault.MissingLast, 6), InlineData(Fault.OtherPlace, 3), InlineData(Fault.MissingTag, 3)]
    [InlineData(Fault.OtherTag, 3), InlineData(Fault.MissingKey, 5)]
    public async Task An_event_that_the_index_does_not_know_as_it_is_is_named(Fault fault, long position)
    {
        var storage = new MemoryStorage();
        await using (var log = EmbeddedEventLog.Open(storage, null))
        {
            await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("B", "t:1")]);
            await log.AppendAsync([Raw.Event("A", "t:1", "t:2"), Raw.Event("B")]);
            await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("B", "t:2")], key: "k");
        }

        using var file = storage.Open(Segment.NameOf(1));
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        SegmentHeader.TryRead(bytes, out var header);
        var (index, terms, codec) = (new TailIndex(), new TermHasher(header.Seed), new FrameCodec(header.Seed));
        var indexer = new FaultyIndexer(index, terms, fault);
        var end = SegmentScan.Run(bytes, header, codec, ref indexer);

        var damage = new List<LogDamage>();
        var segment = new Segment(header, Segment.NameOf(1), "here", new(storage, Segment.NameOf(1), file), index);
        var audit = new IndexAudit(segment, index, terms, damage);
        var counts = new SegmentAudit(
            bytes, new(segment, new TailPart(1, 1, index), bytes.Length, end.Chain.NextPosition, end.Chain.LastHash), codec,
            damage).Run(ref audit);
        audit.Complete();

        Assert.Equal((4, 6), (counts.Frames, counts.Events));
        if (position == 0) Assert.Empty(damage);
        else Assert.Equal(position, Assert.Single(damage).FirstPosition);
    }

    private sealed class FaultyIndexer(TailIndex index, TermHasher hasher, Fault fault) : IFrameVisitor
    {
        public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
        {
            var buffer = new ulong[LogFormat.MaxTags + 2];
            for (int i = 0, at = header.RecordsOffset; i < header.Count; i++)
            {
                var position = header.BasePosition + i;
                var e = new EventRecord(frame[at..]);
                var key = i == 0 ? frame.Slice(FrameHeader.Size, header.KeyLength) : default;
                var terms = hasher.OfEvent(e, key, buffer).ToArray();
                if (fault == Fault.MissingLast && position == 6) return;
                if (fault == Fault.MissingTag && position == 3) terms = terms[..^1];
                if (fault == Fault.OtherTag && position == 3) terms[^1]++;
                if (fault == Fault.MissingKey && position == 5) terms = terms[..^1];
                index.Add((int)offset + at + (fault == Fault.OtherPlace && position == 3 ? 8 : 0), e.Size, key.Length, terms);
                at += LogFormat.Align(e.Size);
            }
        }
    }
}
