using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Tests.Engine.Opening;

public class TornTailTests
{
    /// <summary>Every byte in the full tier, every seventh in the quick one: 7 meets every offset within a word.</summary>
    private static readonly int Step = Tier.Size(quick: 7, full: 1);

    [Fact]
    public async Task Cut_at_every_byte_of_its_last_frame_a_store_opens_without_it_and_says_so()
    {
        using var image = await CrashedAsync("A", "B", "C");
        var bytes = image.ReadSegment(1);
        var (start, end) = LastFrame(bytes);
        for (var cut = start; cut < end; cut += Step)
        {
            using var folder = image.Crash();
            var torn = bytes.ToArray();
            torn.AsSpan(cut).Clear();
            folder.WriteSegment(1, torn);
            await using var log = await folder.OpenAsync();
            if (torn.AsSpan().SequenceEqual(bytes)) continue;       // only padding was cut: the frame is whole
            Assert.Equal((2, false), (log.Head, log.Recovery.WasClosed));
            var left = torn.AsSpan(start).LastIndexOfAnyExcept((byte)0) + 1;
            Assert.Equal(
                (left, left == 0 ? null : folder.SegmentPath(1), left == 0 ? 0 : start),
                (log.Recovery.CutBytes, log.Recovery.CutFile, (int)log.Recovery.CutOffset));
            Assert.Equal(["1 A", "2 B"], await Raw.ReadAsync(log, Query.All));
            await GoesOn(folder, log);
        }
    }

    [Fact]
    public async Task A_file_that_ends_at_every_byte_of_its_last_frame_opens_without_it()
    {
        using var image = await CrashedAsync("A", "B", "C");
        var bytes = image.ReadSegment(1);
        var (start, end) = LastFrame(bytes);
        for (var cut = start; cut < end; cut += Step)
        {
            using var folder = image.Crash();
            folder.WriteSegment(1, bytes.AsSpan(0, cut));
            await using var log = await folder.OpenAsync();
            Assert.Equal(["1 A", "2 B"], await Raw.ReadAsync(log, Query.All));
            await GoesOn(folder, log);
        }
    }

    [Fact]
    public async Task What_a_longer_write_left_behind_is_never_adopted()
    {
        // Three events in one group, of which the first is lost: the others are intact, and must not come back when a new event takes the
        // place of the first.
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync()) await log.AppendAsync([Raw.Event("A")]);
        using var group = await GroupOfThreeAsync(folder);
        var bytes = group.ReadSegment(1);
        var second = FrameHeader.Read(bytes.AsSpan(SegmentHeader.Size)).Length + SegmentHeader.Size;
        second += FrameHeader.Read(bytes.AsSpan(second)).Length;                                    // over the close frame
        bytes[second + 20] ^= 1;
        group.WriteSegment(1, bytes);
        await using (var log = await group.OpenAsync())
        {
            Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.All));
            Assert.True(log.Recovery.CutBytes > 0);
            await log.AppendAsync([Raw.Event("B")]);
        }

        await using var reopened = await group.OpenAsync();
        Assert.Equal(["1 A", "2 B"], await Raw.ReadAsync(reopened, Query.All));
    }

    [Fact]
    public async Task A_store_whose_very_first_write_was_torn_is_empty()
    {
        using var original = new StoreFolder();
        await using var writer = await original.OpenAsync();
        using var image = original.Crash();                  // with a lock file that knows of no event yet: the first flush was not over
        await writer.AppendAsync([Raw.Event("A", "t:1")]);
        var bytes = original.ReadSegment(1);
        for (var cut = 0; cut < LastFrame(bytes).End; cut += Step)
        {
            using var folder = image.Crash();
            var torn = bytes.ToArray();
            torn.AsSpan(cut).Clear();
            if (torn.AsSpan().SequenceEqual(bytes)) continue;
            folder.WriteSegment(1, torn);
            await using var log = await folder.OpenAsync();
            Assert.Equal(0, log.Head);
            Assert.Equal(1, (await log.AppendAsync([Raw.Event("B")])).First);
        }
    }

    [Fact]
    public async Task A_first_write_that_left_garbage_where_the_version_belongs_is_torn_and_of_no_other_format()
    {
        using var original = new StoreFolder();
        await using var writer = await original.OpenAsync();
        using var folder = original.Crash();
        await writer.AppendAsync([Raw.Event("A")]);
        var bytes = original.ReadSegment(1);
        bytes.AsSpan(8, LastFrame(bytes).End - 8).Fill(0xA5);
        folder.WriteSegment(1, bytes);
        await using var log = await folder.OpenAsync();
        Assert.Equal((0, folder.SegmentPath(1)), (log.Head, log.Recovery.CutFile));
    }

    /// <summary>Appends, each in a group of its own, and crashes.</summary>
    private static async Task<StoreFolder> CrashedAsync(params string[] types)
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        foreach (var type in types) await log.AppendAsync([Raw.Event(type, "t:1")]);
        return folder.Crash();
    }

    private static async Task<StoreFolder> GroupOfThreeAsync(StoreFolder folder)
    {
        // Without an immediate flush the three frames share what their flush delta says of a group.
        await using var log = await folder.OpenAsync(new()
        {
            FlushEventsImmediately = false,
            TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
        });
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("X" + i)]);
        return folder.Crash();
    }

    private static async Task GoesOn(StoreFolder folder, EmbeddedEventLog log)
    {
        Assert.Equal(3, (await log.AppendAsync([Raw.Event("D")])).First);
        await log.DisposeAsync();
        await using var reopened = await folder.OpenAsync();
        Assert.Equal((3, true, 0), (reopened.Head, reopened.Recovery.WasClosed, reopened.Recovery.CutBytes));
        Assert.Equal(["1 A", "2 B", "3 D"], await Raw.ReadAsync(reopened, Query.All));
    }

    private static (int Start, int End) LastFrame(ReadOnlySpan<byte> segment)
    {
        var (start, at) = (0, SegmentHeader.Size);
        while (FrameHeader.Read(segment[at..]) is { Length: > 0 } frame) (start, at) = (at, at + frame.Length);
        return (start, at);
    }
}
