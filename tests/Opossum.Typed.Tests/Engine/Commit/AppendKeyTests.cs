using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Tests.Engine.Commit;

public class AppendKeyTests
{
    [Fact]
    public async Task A_repeated_append_writes_nothing_and_answers_with_the_first_positions()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("X")]);
        var first = await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("B")], key: "request-1");
        await log.AppendAsync([Raw.Event("X")]);
        Assert.Equal(new AppendResult(2, 3), first);
        Assert.Equal(first, await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("B")], key: "request-1"));
        Assert.Equal(4, log.Head);
    }

    [Fact]
    public async Task The_key_is_looked_up_before_the_condition()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var unless = Query.Tagged(new Tag("t:1"));
        await log.AppendAsync([Raw.Event("A", "t:1")], unless, key: "k");
        Assert.Equal(1, (await log.AppendAsync([Raw.Event("A", "t:1")], unless, key: "k")).First);
        Assert.True((await log.TryAppendAsync([Raw.Event("A", "t:1")], unless, key: "k")).IsAppended);
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () =>
            await log.AppendAsync([Raw.Event("A", "t:1")], unless, key: "another"));
    }

    [Fact]
    public async Task A_refused_append_leaves_its_key_free()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () => await log.AppendAsync([Raw.Event("B")], Query.All, key: "k"));
        Assert.Equal(2, (await log.AppendAsync([Raw.Event("C")], key: "k")).First);
    }

    public static TheoryData<string, EventData> OtherContent => new()
    {
        { "type", Raw.Event("B", "t:1") },
        { "tag", Raw.Event("A", "t:2") },
        { "fewer tags", Raw.Event("A") },
        { "payload", new EventData("A", "Data"u8.ToArray(), new Tag("t:1")) },
        { "version", Raw.Event("A", "t:1") with { Version = 2 } },
        { "encoding", Raw.Event("A", "t:1") with { Encoding = PayloadEncoding.Json } },
    };

    [Theory, MemberData(nameof(OtherContent))]
    public async Task A_key_used_again_for_another_content_is_refused(string what, EventData other)
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1")], key: "k");
        var error = await Assert.ThrowsAsync<AppendKeyReusedException>(async () => await log.AppendAsync([other], key: "k"));
        Assert.Equal((new AppendKey("k"), new AppendResult(1, 1)), (error.Key, error.Earlier));
        Assert.True(log.Head == 1, what);
    }

    [Fact]
    public async Task Another_number_of_events_is_another_content()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")], key: "k");
        await Assert.ThrowsAsync<AppendKeyReusedException>(async () => await log.AppendAsync([Raw.Event("A"), Raw.Event("A")], key: "k"));
    }

    [Fact]
    public async Task The_order_of_tags_is_not_content()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1", "t:2", "t:3"), Raw.Event("B")], key: "k");
        Assert.Equal(new(1, 2), await log.AppendAsync([Raw.Event("A", "t:3", "t:1", "t:3", "t:2"), Raw.Event("B")], key: "k"));
        EventData[][] others =
        [
            [Raw.Event("B"), Raw.Event("A", "t:1", "t:2", "t:3")],
            [Raw.Event("A", "t:1", "t:2", "t:2"), Raw.Event("B")],
            [Raw.Event("A", "t:1", "t:2", "t:4"), Raw.Event("B")],
            [Raw.Event("A", "t:1", "t:", "2t:3"), Raw.Event("B")],
        ];
        foreach (var other in others)
            await Assert.ThrowsAsync<AppendKeyReusedException>(async () => await log.AppendAsync(other, key: "k"));
    }

    [Fact]
    public async Task The_order_of_tags_is_not_content_in_the_group_itself_and_in_sealed_segments()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
        using var flushing = new Gate();
        flushing.HoldEventFlushes(storage);
        var blocker = log.AppendAsync([Raw.Event("A")]).AsTask();
        flushing.WaitUntilReached();
        EventData[] twins = [Raw.Event("A", "t:1", "t:2"), Raw.Event("A", "t:2", "t:1")];
        var appends = twins.Select(e => log.AppendAsync([e], key: "k").AsTask()).ToArray();
        flushing.Open();
        await blocker;
        Assert.Equal([new(2, 2), new(2, 2)], await Task.WhenAll(appends));
        for (var i = 0; i < 100; i++) await log.AppendAsync([Raw.Event("B")]);
        Assert.Equal(new(2, 2), await log.AppendAsync([Raw.Event("A", "t:2", "t:1")], key: "k"));
    }

    [Fact]
    public async Task An_id_of_its_own_is_no_other_content()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A") with { Id = Guid.NewGuid() }], key: "k");
        Assert.Equal(1, (await log.AppendAsync([Raw.Event("A") with { Id = Guid.NewGuid() }], key: "k")).First);
    }

    [Fact]
    public async Task Keys_hold_after_a_restart_and_in_every_segment()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync(new() { MaxSegmentBytes = 4096 }))
            for (var i = 0; i < 100; i++) await log.AppendAsync([Raw.Event("A", "t:" + i)], key: "key " + new string('x', i) + i);
        Assert.True(File.Exists(folder.SegmentPath(3)));
        await using var reopened = await folder.OpenAsync(new() { MaxSegmentBytes = 4096 });
        for (var i = 0; i < 100; i++)
            Assert.Equal(i + 1, (await reopened.AppendAsync([Raw.Event("A", "t:" + i)], key: "key " + new string('x', i) + i)).First);
        Assert.Equal(100, reopened.Head);
        Assert.Equal(101, (await reopened.AppendAsync([Raw.Event("A", "t:0")], key: "key")).First);
    }

    [Fact]
    public async Task A_repetition_in_the_same_group_is_answered_after_the_flush_of_the_first()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        using var flush = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        storage.Before = call =>
        {
            if (!call.StartsWith("flush", StringComparison.Ordinal)) return;
            reached.Set();
            flush.Wait(TimeSpan.FromSeconds(10));
        };
        var blocker = log.AppendAsync([Raw.Event("B")]).AsTask();
        Assert.True(reached.Wait(TimeSpan.FromSeconds(10)));
        Task<AppendResult>[] twins = [.. Enumerable.Range(0, 4).Select(_ => log.AppendAsync([Raw.Event("C")], key: "k").AsTask())];
        Assert.DoesNotContain(twins, twin => twin.IsCompleted);
        storage.Before = null;
        flush.Set();
        await blocker;
        Assert.All(await Task.WhenAll(twins), result => Assert.Equal(new AppendResult(3, 3), result));
        Assert.Equal(3, log.Head);
    }

    [Fact]
    public async Task The_largest_append_with_the_longest_key_fits_and_a_byte_more_is_refused()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var key = new string('k', AppendKey.MaxBytes);
        var room = LogFormat.MaxFrameBytes - FrameHeader.Size - LogFormat.Align(16 + AppendKey.MaxBytes) - EventRecord.HeaderSize - 1;
        await Assert.ThrowsAsync<AppendLimitException>(async () =>
            await log.AppendAsync([new EventData("A", new byte[room + 1])], key: key));
        Assert.Equal(1, (await log.AppendAsync([new EventData("A", new byte[room])], key: key)).First);
        Assert.Equal(1, (await log.AppendAsync([new EventData("A", new byte[room])], key: key)).First);
    }

    [Fact]
    public void An_empty_or_overlong_key_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new AppendKey(""));
        Assert.Throws<ArgumentException>(() => new AppendKey(new string('k', 256)));
        Assert.Throws<ArgumentException>(() => new AppendKey("\uD800"));
    }

    [Fact]
    public async Task A_damaged_key_is_refused_and_never_taken_for_an_unused_one()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([Raw.Event("A")], key: "request");
        using (var file = File.Open(folder.SegmentPath(1), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = SegmentHeader.Size + FrameHeader.Size + 16;
            file.WriteByte((byte)'R');
        }

        await Assert.ThrowsAsync<StoreDamagedException>(async () => await log.AppendAsync([Raw.Event("A")], key: "request"));
        Assert.Equal(1, log.Head);
    }
}
