using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Opening;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;
using Opossum.Typed.Tests.Engine.Verification;

namespace Opossum.Typed.Tests.Engine.Opening;

/// <summary>The changes that opening plans for a directory, printed.</summary>
public class RecoveryPlanTests
{
    private const int SmallSegment = 8 << 10;

    private readonly WatchedStorage _storage = new();

    [Fact]
    public void An_empty_directory_needs_no_change() => Assert.Equal("nothing to do\n", Plan());

    [Fact]
    public void A_log_that_was_closed_needs_no_change()
    {
        using (var store = new SteppedStore(storage: _storage))
        {
            store.Append(Raw.Event("A"));
            store.Engine.Close();
        }

        Assert.Equal("nothing to do\n", Plan());
    }

    [Fact]
    public void The_log_goes_on_in_a_prepared_segment_and_those_behind_it_are_deleted()
    {
        Fill(segments: 1);
        CreateEmpty(Segment.NameOf(3));
        CreateEmpty(Segment.NameOf(4));
        Assert.Equal(
            """
            go on in events/0000000002.seg
            delete events/0000000003.seg
            delete events/0000000004.seg

            """, Plan());
    }

    [Fact]
    public void A_torn_frame_at_the_end_is_cut()
    {
        Append(2);
        var (start, end) = Frames(1)[^1];
        Flip(Segment.NameOf(1), end - 1 - 7);           // in the last word of its record
        Assert.Equal($"cut {Used(1) - start} bytes of events/0000000001.seg at offset {start}\n", Plan());
    }

    [Fact]
    public void A_segment_with_a_torn_header_is_cut_and_used_again()
    {
        _storage.Before = static call =>
        {
            if (call == "flush " + Segment.NameOf(1)) throw new IOException("power cut");
        };
        Append(1);
        _storage.Before = null;
        Flip(Segment.NameOf(1), 0);
        Assert.Equal($"cut {Used(1)} bytes of events/0000000001.seg at offset 0\ngo on in events/0000000001.seg\n", Plan());
    }

    [Fact]
    public void What_an_interrupted_write_probe_or_backup_left_over_is_deleted()
    {
        Append(1);
        foreach (var name in (string[])[StagedName.Of(Segment.NameOf(1)), StagedName.OfCopy(Segment.NameOf(7)), Segment.TemporaryNameOf(2)])
            CreateEmpty(name);
        CreateEmpty(Segment.ProbeName);
        CreateEmpty(StagedName.Of(RunName.Of(new(1, 1))));
        CreateEmpty("events/notes.txt");
        Assert.Equal(
            """
            delete events/0000000001.seg.new
            delete events/0000000002.seg.tmp
            delete events/0000000007.seg.new.tmp
            delete events/flush-probe.tmp
            delete index/0000000001-0000000001.run.new, if possible

            """, Plan());
    }

    [Fact]
    public void Staged_files_of_a_complete_backup_get_their_names_before_the_plan_is_made()
    {
        using (var store = new SteppedStore(storage: _storage))
        {
            store.Append(Raw.Event("A"));
            store.Engine.Close();
        }

        _storage.Rename(Segment.NameOf(1), StagedName.Of(Segment.NameOf(1)));
        using (var storeLock = StoreLock.Take(_storage)) storeLock.WritePublishing(storeLock.StoreId!.Value, 1);
        using (var store = new SteppedStore(storage: _storage)) Assert.Equal(1, store.Engine.Head);
        Assert.Equal("nothing to do\n", Plan());
    }

    [Fact]
    public void A_lost_run_is_replayed_and_a_useless_one_deleted()
    {
        Fill(segments: 4);
        var next = "go on in events/0000000005.seg\n";
        Assert.Equal(next, Plan(out var log));
        Assert.Equal((1, 4), (log.Replayed, log.Parts.Length));

        _storage.Delete(RunName.Of(new(2, 2)));
        CreateEmpty(RunName.TemporaryOf(new(3, 3)));
        Assert.Equal(next + "delete index/0000000003-0000000003.run.tmp, if possible\n", Plan(out log));
        Assert.Equal((2, 4), (log.Replayed, log.Parts.Length));
    }

    [Fact]
    public void A_log_that_lost_its_last_segments_is_refused()
    {
        Fill(segments: 3);
        _storage.Delete(Segment.NameOf(4));
        _storage.Delete(Segment.NameOf(3));
        Assert.Contains("but had reached", Refusal(), StringComparison.Ordinal);
        _storage.Delete(Segment.NameOf(2));
        Assert.Contains("a segment is missing that the index knows", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_refused_and_changes_nothing()
    {
        Append(3);
        CreateEmpty(Segment.TemporaryNameOf(2));
        Flip(Segment.NameOf(1), Frames(1)[0].Start + FrameHeader.Size);
        _storage.TakeCalls();
        Assert.Contains("a frame that was acknowledged is not what was written", Refusal(), StringComparison.Ordinal);
        Assert.Empty(_storage.TakeCalls());
    }

    private string Plan() => Plan(out _);

    private string Refusal() => Assert.Throws<StoreDamagedException>(Plan).Message;

    private string Plan(out ReplayedLog log)
    {
        using var storeLock = StoreLock.Take(_storage);
        var found = FoundFiles.In(_storage);
        using var replay = new LogReplay(_storage, storeLock, new(_storage, SmallSegment, TimeProvider.System));
        log = replay.Run(found);
        return RecoveryPlan.Create(found, log, TagCatalog.Empty, storeLock.KnownHead).ToString();
    }

    /// <summary>Appends so many events, and ends as a crash does.</summary>
    private void Append(int events)
    {
        using var store = new SteppedStore(storage: _storage);
        for (var i = 0; i < events; i++) store.Append(Raw.Event("A"));
    }

    /// <summary>Appends until so many segments have events, has all but the last sealed, and ends as a crash does.</summary>
    private void Fill(int segments)
    {
        using var store = new SteppedStore(storage: _storage, maxSegmentBytes: SmallSegment);
        while (store.View.Segments.Length < segments) store.Append(new EventData("A", new byte[1000]));
        store.Append(Raw.Event("A"));
        store.Index();
    }

    private void CreateEmpty(string name) => _storage.Create(name).Dispose();

    private void Flip(string name, long offset)
    {
        using var file = _storage.Open(name);
        var bytes = new byte[1];
        file.Read(bytes, offset);
        bytes[0] ^= 1;
        file.Write(bytes, offset);
    }

    private (int Start, int End)[] Frames(long number) => VerifyTests.Frames(Read(number));

    private int Used(long number) => Read(number).AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

    private byte[] Read(long number)
    {
        using var file = _storage.Open(Segment.NameOf(number));
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return bytes;
    }
}
