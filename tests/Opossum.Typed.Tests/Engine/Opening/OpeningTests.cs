using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;
using Opossum.Typed.Tests.Engine.Backup;
using Opossum.Typed.Tests.Engine.Verification;

namespace Opossum.Typed.Tests.Engine.Opening;

/// <summary>
/// What opening finds of segments that the index knows, and what it leaves to reading and verifying: a test for each line of the list in
/// docs/durability.md.
/// </summary>
public class OpeningTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3, FlushEventsImmediately = false };

    [Fact]
    public async Task A_missing_file_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        File.Delete(folder.SegmentPath(5));
        Assert.Equal(folder.SegmentPath(5), (await RefusedAsync(folder)).File);
    }

    [Theory, InlineData(0), InlineData(63), InlineData(64), InlineData(2000), InlineData(4088), InlineData(4095)]
    public async Task A_file_that_was_cut_is_found_when_the_store_is_opened(int length)
    {
        using var folder = await FilledAsync();
        folder.WriteSegment(5, folder.ReadSegment(5).AsSpan(0, length));
        Assert.Equal(folder.SegmentPath(5), (await RefusedAsync(folder)).File);
    }

    [Fact]
    public async Task A_file_that_grew_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        folder.WriteSegment(5, [.. folder.ReadSegment(5), 0]);
        var error = await RefusedAsync(folder);
        Assert.Equal((folder.SegmentPath(5), 4096), (error.File, (int)error.Offset));
        Assert.Contains("has 4097 bytes, and had 4096", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_under_each_others_names_are_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        var (five, six) = (folder.ReadSegment(5), folder.ReadSegment(6));
        folder.WriteSegment(5, six);
        folder.WriteSegment(6, five);
        var error = await RefusedAsync(folder);
        Assert.Equal(folder.SegmentPath(5), error.File);
        Assert.Contains("is segment 6 under another name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_store_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        using var other = await FilledAsync();
        folder.WriteSegment(5, other.ReadSegment(5));
        var error = await RefusedAsync(folder);
        Assert.Equal(folder.SegmentPath(5), error.File);
        Assert.Contains("another store", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_state_of_a_file_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        var bytes = folder.ReadSegment(5);
        bytes.AsSpan(VerifyTests.Frames(bytes)[^2].End).Clear();         // as it was before its last frame
        folder.WriteSegment(5, bytes);
        Assert.Equal(folder.SegmentPath(5), (await RefusedAsync(folder)).File);
    }

    [Fact]
    public async Task A_flipped_byte_of_a_header_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        for (var at = 0; at < SegmentHeader.Size; at++)
        {
            if (at is >= 8 and < 12) continue;          // the version: refused by its number
            using var damaged = Flip(folder, 5, at);
            Assert.Equal(folder.SegmentPath(5), (await RefusedAsync(folder)).File);
        }
    }

    [Fact]
    public async Task A_flipped_byte_of_the_last_frame_is_found_when_the_store_is_opened()
    {
        using var folder = await FilledAsync();
        var frame = VerifyTests.Frames(folder.ReadSegment(5))[^1];
        for (var at = frame.Start; at < frame.End; at++)
        {
            if (at >= frame.End - LogFormat.Alignment) continue;            // may be the padding behind the record, which means nothing
            using var damaged = Flip(folder, 5, at);
            var error = await RefusedAsync(folder);
            Assert.Equal((folder.SegmentPath(5), frame.Start), (error.File, (int)error.Offset));
        }
    }

    [Fact]
    public async Task Of_a_large_last_frame_the_header_is_looked_at_when_the_store_is_opened()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync(Small))
        {
            for (var i = 0; i < 20; i++) await log.AppendAsync([new EventData("A", new byte[10_000], new Tag("all"))]);
            await BackupTests.UntilSettledAsync(log);
        }

        var frame = VerifyTests.Frames(folder.ReadSegment(5))[^1];
        using (Flip(folder, 5, frame.Start + 8)) Assert.Equal(folder.SegmentPath(5), (await RefusedAsync(folder)).File);
        using (Flip(folder, 5, frame.End - 5_000)) await FoundByReadingAndVerifyingAsync(folder);
    }

    [Fact]
    public async Task A_flipped_byte_elsewhere_is_found_when_it_is_read_or_verified()
    {
        using var folder = await FilledAsync();
        var frame = VerifyTests.Frames(folder.ReadSegment(5))[1];
        using var damaged = Flip(folder, 5, frame.Start + FrameHeader.Size + EventRecord.HeaderSize);
        await FoundByReadingAndVerifyingAsync(folder);
    }

    [Fact]
    public async Task Of_several_damaged_files_the_first_is_named()
    {
        using var folder = await FilledAsync();
        for (var number = 3; number < 20; number++) folder.WriteSegment(number, folder.ReadSegment(number).AsSpan(0, number * 8));
        for (var i = 0; i < 5; i++) Assert.Equal(folder.SegmentPath(3), (await RefusedAsync(folder)).File);
    }

    [Fact]
    public async Task Each_segment_that_the_index_knows_is_read_twice_and_no_more()
    {
        var storage = new CountedStorage();
        await using (var log = EmbeddedEventLog.Open(storage, Small))
        {
            await AppendAsync(log);
            await BackupTests.UntilSettledAsync(log);
        }

        var reads = new System.Collections.Concurrent.ConcurrentQueue<string>();
        storage.Reading = reads.Enqueue;
        await using var reopened = EmbeddedEventLog.Open(storage, Small);
        storage.Reading = null;
        long[] ends = [.. storage.List(RunName.Directory).Select(static name => RunName.TryParse(name, out var run) ? run.Last : 0)];
        Assert.True(ends.Max() > 20);
        for (var number = 1; number <= ends.Max(); number++)
        {
            var header = ends.Contains(number - 1) ? 1 : 0;         // of the segment behind a run, for the chain
            Assert.Equal(2 + header, reads.Count(name => name == Segment.NameOf(number)));
        }
    }

    [Fact]
    public async Task A_copy_that_was_made_while_the_store_was_open_is_read_whole_when_it_is_opened()
    {
        using var open = new StoreFolder();
        await using var log = await open.OpenAsync(Small);
        await AppendAsync(log);
        await BackupTests.UntilSettledAsync(log);
        using var copy = open.Crash();
        var frame = VerifyTests.Frames(copy.ReadSegment(5))[1];
        using (Flip(copy, 5, frame.Start + FrameHeader.Size + EventRecord.HeaderSize))
        {
            var error = await RefusedAsync(copy);
            Assert.Equal((copy.SegmentPath(5), frame.Start), (error.File, (int)error.Offset));
        }

        await using var opened = await copy.OpenAsync(Small);
        Assert.Equal(log.Head, (await Raw.ReadAsync(opened, Query.All)).Length);
    }

    [Fact]
    public void After_a_crash_the_lock_file_is_the_one_that_was_written_and_in_a_copy_it_is_not()
    {
        using var folder = new StoreFolder();
        using var copy = new StoreFolder();
        Take(folder, static taken => taken.WriteOpen(Guid.NewGuid(), 1));
        Take(folder, static crashed => Assert.False(crashed.MayBeCopyOfOpenStore));
        Directory.Move(folder.Path, copy.Path);
        Take(copy, static moved => Assert.False(moved.MayBeCopyOfOpenStore));
        Directory.CreateDirectory(folder.Path);
        File.Copy(Path.Combine(copy.Path, StoreLock.FileName), Path.Combine(folder.Path, StoreLock.FileName));
        Take(folder, static copied => Assert.True(copied.MayBeCopyOfOpenStore));
        Take(copy, static taken => taken.WriteClosed(Guid.NewGuid(), 1));
        File.Copy(Path.Combine(copy.Path, StoreLock.FileName), Path.Combine(folder.Path, StoreLock.FileName), overwrite: true);
        Take(folder, static closed => Assert.False(closed.MayBeCopyOfOpenStore));

        static void Take(StoreFolder of, Action<StoreLock> use)
        {
            using var storage = FileStorage.OfStore(of.Path, new() { [Segment.Directory] = Segment.IsOurs });
            using var taken = StoreLock.Take(storage);
            use(taken);
        }
    }

    private static async Task FoundByReadingAndVerifyingAsync(StoreFolder folder)
    {
        await using var log = await folder.OpenAsync(Small);
        Assert.Equal(folder.SegmentPath(5), (await Assert.ThrowsAsync<StoreDamagedException>(() => Raw.ReadAsync(log, Query.All))).File);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(folder.SegmentPath(5), Assert.Single(verification.Damage).File);
    }

    /// <summary>Some forty segments, all but the last with an index, and a clean stop.</summary>
    private static async Task<StoreFolder> FilledAsync()
    {
        var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(Small);
        await AppendAsync(log);
        await BackupTests.UntilSettledAsync(log);
        return folder;
    }

    private static Task AppendAsync(EmbeddedEventLog log) => BackupTests.AppendAsync(log, 1_000);

    private static Task<StoreDamagedException> RefusedAsync(StoreFolder folder) =>
        Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.OpenAsync(Small));

    private static Restored Flip(StoreFolder folder, long number, int at)
    {
        var bytes = folder.ReadSegment(number);
        var damaged = bytes.ToArray();
        damaged[at] ^= 1;
        folder.WriteSegment(number, damaged);
        return new(() => folder.WriteSegment(number, bytes));
    }

    private sealed class Restored(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
