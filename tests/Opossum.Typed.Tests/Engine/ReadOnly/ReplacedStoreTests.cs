using Opossum.Typed.Engine.HeadFiles;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>Others take the place of the files that a reader has open: it follows the same history, and never mixes two.</summary>
public class ReplacedStoreTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_store_that_is_restored_from_an_older_backup_ends_readers_and_followers(bool goesOn)
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync())
        {
            await Beside.AppendAsync(writer, 1_000);
            await writer.BackupAsync(folder.Backup, cancellationToken: Stop);
            await Beside.AppendAsync(writer, 1_000);
        }

        await using var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All, reader.Head);
        var next = follower.FillAsync(Stop).AsTask();
        Directory.Delete(folder.Store, recursive: true);
        Beside.Copy(folder.Backup, folder.Store);
        await using var restored = await folder.WriteAsync();
        if (goesOn) await Beside.AppendAsync(restored, 1_200);
        var ended = await Assert.ThrowsAsync<StoreReplacedException>(() => next);
        Assert.Equal((folder.Store, 2_000), (ended.Path, ended.Position));
        Assert.Throws<StoreReplacedException>(() => reader.Head);
        Assert.NotSame(ended, Assert.Throws<StoreReplacedException>(() => reader.Read(Query.All)));
        await Assert.ThrowsAsync<StoreReplacedException>(() => follower.WaitUntilAsync(3_000, Stop).AsTask());
    }

    [Fact]
    public async Task A_store_of_another_id_ends_it_too()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 100);
        await using (var other = await EmbeddedEventLog.OpenAsync(folder.Other)) await Beside.AppendAsync(other, 200);
        await using var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All, after: 100);
        Directory.Move(folder.Store, folder.Backup);
        Directory.Move(folder.Other, folder.Store);
        await Assert.ThrowsAsync<StoreReplacedException>(() => follower.FillAsync(Stop).AsTask());
    }

    [Fact]
    public async Task An_empty_store_that_becomes_another_one_ends_it_too()
    {
        using var folder = new Beside();
        await using (await folder.WriteAsync()) { }
        await using var reader = await folder.ReadAsync();
        Assert.Equal(0, reader.Head);
        Directory.Delete(folder.Store, recursive: true);
        await using var other = await folder.WriteAsync();
        await Beside.AppendAsync(other, 1);
        Assert.Throws<StoreReplacedException>(() => reader.Status);
    }

    [Fact]
    public async Task A_copy_that_goes_on_with_the_same_history_is_followed()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 1_000);
        await using var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All);
        var seen = await Beside.FollowAsync(follower, 1_000);
        Beside.Copy(folder.Store, folder.Other);
        Directory.Delete(folder.Store, recursive: true);
        Directory.Move(folder.Other, folder.Store);
        await using var second = await folder.WriteAsync();
        await Beside.AppendAsync(second, 500);
        await Beside.FollowAsync(follower, 1_500, seen);
        Assert.Equal(await Beside.IdsAsync(second), seen);
        Assert.Equal(seen, await Beside.IdsAsync(reader));
    }

    [Fact]
    public async Task A_backup_is_followed_from_one_to_the_next()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 200);
        await writer.BackupAsync(folder.Backup, cancellationToken: Stop);
        await using var reader = await folder.ReadAsync(folder.Backup);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(writer.Head, reader.Status.Head);
            await Beside.AppendAsync(writer, 800);
            await writer.BackupAsync(folder.Backup, cancellationToken: Stop);
        }

        Assert.Equal(writer.Head, reader.Status.Head);
        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(reader));
    }

    [Fact]
    public async Task A_head_file_of_another_history_is_not_believed()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync(new())) await Beside.AppendAsync(writer, 10, each: 1);
        Beside.Copy(folder.Store, folder.Other);
        await using var one = await folder.WriteAsync(new());
        await using var two = await EmbeddedEventLog.OpenAsync(folder.Other);
        for (var i = 0; i < 5; i++) await one.AppendAsync([Raw.Event("A", "of:one")]);
        for (var i = 0; i < 5; i++) await two.AppendAsync([Raw.Event("A", "of:two")]);

        // As a crash leaves the second one, with the head of the first, which is at the very same place.
        Beside.Copy(folder.Other, folder.Backup);
        File.Delete(Path.Combine(folder.Backup, HeadFile.Name));
        Beside.Copy(folder.Head, Path.Combine(folder.Backup, HeadFile.Name));
        await using var reader = await folder.ReadAsync(folder.Backup);
        Assert.Equal((14, false, 1), (reader.Head, reader.Status.IsConfirmed, reader.Status.Unproven));
    }

    [Fact]
    public async Task A_file_that_the_pool_has_closed_is_not_read_again_from_another_history()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync())
        {
            await Beside.AppendAsync(writer, 100);
            await writer.BackupAsync(folder.Backup, cancellationToken: Stop);
            await Beside.AppendAsync(writer, 2_000);
        }

        await using var reader = await folder.ReadAsync();
        await using (var other = await EmbeddedEventLog.OpenAsync(folder.Backup, Beside.Small)) await Beside.AppendAsync(other, 2_000);
        using var read = reader.Read(Query.All);            // its snapshot is of the first history
        while (Opossum.Typed.Engine.Storage.FilePool.Shared.TryCloseOldest()) { }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Backup, "events")))
            File.Move(file, Path.Combine(folder.Store, "events", Path.GetFileName(file)), overwrite: true);
        await Assert.ThrowsAsync<StoreReplacedException>(async () =>
        {
            while (await read.FillAsync(Stop))
                while (read.TryRead(out _)) { }
        });
    }
}
