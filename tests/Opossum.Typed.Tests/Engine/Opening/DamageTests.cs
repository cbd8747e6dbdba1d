using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Tests.Engine.Opening;

public class DamageTests
{
    [Fact]
    public async Task A_flipped_bit_in_any_byte_of_a_closed_store_is_refused_by_name()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync())
            for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A", "t:" + i)]);
        var bytes = folder.ReadSegment(1);
        var close = CloseFrame(bytes);
        for (var at = 0; at < close; at += Tier.Size(quick: 7, full: 1))
        {
            if (IsPadding(bytes, at)) continue;
            var damaged = bytes.ToArray();
            damaged[at] ^= (byte)(1 << at % 8);
            folder.WriteSegment(1, damaged);
            var error = await Assert.ThrowsAnyAsync<StoreException>(async () => await folder.OpenAsync());
            if (error is StoreDamagedException damage)
            {
                Assert.Equal(folder.SegmentPath(1), damage.File);
                Assert.InRange(damage.Offset, 0, at);
            }
            else
            {
                Assert.IsType<StoreFormatException>(error);
                Assert.InRange(at, 8, 11);      // the format version
            }

            Assert.Equal(damaged, folder.ReadSegment(1));
        }
    }

    [Fact]
    public async Task After_a_crash_damage_before_the_last_flush_is_refused_and_within_it_is_cut_and_reported()
    {
        using var open = new StoreFolder();
        await using var log = await open.OpenAsync();
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A", "t:" + i)]);
        using var folder = open.Crash();
        var bytes = folder.ReadSegment(1);
        var first = SegmentHeader.Size;
        var second = first + FrameHeader.Read(bytes.AsSpan(first)).Length;
        var third = second + FrameHeader.Read(bytes.AsSpan(second)).Length;

        bytes[second + 50] ^= 4;
        folder.WriteSegment(1, bytes);
        var error = await Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.OpenAsync());
        Assert.Equal((folder.SegmentPath(1), second), (error.File, (int)error.Offset));

        bytes[second + 50] ^= 4;
        bytes[third + 50] ^= 4;
        folder.WriteSegment(1, bytes);
        await using var recovered = await folder.OpenAsync();
        Assert.Equal((2, third), (recovered.Head, (int)recovered.Recovery.CutOffset));
        Assert.NotEqual(0, recovered.Recovery.CutBytes);
    }

    [Fact]
    public async Task A_missing_last_segment_is_refused()
    {
        using var folder = await SegmentsAsync();
        File.Delete(folder.SegmentPath(3));
        File.Delete(folder.SegmentPath(4));     // prepared, if the background was quick enough
        Assert.Contains("had reached", (await Refused(folder)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task After_a_crash_a_last_segment_that_is_gone_or_all_zeros_is_refused_too(int segments)
    {
        using var original = new StoreFolder();
        await using var log = await original.OpenAsync(new() { MaxSegmentBytes = 4096 });
        while (!File.Exists(original.SegmentPath(segments + 1))) await log.AppendAsync([Raw.Event("A")]);      // the one after it, prepared

        using var folder = original.Crash();
        folder.WriteSegment(segments, new byte[4096]);
        Assert.Contains("had reached", (await Refused(folder)).Message, StringComparison.Ordinal);

        File.Delete(folder.SegmentPath(segments));
        File.Delete(folder.SegmentPath(segments + 1));
        Assert.Contains("had reached", (await Refused(folder)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_missing_earlier_segment_is_refused(int number)
    {
        using var folder = await SegmentsAsync();
        File.Delete(folder.SegmentPath(number));
        Assert.Equal(folder.SegmentPath(number), (await Refused(folder)).File);
    }

    [Fact]
    public async Task A_segment_of_zeros_between_others_is_refused()
    {
        using var folder = await SegmentsAsync();
        folder.WriteSegment(2, new byte[4096]);
        Assert.Equal(folder.SegmentPath(2), (await Refused(folder)).File);
    }

    [Fact]
    public async Task A_bad_end_is_damage_when_a_later_segment_was_written_to_even_if_that_is_unreadable()
    {
        using var folder = await SegmentsAsync();
        File.Delete(Path.Combine(folder.Path, "store.lock"));      // which knows a head, and would refuse by that
        File.Delete(folder.SegmentPath(3));
        File.Delete(folder.SegmentPath(4));
        var two = folder.ReadSegment(2);
        two[LastFrame(two) + 60] ^= 1;
        folder.WriteSegment(2, two);
        var three = new byte[4096];
        three[100] = 1;
        folder.WriteSegment(3, three);
        Assert.Equal(folder.SegmentPath(2), (await Refused(folder)).File);
        Assert.Equal(three, folder.ReadSegment(3));
    }

    [Fact]
    public async Task Segments_in_another_order_are_refused()
    {
        using var folder = await SegmentsAsync();
        var (two, three) = (folder.ReadSegment(2), folder.ReadSegment(3));
        folder.WriteSegment(2, three);
        folder.WriteSegment(3, two);
        Assert.Contains("under another name", (await Refused(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_segment_that_lost_its_last_frame_is_refused()
    {
        using var folder = await SegmentsAsync();
        var bytes = folder.ReadSegment(1);
        var start = LastFrame(bytes);
        bytes.AsSpan(start).Clear();
        folder.WriteSegment(1, bytes);
        Assert.Equal((folder.SegmentPath(1), start), ((await Refused(folder)).File, (int)(await Refused(folder)).Offset));
    }

    [Fact]
    public async Task Another_format_version_is_refused_by_number()
    {
        using var folder = await SegmentsAsync();
        var bytes = folder.ReadSegment(1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), 2);
        folder.WriteSegment(1, bytes);
        Assert.Contains(
            "another format version", (await Assert.ThrowsAsync<StoreFormatException>(async () => await folder.OpenAsync())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_refuses_an_event_that_was_altered_while_the_store_was_open()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([Raw.Event("A")]);
        using (var file = File.Open(folder.SegmentPath(1), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = SegmentHeader.Size + FrameHeader.Size + EventRecord.HeaderSize;
            file.WriteByte((byte)'Z');
        }

        await Assert.ThrowsAsync<StoreDamagedException>(async () => await Raw.ReadAsync(log, Query.All));
    }

    private static async Task<StoreDamagedException> Refused(StoreFolder folder) =>
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.OpenAsync());

    /// <summary>
    /// Three segments, the last with few events, cleanly closed, and all read when they are opened: there is no index that knows the
    /// others.
    /// </summary>
    private static async Task<StoreFolder> SegmentsAsync()
    {
        var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync(new() { MaxSegmentBytes = 4096 }))
        {
            bool HasThird() =>
                File.Exists(folder.SegmentPath(3)) && new FileInfo(folder.SegmentPath(3)).Length > 0 && folder.ReadSegment(3)[0] != 0;

            for (var i = 0; i % 10 != 0 || !HasThird(); i++)
                await log.AppendAsync([Raw.Event("A", "t:" + i)]);
        }

        folder.DeleteIndex();
        return folder;
    }

    private static int LastFrame(ReadOnlySpan<byte> segment)
    {
        var (start, at) = (0, SegmentHeader.Size);
        while (at + FrameHeader.Size <= segment.Length && FrameHeader.Read(segment[at..]) is { Length: > 0 } frame)
            (start, at) = (at, at + frame.Length);
        return start;
    }

    private static int CloseFrame(ReadOnlySpan<byte> segment)
    {
        var at = SegmentHeader.Size;
        while (FrameHeader.Read(segment[at..]) is { Flags: not FrameFlags.Close } frame) at += frame.Length;
        return at;
    }

    /// <summary>The zeros that align records are covered by no hash and mean nothing.</summary>
    private static bool IsPadding(ReadOnlySpan<byte> segment, int offset)
    {
        var at = SegmentHeader.Size;
        while (FrameHeader.Read(segment[at..]) is var frame)
        {
            if (offset < at + frame.Length)
            {
                var record = at + frame.RecordsOffset;
                return offset >= record + EventRecord.SizeOf(segment[record..]);
            }

            at += frame.Length;
        }

        return false;
    }
}
