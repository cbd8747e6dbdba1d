using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>Whether an event is damaged the file decides, and not what a reader has in memory.</summary>
public class ReadAgainTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task An_event_that_is_wrong_in_memory_and_right_in_the_file_is_delivered(bool isSealed)
    {
        var storage = new MemoryStorage();
        await using var log = await FillAsync(storage, isSealed);
        using var reader = log.Read(Query.All);
        var bytes = Spoil(storage);
        Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
        Write(storage, bytes);
        Assert.True(reader.TryRead(out var e));
        Assert.Equal(1, e.Position);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_event_that_is_wrong_in_the_file_is_damage(bool isSealed)
    {
        var storage = new MemoryStorage();
        await using var log = await FillAsync(storage, isSealed);
        using var reader = log.Read(Query.All);
        Spoil(storage);
        Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
        Assert.Throws<StoreDamagedException>(() => reader.TryRead(out _));
    }

    /// <summary>With a sealed first segment the store is opened anew, so that nothing of it is in memory.</summary>
    private static async Task<EmbeddedEventLog> FillAsync(MemoryStorage storage, bool isSealed)
    {
        var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
        await log.AppendAsync([Raw.Event("A")]);
        if (!isSealed) return log;
        for (var i = 0; i < 10; i++) await log.AppendAsync([new EventData("B", new byte[1000])]);
        await log.DisposeAsync();
        return EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
    }

    /// <summary>Flips a byte of the first event's record.</summary>
    /// <returns>What was there.</returns>
    private static byte[] Spoil(MemoryStorage storage)
    {
        var bytes = new byte[1024];
        using (var file = storage.Open(Segment.NameOf(1))) Assert.Equal(bytes.Length, file.Read(bytes, 0));
        byte[] spoiled = [.. bytes];
        spoiled[SegmentHeader.Size + FrameHeader.Size + EventRecord.HeaderSize] ^= 1;
        Write(storage, spoiled);
        return bytes;
    }

    private static void Write(MemoryStorage storage, byte[] bytes)
    {
        using var file = storage.Open(Segment.NameOf(1));
        file.Write(bytes, 0);
    }
}
