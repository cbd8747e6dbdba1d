using Opossum.Typed.Engine.View;
using Opossum.Typed.Tests.Engine.Verification;

namespace Opossum.Typed.Tests.Engine.Opening;

/// <summary>Files that a crash, a full disk or a person can leave beside the log, and in which order opening deals with them.</summary>
public class OpenAfterAnythingTests
{
    private static readonly OpossumOptions SmallSegments = new() { MaxSegmentBytes = 4096 };

    [Theory, InlineData(0), InlineData(1), InlineData(63), InlineData(64), InlineData(150), InlineData(4096)]
    public async Task A_first_segment_of_any_length_of_zeros_is_an_empty_store(int length)
    {
        using var folder = new StoreFolder();
        folder.WriteSegment(1, new byte[length]);
        await GoesOnAsync(folder, 0);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(63), InlineData(64), InlineData(150), InlineData(4096)]
    public async Task A_next_segment_of_any_length_of_zeros_is_one_that_was_prepared(int length)
    {
        using var folder = await CrashedAsync(50);
        var next = Used(folder) + 1;
        folder.WriteSegment(next, new byte[length]);
        await GoesOnAsync(folder, 50);
    }

    [Fact]
    public async Task A_prepared_segment_that_is_missing_is_made_anew()
    {
        using var folder = await CrashedAsync(50);
        File.Delete(folder.SegmentPath(Used(folder) + 1));
        await GoesOnAsync(folder, 50);
    }

    [Fact]
    public async Task Prepared_segments_beyond_the_next_are_deleted()
    {
        using var folder = await CrashedAsync(50);
        var used = Used(folder);
        for (var number = used + 1; number < used + 4; number++) folder.WriteSegment(number, new byte[100]);
        await using (await folder.OpenAsync(SmallSegments))
            Assert.False(File.Exists(folder.SegmentPath(used + 2)) || File.Exists(folder.SegmentPath(used + 3)));
        await GoesOnAsync(folder, 50);
    }

    [Fact]
    public async Task A_segment_that_lost_the_zeros_behind_its_frames_opens_and_the_log_goes_on_in_the_next()
    {
        using var folder = await CrashedAsync(50);
        folder.DeleteIndex();           // which knows how long the files were
        for (var number = 1; number <= Used(folder); number++)
            folder.WriteSegment(number, folder.ReadSegment(number).AsSpan(0, VerifyTests.Frames(folder.ReadSegment(number))[^1].End));
        await GoesOnAsync(folder, 50);
    }

    [Fact]
    public async Task Half_made_segments_of_a_full_disk_are_deleted_whatever_is_in_them()
    {
        using var folder = await CrashedAsync(50);
        var next = folder.SegmentPath(Used(folder) + 1);
        File.Delete(next);
        string[] halves = [next + ".tmp", folder.SegmentPath(77) + ".tmp", folder.SegmentPath(1) + ".tmp"];
        foreach (var half in halves) await File.WriteAllBytesAsync(half, folder.ReadSegment(1), TestContext.Current.CancellationToken);
        await using (await folder.OpenAsync(SmallSegments)) Assert.All(halves, static half => Assert.False(File.Exists(half)));
        await GoesOnAsync(folder, 50);
    }

    [Fact]
    public async Task Files_of_somebody_else_are_left_alone_and_not_read()
    {
        using var folder = await CrashedAsync(50);
        string[] theirs = [
            Path.Combine(folder.Path, "notes.txt"), folder.SegmentPath(1) + ".bak", Path.Combine(folder.Path, "events", "2.seg"),
            Path.Combine(folder.Path, "events", "copy.tmp"), Path.Combine(folder.Path, "events", "sub", "0000000099.seg")
        ];
        foreach (var path in theirs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);
        }

        await GoesOnAsync(folder, 50);
        Assert.All(theirs, static path => Assert.Equal("mine", File.ReadAllText(path)));
    }

    [Fact]
    public async Task After_an_unclean_stop_in_this_boot_the_tail_is_flushed_and_its_cache_dropped_before_it_is_read()
    {
        var storage = new WatchedStorage();
        await using (var log = EmbeddedEventLog.Open(storage, null))
        {
            await log.AppendAsync([Raw.Event("A")]);
            storage.Before = static call =>
            {
                if (call == "write events/0000000001.seg") throw new IOException("broken");
            };
            await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("A")]));
        }

        var reads = new List<string>();
        storage.TakeCalls();
        storage.Before = call =>
        {
            if (call is "flush events/0000000001.seg" or "drop events/0000000001.seg" or "read events/0000000001.seg") reads.Add(call);
        };
        await using (var reopened = EmbeddedEventLog.Open(storage, null))
            Assert.Equal((1, false), (reopened.Head, reopened.Recovery.WasClosed));
        Assert.Equal(["flush events/0000000001.seg", "drop events/0000000001.seg", "read events/0000000001.seg"], reads[..3]);

        reads.Clear();
        await using (var again = EmbeddedEventLog.Open(storage, null)) Assert.True(again.Recovery.WasClosed);
        Assert.Equal(["flush events/0000000001.seg", "read events/0000000001.seg"], reads[..2]);
    }

    [Fact]
    public async Task A_torn_tail_is_zeroed_and_flushed_before_anything_is_deleted_or_appended()
    {
        var storage = new WatchedStorage();
        await using (var log = EmbeddedEventLog.Open(storage, null))
        {
            await log.AppendAsync([Raw.Event("A")]);
            storage.Before = static call =>
            {
                if (call == "flush events/0000000001.seg") throw new IOException("broken");
            };
            await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("B"), Raw.Event("C")]));
        }

        using (var file = storage.Open(Segment.NameOf(1)))
        {
            var bytes = new byte[4096];
            file.Read(bytes, 0);
            file.Write("torn"u8, VerifyTests.Frames(bytes)[1].Start + 60);
        }

        storage.Create(Segment.TemporaryNameOf(2)).Dispose();
        storage.Before = null;
        storage.TakeCalls();
        await using var reopened = EmbeddedEventLog.Open(storage, null);
        Assert.Equal(1, reopened.Head);
        var calls = storage.TakeCalls();
        var zeroed = Array.IndexOf(calls, "write events/0000000001.seg");
        Assert.Equal(
            ["write events/0000000001.seg", "flush events/0000000001.seg", "delete events/0000000002.seg.tmp"],
            calls[zeroed..(zeroed + 3)]);
        Assert.NotEqual(0, reopened.Recovery.CutBytes);
    }

    /// <summary>Events over several segments, and no clean stop.</summary>
    private static async Task<StoreFolder> CrashedAsync(int events)
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(SmallSegments);
        for (var i = 0; i < events; i++) await log.AppendAsync([Raw.Event("A", "t:" + i)]);
        return folder.Crash();
    }

    private static int Used(StoreFolder folder)
    {
        var number = 0;
        while (File.Exists(folder.SegmentPath(number + 1)) && folder.ReadSegment(number + 1).AsSpan().ContainsAnyExcept((byte)0)) number++;
        return number;
    }

    /// <summary>Opens with so many events, and takes as many more as need new segments.</summary>
    private static async Task GoesOnAsync(StoreFolder folder, int head)
    {
        await using (var log = await folder.OpenAsync(SmallSegments))
        {
            Assert.Equal((head, 0), (log.Head, log.Recovery.CutBytes));
            for (var i = 1; i <= 60; i++) Assert.Equal(head + i, (await log.AppendAsync([Raw.Event("B", "t:" + i)])).First);
        }

        await using var reopened = await folder.OpenAsync(SmallSegments);
        Assert.True(reopened.Recovery.WasClosed);
        Assert.Equal(head + 60, (await Raw.ReadAsync(reopened, Query.All)).Length);
        Assert.True((await reopened.VerifyAsync()).IsIntact);
    }
}
