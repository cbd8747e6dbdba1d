using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>What a log beside the writer shows.</summary>
public class ReadBesideTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_a_read_is_in_it()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await using var reader = await folder.ReadAsync();
        Assert.Equal(0, reader.Head);
        Assert.Equal(writer.StoreId, reader.StoreId);
        for (var i = 0; i < 300; i++)
        {
            var appended = await writer.AppendAsync([Beside.Event(i)]);
            Assert.Equal(appended.Last, reader.Head);
            var newest = await Raw.EventsAsync(reader, Query.All, new() { Backward = true, Limit = 1 });
            Assert.Equal(appended.Last, newest[0].Position);
        }

        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(reader));
        var status = reader.Status;
        Assert.Equal((300, 0, WriterState.Open), (status.Head, status.Unproven, status.Writer));
        Assert.Equal((300, true), (status.WriterHead, status.IsConfirmed));
        Assert.Equal(Environment.ProcessId, status.WriterProcess);
    }

    [Fact]
    public async Task A_follower_sees_every_event_once_across_segments_seals_and_merges()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 500);
        await using var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All);
        var following = Beside.FollowAsync(follower, 4_000);
        await Beside.AppendAsync(writer, 3_500);
        Assert.Equal(await Beside.IdsAsync(writer), await following);
        var next = follower.FillAsync(Stop).AsTask();           // an event is dealt with once the next one is asked for
        await follower.WaitUntilAsync(4_000, Stop);
        Assert.Equal(new(4_000, 4_000), follower.Progress);
        await Beside.AppendAsync(writer, 1, each: 1);
        Assert.True(await next);
        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(reader));
    }

    [Fact]
    public async Task Only_what_is_flushed_is_shown()
    {
        using var folder = new Beside();
        var options = new OpossumOptions { FlushEventsImmediately = false, Flush = FlushStrategy.Every(TimeSpan.FromDays(1)) };
        await using var writer = await folder.WriteAsync(options);
        await using var reader = await folder.ReadAsync();
        await writer.AppendAsync([Beside.Event(1)]);
        await writer.FlushAsync(Stop);
        Assert.Equal(1, reader.Head);
        await writer.AppendAsync([Beside.Event(2)]);
        await writer.AppendAsync([Beside.Event(3)]);
        Assert.Equal((3, 1), (writer.Head, reader.Head));
        var status = reader.Status;
        Assert.Equal((1, 2, 3), (status.Head, status.Unproven, status.WriterHead));
        Assert.Equal(1, reader.Head);           // also after a thorough look
        await writer.FlushAsync(Stop);
        Assert.Equal(3, reader.Head);
    }

    [Fact]
    public async Task A_closed_store_is_read_and_nothing_of_it_changes()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 2_000);
        var before = Beside.Fingerprint(folder.Store);
        await using (var reader = await folder.ReadAsync())
        {
            Assert.Equal(2_000, (await Beside.IdsAsync(reader)).Count);
            Assert.Equal(WriterState.Closed, reader.Status.Writer);
            Assert.Empty((await reader.VerifyAsync(cancellationToken: Stop)).Damage);
            Assert.NotEmpty(reader.Explain(Query.Tagged(new Tag("n:3"))));
            using var follower = reader.Follow(Query.All, after: 2_000);
            Assert.True(follower.Progress.IsCaughtUp);
            await reader.BackupAsync(folder.Backup, new() { HardLinks = true }, Stop);
        }

        Assert.Equal(before, Beside.Fingerprint(folder.Store));
        await using var restored = await EmbeddedEventLog.OpenAsync(folder.Backup);
        Assert.Equal((2_000, true), (restored.Head, restored.Recovery.WasClosed));
    }

    [Fact]
    public async Task It_verifies_and_backs_up_while_the_writer_goes_on()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 1_000);
        await using var reader = await folder.ReadAsync();
        using var end = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await Beside.AppendAsync(writer, 50);
        }, Stop);
        for (var i = 0; i < 3; i++)
        {
            var verification = await reader.VerifyAsync(cancellationToken: Stop);
            Assert.Empty(verification.Damage);
            var backup = await reader.BackupAsync(folder.Backup, cancellationToken: Stop);
            Assert.InRange(backup.Head, verification.Head, writer.Head);
        }

        await end.CancelAsync();
        await writing;
        var last = await reader.BackupAsync(folder.Backup, cancellationToken: Stop);
        Assert.Equal(writer.Head, last.Head);
        await using var restored = await EmbeddedEventLog.OpenAsync(folder.Backup);
        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(restored));
    }

    [Fact]
    public async Task An_append_is_found_by_its_key()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await using var reader = await folder.ReadAsync();
        var key = new AppendKey("order 17");
        Assert.Null(await reader.FindAppendAsync(key, Stop));
        var appended = await writer.AppendAsync([Beside.Event(1), Beside.Event(2)], key: key);
        Assert.Equal(appended, await reader.FindAppendAsync(key, Stop));
    }

    [Fact]
    public async Task A_directory_without_a_store_is_refused_and_none_is_made()
    {
        using var folder = new Beside();
        var missing = await Assert.ThrowsAsync<StoreNotFoundException>(() => folder.ReadAsync().AsTask());
        Assert.Contains(folder.Store, missing.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Store));
        Directory.CreateDirectory(folder.Store);
        await Assert.ThrowsAsync<StoreNotFoundException>(() => folder.ReadAsync().AsTask());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Store));
        await File.WriteAllTextAsync(folder.Other, "a file", Stop);
        await Assert.ThrowsAsync<StoreFormatException>(() => folder.ReadAsync(folder.Other).AsTask());
    }

    [Fact]
    public async Task Opening_waits_for_a_store_if_it_is_told_to()
    {
        using var folder = new Beside();
        var opening = EmbeddedEventLog.OpenReadOnlyAsync(folder.Store, new() { WaitForStore = TimeSpan.FromMinutes(1) }, Stop).AsTask();
        Assert.False(opening.IsCompleted);
        await using var writer = await folder.WriteAsync();
        await using var reader = await opening;
        using var follower = reader.Follow(Query.All);
        var first = Beside.FollowAsync(follower, 1);
        await writer.AppendAsync([Beside.Event(1)]);
        Assert.Equal(await Beside.IdsAsync(writer), await first);
    }

    [Fact]
    public async Task After_it_is_closed_every_call_says_so()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 10);
        var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All, after: 10);
        var next = follower.FillAsync(Stop);
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.False(await next);
        Assert.Throws<ObjectDisposedException>(() => reader.Head);
        var closed = Assert.Throws<ObjectDisposedException>(() => reader.Read(Query.All));
        Assert.Contains(nameof(ReadOnlyEventLog), closed.ObjectName, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => reader.Follow(Query.All));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.BackupAsync(folder.Backup, cancellationToken: Stop));
    }

    [Fact]
    public async Task Opening_readers_never_keeps_a_writer_out()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 100);
        using var end = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await using var reader = await folder.ReadAsync();
                Assert.InRange(reader.Head, 100, 200);
            }
        }, Stop);
        for (var i = 0; i < 30; i++)
        {
            await using var writer = await folder.WriteAsync();
            await writer.AppendAsync([Beside.Event(i)]);
        }

        await end.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task A_position_that_the_log_does_not_hold_is_refused()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 10);
        await using var reader = await folder.ReadAsync();
        Assert.Throws<PositionBeyondHeadException>(() => reader.Follow(Query.All, after: 11));
        Assert.Throws<PositionBeyondHeadException>(() => reader.Read(Query.All, new() { After = 11 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Follow(Query.All, after: -1));
    }

    [Theory, InlineData(0x6969u, "nfs"), InlineData(0xFF534D42u, "cifs"), InlineData(0x01021997u, "9p"), InlineData(0xEF53u, null)]
    public void A_network_file_system_is_refused_by_name(uint magic, string? name)
    {
        var refused = Record.Exception(() => EmbeddedEventLog.RefuseNetwork("/srv/store", FileSystem.OfMagic(magic)));
        Assert.Equal(name is not null, refused is StoreAccessException);
        if (name is not null) Assert.Contains($"network file system ({name})", refused?.Message, StringComparison.Ordinal);
    }
}
