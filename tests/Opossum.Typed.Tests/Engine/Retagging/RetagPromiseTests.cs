namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>What a retagging says of all events: it holds while those that are appended later have the tags too.</summary>
public class RetagPromiseTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3 };

    [Fact]
    public async Task An_older_program_that_appends_ends_it_until_the_store_is_retagged_again()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using (var older = await of.OpenAsync(Small))
        {
            await older.AppendAsync([Raw.Event("other")]);
            Assert.Single(older.Retagged);
            await older.AppendAsync([WordTags.Event("mail:eve")]);
            Assert.Empty(older.Retagged);
        }

        await using (var newer = await of.OpenAsync(Small))
        {
            newer.DeclareTags(new WordTags("mail").Covers);
            Assert.Empty(newer.Retagged);
            await newer.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
            Assert.Equal(22, Assert.Single(newer.Retagged).Covered);
            Assert.Equal(["22 word"], await Raw.ReadAsync(newer, Query.Tagged(new Tag("mail:eve"))));
        }

        await using var opened = await of.OpenAsync(Small);
        Assert.Single(opened.Retagged);
    }

    [Fact]
    public async Task It_is_on_disk_before_the_event_is()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using var older = await of.OpenAsync(Small);
        await older.AppendAsync([WordTags.Event("mail:eve")]);
        using var crashed = of.Crash();
        await using (var opened = await crashed.OpenAsync(Small)) Assert.Empty(opened.Retagged);
        await using (var again = await crashed.OpenAsync(Small)) Assert.Empty(again.Retagged);
        Assert.Matches("\ntags 1\nlapsed [0-9a-f]{8}\n", await File.ReadAllTextAsync(Path.Combine(crashed.Path, "store.lock")));
    }

    /// <summary>A program of yesterday that was rolled back to must be able to start twice.</summary>
    [Fact]
    public async Task Of_two_tags_the_one_that_the_older_program_knows_stays()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using (var newest = await of.OpenAsync(Small))
        {
            newest.DeclareTags(new WordTags("mail").Covers);
            await newest.RetagAsync(new WordTags("phone"), null, null, TestContext.Current.CancellationToken);
            Assert.Equal(["mail", "phone"], newest.Retagged.Select(static tag => tag.Key));
        }

        for (var i = 0; i < 2; i++)
        {
            await using var older = await of.OpenAsync(Small);
            older.DeclareTags(new WordTags("mail").Covers);
            await older.AppendAsync([WordTags.Event($"mail:{i} phone:{i}", $"mail:{i}")]);
            Assert.Equal("mail", Assert.Single(older.Retagged).Key);
        }
    }

    [Fact]
    public async Task More_tags_than_the_lock_file_has_room_for_end_together()
    {
        var keys = Enumerable.Range(0, 20).Select(static i => $"k{i}").ToArray();
        using var of = new StoreFolder();
        await using (var log = await of.OpenAsync(Small))
        {
            await log.AppendAsync([WordTags.Event("k0:1")]);
            await log.RetagAsync(new WordTags(keys), null, null, TestContext.Current.CancellationToken);
            Assert.Equal(20, log.Retagged.Length);
        }

        await using (var older = await of.OpenAsync(Small))
        {
            older.DeclareTags(new WordTags("k0").Covers);
            await older.AppendAsync([WordTags.Event("k0:2")]);
            Assert.Equal("k0", Assert.Single(older.Retagged).Key);
        }

        await using var opened = await of.OpenAsync(Small);
        Assert.Empty(opened.Retagged);
        await opened.RetagAsync(new WordTags(keys), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(20, opened.Retagged.Length);
    }

    [Fact]
    public async Task An_event_that_is_stored_with_the_tag_keeps_it()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using var raw = await of.OpenAsync(Small);
        await raw.AppendAsync([WordTags.Event("mail:eve", "mail:eve")]);
        Assert.Single(raw.Retagged);
    }

    [Fact]
    public async Task A_program_that_declares_the_tag_may_have_a_reason_to_store_none()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using var log = await of.OpenAsync(Small);
        log.DeclareTags([new("word", 7, "mail")]);
        await log.AppendAsync([WordTags.Event("nobody")]);
        Assert.Single(log.Retagged);
    }

    [Fact]
    public async Task Who_retags_after_it_had_broken_it_has_it_again()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        await using var log = await of.OpenAsync(Small);
        await log.AppendAsync([WordTags.Event("mail:eve")]);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(21, Assert.Single(log.Retagged).Covered);
    }

    [Fact]
    public async Task A_backup_has_it_too()
    {
        using var of = new StoreFolder();
        using var backup = new StoreFolder();
        await RetaggedAsync(of);
        await using (var older = await of.OpenAsync(Small))
        {
            await older.BackupAsync(backup.Path, cancellationToken: TestContext.Current.CancellationToken);
            await using (var restored = await backup.OpenAsync(Small)) Assert.Single(restored.Retagged);
            await older.AppendAsync([WordTags.Event("mail:eve")]);
            await older.BackupAsync(backup.Path, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var broken = await backup.OpenAsync(Small);
        Assert.Empty(broken.Retagged);
    }

    [Fact]
    public async Task A_set_that_was_published_and_is_missing_is_damage()
    {
        using var of = new StoreFolder();
        await RetaggedAsync(of);
        foreach (var file in Directory.GetFiles(Path.Combine(of.Path, "tags"))) File.Delete(file);
        var error = await Assert.ThrowsAsync<StoreDamagedException>(async () => await of.OpenAsync(Small));
        Assert.EndsWith("0000000001.set", error.File, StringComparison.Ordinal);
        Assert.Contains("was retagged to epoch 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_store_that_was_retagged_opens_without_its_lock_file()
    {
        using var of = new StoreFolder();
        Guid id;
        await using (var log = await of.OpenAsync(Small))
        {
            id = log.StoreId;
            await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        }

        File.Delete(Path.Combine(of.Path, "store.lock"));
        for (var i = 0; i < 2; i++)
        {
            await using var opened = await of.OpenAsync(Small);
            Assert.Equal((id, 1), (opened.StoreId, opened.TagEpoch));
        }
    }

    private static async Task RetaggedAsync(StoreFolder of)
    {
        await using var log = await of.OpenAsync(Small);
        for (var i = 0; i < 20; i++) await log.AppendAsync([WordTags.Event($"mail:{i}")]);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(20, Assert.Single(log.Retagged).Covered);
    }
}
