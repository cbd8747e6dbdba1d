using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Tests.Engine.Verification;

/// <summary>Verifying a log that is open, and whose files somebody changes meanwhile.</summary>
public class VerifyTests
{
    private static readonly OpossumOptions SmallSegments = new() { MaxSegmentBytes = 4096 };

    [Fact]
    public async Task A_whole_log_is_intact_and_counted()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync(SmallSegments)) await AppendAsync(log, 100);
        await using var reopened = await folder.OpenAsync(SmallSegments);
        await AppendAsync(reopened, 20);
        var verification = await reopened.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(verification.Damage);
        Assert.True(verification.IsIntact);
        Assert.Equal((240, 240), (verification.Head, verification.Events));
        Assert.Equal(121, verification.Frames);                 // one of them says that the log was closed
        Assert.InRange(verification.Segments, 5, 100);
        Assert.InRange(verification.Bytes, (verification.Segments - 1) * 4096, verification.Segments * 4096);
    }

    [Fact]
    public async Task An_empty_log_is_intact()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            (0, 0, 0, 0, true), (verification.Head, verification.Segments, verification.Events, verification.Bytes, verification.IsIntact));
    }

    [Fact]
    public async Task A_log_is_intact_right_after_it_was_opened_with_its_mark_of_a_clean_stop()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync()) await AppendAsync(log, 3);
        await using var reopened = await folder.OpenAsync();
        var verification = await reopened.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((4, 6, true), (verification.Frames, verification.Events, verification.IsIntact));
    }

    [Fact]
    public async Task Appends_go_on_meanwhile_and_nothing_of_them_is_taken_for_damage()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 64 << 10 });
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await AppendAsync(log, 1);
        }, TestContext.Current.CancellationToken);
        var last = 0L;
        for (var i = 0; i < Tier.Size(quick: 10, full: 50) || last < Tier.Size(quick: 100, full: 500); i++)
        {
            var head = log.DurableHead;
            var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Empty(verification.Damage);
            Assert.Equal(verification.Head, verification.Events);
            Assert.InRange(verification.Head, head, long.MaxValue);
            last = verification.Head;
        }

        await stop.CancelAsync();
        await appending;
    }

    [Fact]
    public async Task A_flipped_bit_in_any_byte_is_named_with_its_frame_and_everything_else_is_counted()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A", "t:" + i), Raw.Event("B")], key: "k" + i);
        var bytes = folder.ReadSegment(1);
        var frames = Frames(bytes);
        for (var at = 0; at < frames[^1].End; at += Tier.Size(quick: 7, full: 1))
        {
            if (IsPadding(bytes, frames, at)) continue;
            Poke(folder, 1, at, (byte)(bytes[at] ^ (1 << at % 8)));
            var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
            Poke(folder, 1, at, bytes[at]);

            var damage = Assert.Single(verification.Damage);
            Assert.Equal(folder.SegmentPath(1), damage.File);
            if (at < SegmentHeader.Size)
            {
                Assert.Equal((0, 0, 6), (damage.Offset, damage.FirstPosition, verification.Events));
                continue;
            }

            var frame = Array.FindIndex(frames, f => at < f.End);
            Assert.Equal((frames[frame].Start, frames[frame].End - frames[frame].Start), ((int)damage.Offset, (int)damage.Length));
            Assert.Equal((2 * frame + 1, 2 * frame + 2), ((int)damage.FirstPosition, (int)damage.LastPosition));
            Assert.Equal((2, 4), (verification.Frames, verification.Events));
        }
    }

    [Fact]
    public async Task Damage_says_which_event_it_is_in()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([Raw.Event("A"), Raw.Event("B")]);
        var bytes = folder.ReadSegment(1);
        var second = bytes.AsSpan().IndexOf("Bdata"u8);
        Poke(folder, 1, second, (byte)'Z');
        Assert.Contains(
            "the event at position 2 is not what was written",
            Assert.Single((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_damages_in_several_files_are_all_named_also_side_by_side()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(SmallSegments);
        await AppendAsync(log, 60);
        var (one, two) = (Frames(folder.ReadSegment(1)), Frames(folder.ReadSegment(2)));
        foreach (var frame in new[] { one[1], one[2], one[5] }) Flip(folder, 1, frame.Start + 60);
        Flip(folder, 2, two[0].Start + 60);
        Flip(folder, 2, two[^1].Start + 60);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                (folder.SegmentPath(1), one[1].Start), (folder.SegmentPath(1), one[2].Start), (folder.SegmentPath(1), one[5].Start),
                (folder.SegmentPath(2), two[0].Start), (folder.SegmentPath(2), two[^1].Start)
            ],
            verification.Damage.Select(damage => (damage.File, (int)damage.Offset)));
        Assert.All(verification.Damage, static damage => Assert.Equal(1, damage.LastPosition - damage.FirstPosition));
        Assert.Equal(120 - 10, verification.Events);
    }

    [Fact]
    public async Task A_frame_of_zeros_is_named_wherever_it_is()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await AppendAsync(log, 4);
        var frames = Frames(folder.ReadSegment(1));
        Clear(folder, 1, frames[1]);
        Clear(folder, 1, frames[3]);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [(frames[1].Start, 3L, 4L), (frames[3].Start, 7L, 8L)],
            verification.Damage.Select(static damage => ((int)damage.Offset, damage.FirstPosition, damage.LastPosition)));
    }

    [Theory, InlineData(1UL, 0), InlineData(0UL, 1)]
    public async Task A_frame_with_right_hashes_that_does_not_continue_the_one_before_it_is_named(ulong otherHash, long otherPosition)
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await AppendAsync(log, 3);
        var bytes = folder.ReadSegment(1);
        SegmentHeader.TryRead(bytes, out var header);
        var (start, end) = Frames(bytes)[^1];
        var frame = FrameHeader.Read(bytes.AsSpan(start));
        new FrameCodec(header.Seed).WriteHeaderAndHash(
            bytes.AsSpan(start, end - start),
            frame with { PreviousHash = frame.PreviousHash ^ otherHash, BasePosition = frame.BasePosition + otherPosition }, header.Number,
            start);
        Poke(folder, 1, start, bytes[start..end]);
        var damage = (await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage;
        Assert.Equal(start, damage[0].Offset);
        Assert.Contains("does not continue", damage[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_mark_of_a_clean_stop_is_named()
    {
        using var folder = new StoreFolder();
        await using (var first = await folder.OpenAsync()) await AppendAsync(first, 1);
        await using var log = await folder.OpenAsync();
        var mark = Frames(folder.ReadSegment(1))[^1];
        Clear(folder, 1, mark);
        var damage = Assert.Single((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage);
        Assert.Equal((mark.Start, 0L), ((int)damage.Offset, damage.FirstPosition));
    }

    [Fact]
    public async Task A_file_that_is_gone_short_or_of_another_number_is_named_with_its_events()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(SmallSegments);
        await AppendAsync(log, 80);
        var (two, four) = (Header(folder, 2), Header(folder, 4));
        File.Delete(folder.SegmentPath(1));
        folder.WriteSegment(2, folder.ReadSegment(2).AsSpan(0, Frames(folder.ReadSegment(2))[1].Start));
        folder.WriteSegment(3, folder.ReadSegment(4));
        var damage = (await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage;
        Assert.Equal((folder.SegmentPath(1), 1, two.BasePosition - 1), (damage[0].File, damage[0].FirstPosition, damage[0].LastPosition));
        Assert.Equal((folder.SegmentPath(2), two.BasePosition + 2), (damage[1].File, damage[1].FirstPosition));
        Assert.All(damage.Skip(2), found => Assert.Equal(folder.SegmentPath(3), found.File));
        Assert.Equal(four.BasePosition - 1, damage[^1].LastPosition);
    }

    [Fact]
    public async Task Progress_begins_with_nothing_rises_and_ends_with_the_total()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(SmallSegments);
        await AppendAsync(log, 60);
        var seen = new Told();
        var verification = await log.VerifyAsync(seen, TestContext.Current.CancellationToken);
        Assert.Equal(new(0, verification.Bytes), seen.All[0]);
        Assert.Equal(new(verification.Bytes, verification.Bytes), seen.All[^1]);
        Assert.Equal(seen.All.OrderBy(static p => p.Bytes), seen.All);
        Assert.Equal(verification.Segments + 1, seen.All.Count);
    }

    [Fact]
    public async Task It_can_be_cancelled_and_ends_when_the_log_is_closed()
    {
        using var folder = new StoreFolder();
        var log = await folder.OpenAsync(SmallSegments);
        await AppendAsync(log, 60);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await log.VerifyAsync(new Told { After = stop.Cancel }, stop.Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            await log.VerifyAsync(new Told { After = () => log.DisposeAsync().AsTask().Wait() }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Under_deferred_flushing_it_goes_up_to_what_is_durable()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        await AppendAsync(log, 2);
        await log.FlushAsync(TestContext.Current.CancellationToken);
        await AppendAsync(log, 3);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((4, 4, true), (verification.Head, verification.Events, verification.IsIntact));
    }

    internal static async Task AppendAsync(EmbeddedEventLog log, int times)
    {
        for (var i = 0; i < times; i++) await log.AppendAsync([Raw.Event("A", "t:" + i % 5), Raw.Event("B")]);
    }

    internal static (int Start, int End)[] Frames(byte[] segment)
    {
        var frames = new List<(int, int)>();
        var at = SegmentHeader.Size;
        while (at + FrameHeader.Size <= segment.Length && FrameHeader.Read(segment.AsSpan(at)) is { Length: > 0 } frame)
        {
            frames.Add((at, at + frame.Length));
            at += frame.Length;
        }

        return [.. frames];
    }

    private static SegmentHeader Header(StoreFolder folder, long number)
    {
        Assert.Equal(SegmentHeaderState.Valid, SegmentHeader.TryRead(folder.ReadSegment(number), out var header));
        return header;
    }

    /// <summary>The zeros that align records are covered by no hash and mean nothing.</summary>
    private static bool IsPadding(byte[] segment, (int Start, int End)[] frames, int at)
    {
        if (at < SegmentHeader.Size) return false;
        var (start, _) = frames.First(f => at < f.End);
        var header = FrameHeader.Read(segment.AsSpan(start));
        var record = start + header.RecordsOffset;
        for (var i = 0; i < header.Count; i++)
        {
            var size = EventRecord.SizeOf(segment.AsSpan(record));
            if (at >= record + size && at < record + LogFormat.Align(size)) return true;
            record += LogFormat.Align(size);
        }

        return false;
    }

    private static void Flip(StoreFolder folder, long number, int at) =>
        Poke(folder, number, at, (byte)(folder.ReadSegment(number)[at] ^ 1));

    private static void Poke(StoreFolder folder, long number, int at, params byte[] bytes)
    {
        using var file = File.Open(folder.SegmentPath(number), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        file.Write(bytes);
    }

    private static void Clear(StoreFolder folder, long number, (int Start, int End) frame) =>
        Poke(folder, number, frame.Start, new byte[frame.End - frame.Start]);

    private sealed class Told : IProgress<VerificationProgress>
    {
        public List<VerificationProgress> All { get; } = [];

        public Action? After { get; init; }

        public void Report(VerificationProgress value)
        {
            All.Add(value);
            if (All.Count == 2) After?.Invoke();
        }
    }
}
