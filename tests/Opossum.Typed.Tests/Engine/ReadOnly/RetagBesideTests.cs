using Opossum.Typed.Tests.Engine.Retagging;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>Tags that the writer adds to stored events while others read.</summary>
public class RetagBesideTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly Query Red = Query.Tagged(new Tag("colour:red"));

    [Fact]
    public async Task A_retagging_is_seen_as_one_with_the_log()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        for (var i = 0; i < 300; i++) await writer.AppendAsync([WordTags.Event(i % 3 == 0 ? "colour:red" : "colour:blue")]);
        await using var reader = await folder.ReadAsync();
        Assert.Empty(await Raw.EventsAsync(reader, Red));
        var told = new List<RetagNotice>();
        using var follower = reader.Follow(Red);
        follower.Retagged = notice =>
        {
            told.Add(notice);
            return true;
        };
        var following = Beside.FollowAsync(follower, 101);

        await writer.RetagAsync(new WordTags("colour"), cancellationToken: Stop);
        Assert.Equal((1, 1), (writer.TagEpoch, reader.TagEpoch));
        Assert.Equal(100, (await Raw.EventsAsync(reader, Red)).Count);
        await writer.AppendAsync([WordTags.Event("colour:red", "colour:red")]);
        Assert.Equal(101, (await following).Count);
        Assert.Equal(1, Assert.Single(told).TagEpoch);
        Assert.Equal(writer.Retagged, reader.Retagged);
        Assert.NotEmpty(reader.Retagged);
        Assert.Empty((await reader.VerifyAsync(cancellationToken: Stop)).Damage);
    }

    [Fact]
    public async Task No_reader_sees_a_later_event_without_the_tags()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        for (var i = 0; i < 60; i++) await writer.AppendAsync([WordTags.Event("colour:red size:xl")]);
        using var end = new CancellationTokenSource();
        var wrong = new List<string>();
        var looking = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await using var reader = await folder.ReadAsync();
                for (var i = 0; i < 20; i++)
                {
                    var head = reader.Head;
                    using var read = reader.Read(Red, new() { To = Math.Max(head, 1) });
                    var found = 0;
                    while (await read.FillAsync())
                        while (read.TryRead(out _)) found++;
                    if (head > 60 && found != head) wrong.Add($"{found} of {head} in epoch {read.TagEpoch}");
                    if (head == 60 && found is not (0 or 60)) wrong.Add($"{found} before");
                }
            }
        }, Stop);
        await writer.RetagAsync(new WordTags("colour"), cancellationToken: Stop);
        for (var i = 0; i < 50; i++) await writer.AppendAsync([WordTags.Event("colour:red", "colour:red")]);
        await writer.RetagAsync(new WordTags("colour", "size"), cancellationToken: Stop);
        for (var i = 0; i < 50; i++) await writer.AppendAsync([WordTags.Event("colour:red", "colour:red")]);
        await end.CancelAsync();
        await looking;
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_read_that_began_before_the_next_retagging_keeps_its_tags()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync())
        {
            for (var i = 0; i < 300; i++) await writer.AppendAsync([WordTags.Event("colour:red size:xl")]);
            await writer.RetagAsync(new WordTags("colour"), cancellationToken: Stop);
        }

        await using var reader = await folder.ReadAsync();
        using var read = reader.Read(Red);
        await using (var writer = await folder.WriteAsync())
            await writer.RetagAsync(new WordTags("colour", "size"), cancellationToken: Stop);
        await using var last = await folder.WriteAsync();           // which deletes the files of the first retagging
        Assert.Equal(2, reader.TagEpoch);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Store, "tags"), "*.set"));
        while (Opossum.Typed.Engine.Storage.FilePool.Shared.TryCloseOldest()) { }
        var found = 0;
        while (await read.FillAsync(Stop))
            while (read.TryRead(out _)) found++;
        Assert.Equal(300, found);
        Assert.Equal(300, (await Raw.EventsAsync(reader, Query.Tagged(new Tag("size:xl")))).Count);
    }

    [Fact]
    public async Task Without_the_head_file_the_tags_count_once_the_log_or_the_lock_proves_them()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync())
        {
            for (var i = 0; i < 30; i++) await writer.AppendAsync([WordTags.Event("colour:red")]);
            await writer.RetagAsync(new WordTags("colour"), cancellationToken: Stop);
        }

        File.Delete(folder.Head);
        await using (var reader = await folder.ReadAsync())
            Assert.Equal((1, 30), (reader.TagEpoch, (await Raw.EventsAsync(reader, Red)).Count));
        File.Delete(Path.Combine(folder.Store, "store.lock"));
        await using (var reader = await folder.ReadAsync())
            Assert.Equal((0, 0), (reader.TagEpoch, (await Raw.EventsAsync(reader, Red)).Count));
    }

    [Fact]
    public async Task A_backup_from_beside_has_the_tags_and_what_is_known_of_them()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        for (var i = 0; i < 30; i++) await writer.AppendAsync([WordTags.Event("colour:red size:xl")]);
        await writer.RetagAsync(new WordTags("colour", "size"), cancellationToken: Stop);
        await using var reader = await folder.ReadAsync();
        await reader.BackupAsync(folder.Backup, cancellationToken: Stop);
        await using var restored = await EmbeddedEventLog.OpenAsync(folder.Backup);
        Assert.Equal(writer.Retagged, restored.Retagged);
        Assert.Equal(30, (await Raw.EventsAsync(restored, Red)).Count);
    }
}
