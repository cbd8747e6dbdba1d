namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>
/// Tags that are added to stored events: reads, conditions, openings and backups see them as if they had always been there.
/// </summary>
public class RetagTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3 };

    private static readonly Query OfAda = Query.Tagged(new Tag("mail:ada"));

    [Fact]
    public async Task A_query_finds_old_events_by_a_tag_that_was_added()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        await AppendAsync(log, 200);
        Assert.Empty(await Raw.ReadAsync(log, OfAda));
        var result = await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 200L, 200L, true), (result.TagEpoch, result.Covered, result.Retagged, result.IsPublished));
        Assert.Equal(new RetagCount("word", "mail", 200), Assert.Single(result.Counts));
        Assert.Equal(["10 word", "110 word"], await Raw.ReadAsync(log, OfAda));
        Assert.Equal(["110 word", "10 word"], await Raw.ReadAsync(log, OfAda, new() { Backward = true }));
        Assert.Equal(["10 word"], await Raw.ReadAsync(log, Raw.Item(["word"], "mail:ada", "n:10"), new() { Limit = 1 }));
        var e = (await Raw.EventsAsync(log, Query.Tagged(new Tag("n:10"), new Tag("mail:ada"))))[1];
        Assert.Equal(["n:10", "mail:ada"], e.Tags.Select(static tag => tag.Text));
    }

    [Fact]
    public async Task Events_that_are_appended_later_keep_their_own_tags()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        await AppendAsync(log, 20);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        await log.AppendAsync([WordTags.Event("mail:ada n:5", "mail:ada")]);
        await log.AppendAsync([WordTags.Event("mail:ada n:5")]);
        Assert.Equal(["10 word", "21 word"], await Raw.ReadAsync(log, OfAda));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        using var of = new StoreFolder();
        await using var log = await of.OpenAsync(Small);
        await AppendAsync(log, 50);
        var result = await log.RetagAsync(
            new WordTags("mail"), new() { DryRun = true }, null, TestContext.Current.CancellationToken);
        Assert.Equal((0L, 50L, false), (result.TagEpoch, result.Retagged, result.IsPublished));
        Assert.Empty(await Raw.ReadAsync(log, OfAda));
        Assert.Empty(Directory.GetFiles(Path.Combine(of.Path, "tags")));
    }

    [Fact]
    public async Task A_retagging_that_would_change_nothing_publishes_nothing()
    {
        using var of = new StoreFolder();
        await using var log = await of.OpenAsync(Small);
        await AppendAsync(log, 50);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        await log.AppendAsync([WordTags.Event("mail:ada n:5", "mail:ada")]);
        var files = Directory.GetFiles(Path.Combine(of.Path, "tags")).Order();
        var result = await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 51L, 0L, false), (result.TagEpoch, result.Covered, result.Retagged, result.IsPublished));
        Assert.Equal(files, Directory.GetFiles(Path.Combine(of.Path, "tags")).Order());
        await log.AppendAsync([WordTags.Event("mail:ada n:5")]);
        Assert.True((await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken)).IsPublished);
    }

    [Fact]
    public async Task An_opened_store_has_the_tags_also_without_any_index()
    {
        using var of = new StoreFolder();
        await using (var log = await of.OpenAsync(Small))
        {
            await AppendAsync(log, 200);
            await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        }

        await using (var log = await of.OpenAsync(Small)) Assert.Equal(["10 word", "110 word"], await Raw.ReadAsync(log, OfAda));
        of.DeleteIndex();
        foreach (var run in Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.run")) File.Delete(run);
        await using (var log = await of.OpenAsync(Small))
        {
            Assert.Equal(["10 word", "110 word"], await Raw.ReadAsync(log, OfAda));
            await Eventually.IsTrueAsync(() => Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.run").Length == 1);
            Assert.Equal(["10 word", "110 word"], await Raw.ReadAsync(log, OfAda));
            Assert.True((await log.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
            Assert.Equal(1, log.TagEpoch);
            Assert.Equal("word v1 mail", Assert.Single(log.Retagged).ToString());
        }
    }

    [Fact]
    public async Task Another_retagging_keeps_what_the_one_before_added()
    {
        using var of = new StoreFolder();
        await using (var log = await of.OpenAsync(Small))
        {
            await AppendAsync(log, 100);
            await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
            await AppendAsync(log, 50);
            var second = await log.RetagAsync(new WordTags("n"), null, null, TestContext.Current.CancellationToken);
            Assert.Equal((2L, 150L, 0L), (second.TagEpoch, second.Covered, second.Retagged));
            var third = await log.RetagAsync(new WordTags("even"), null, null, TestContext.Current.CancellationToken);
            Assert.Equal((3L, 75L), (third.TagEpoch, third.Retagged));
        }

        await using (var log = await of.OpenAsync(Small))
        {
            Assert.Equal(["10 word"], await Raw.ReadAsync(log, Query.Tagged(new Tag("mail:ada"), new Tag("even:yes"), new Tag("n:10"))));
            Assert.Equal(["word v1 even", "word v1 mail", "word v1 n"], log.Retagged.Select(static tag => tag.ToString()));
            Assert.Equal([150, 100, 150], log.Retagged.Select(static tag => tag.Covered));
            Assert.Single(Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.set"));
            Assert.True((await log.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        }
    }

    [Fact]
    public async Task Events_that_cannot_get_their_tags_fail_the_retagging_by_name()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        await AppendAsync(log, 30);
        await log.AppendAsync([WordTags.Event(string.Join(' ', Enumerable.Range(0, 65).Select(static i => $"mail:{i}")))]);
        var source = new WordTags("mail") { Undecodable = 10 };
        var refused = await Assert.ThrowsAsync<RetagException>(
            () => log.RetagAsync(source, null, null, TestContext.Current.CancellationToken));
        Assert.Equal(
            [(RetagProblemKind.Undecodable, 10L), (RetagProblemKind.TooManyTags, 31L)],
            refused.Result.Problems.Select(static problem => (problem.Kind, problem.Position)));
        Assert.Equal(0, log.TagEpoch);
        Assert.Empty(await Raw.ReadAsync(log, Query.Tagged(new Tag("mail:5"))));

        var left = await log.RetagAsync(source, new() { LeaveOut = true }, null, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 29L, 2L), (left.TagEpoch, left.Retagged, left.ProblemCount));
        Assert.Equal(["5 word"], await Raw.ReadAsync(log, Query.Tagged(new Tag("mail:5"))));
        Assert.Empty(await Raw.ReadAsync(log, OfAda));
    }

    [Fact]
    public async Task A_cancelled_retagging_publishes_nothing()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        await AppendAsync(log, 30);
        using var cancelled = new CancellationTokenSource();
        var progress = new Told(_ => cancelled.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => log.RetagAsync(new WordTags("mail"), null, progress, cancelled.Token));
        Assert.Empty(await Raw.ReadAsync(log, OfAda));
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(["10 word"], await Raw.ReadAsync(log, OfAda));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_backup_has_the_tags_and_so_has_the_next_one(bool hardLinks)
    {
        using var folders = new Backup.BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        var options = new BackupOptions { HardLinks = hardLinks };
        await AppendAsync(log, 100);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        await log.BackupAsync(folders.Backup, options, TestContext.Current.CancellationToken);
        await using (var first = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken))
            Assert.Equal(["10 word"], await Raw.ReadAsync(first, OfAda));
        await log.RetagAsync(new WordTags("even"), null, null, TestContext.Current.CancellationToken);
        await log.BackupAsync(folders.Backup, options, TestContext.Current.CancellationToken);
        await using var second = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        Assert.Equal(["10 word"], await Raw.ReadAsync(second, Query.Tagged(new Tag("mail:ada"), new Tag("even:yes"))));
        Assert.Equal(2, second.TagEpoch);
        Assert.True((await second.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        Assert.Single(Directory.GetFiles(Path.Combine(folders.Backup, "tags"), "*.set"));
    }

    [Fact]
    public async Task A_backup_that_was_retagged_by_itself_is_not_overwritten()
    {
        using var folders = new Backup.BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 20);
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await using (var other = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken))
            await other.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<BackupException>(
            () => log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        Assert.Contains("it was retagged to epoch 1, this store to 0", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nor_when_the_store_was_retagged_as_often_or_more_often(int retaggings)
    {
        var stop = TestContext.Current.CancellationToken;
        using var folders = new Backup.BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 20);
        await log.BackupAsync(folders.Backup, null, stop);
        await using (var other = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, stop))
            await other.RetagAsync(new WordTags("mail"), null, null, stop);
        await AppendAsync(log, 20);
        foreach (var tag in (string[])[.. new[] { "mail", "even", "word" }.Take(retaggings)])
            await log.RetagAsync(new WordTags(tag), null, null, stop);
        Assert.Equal(retaggings, log.TagEpoch);
        var refused = await Assert.ThrowsAsync<BackupException>(() => log.BackupAsync(folders.Backup, null, stop));
        Assert.Contains("its tags of epoch 1 are others than this store's", refused.Message, StringComparison.Ordinal);
        Assert.Contains("retagged by itself. Name another directory", refused.Message, StringComparison.Ordinal);
        await using var kept = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, stop);
        Assert.Equal((1, 20), (kept.TagEpoch, kept.Head));
    }

    [Fact]
    public async Task Damage_in_added_tags_is_found_by_verifying_and_by_reading()
    {
        using var of = new StoreFolder();
        await using var log = await of.OpenAsync(Small);
        await AppendAsync(log, 100);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        var path = Assert.Single(Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.tags"));
        using (var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 200;
            var was = file.ReadByte();
            file.Position = 200;
            file.WriteByte((byte)(was ^ 1));
        }

        var damage = Assert.Single((await log.VerifyAsync(null, TestContext.Current.CancellationToken)).Damage);
        Assert.Contains("tags that were added to events are not what was written", damage.Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreDamagedException>(() => Raw.ReadAsync(log, Query.All));
    }

    [Fact]
    public async Task A_published_unit_that_is_missing_is_damage_when_the_store_is_opened()
    {
        using var of = new StoreFolder();
        await using (var log = await of.OpenAsync(Small))
        {
            await AppendAsync(log, 100);
            await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        }

        File.Delete(Assert.Single(Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.tags")));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await of.OpenAsync(Small));
    }

    /// <summary>Else who opens the store next would find its files being written.</summary>
    [Fact]
    public async Task Closing_waits_until_the_retagging_has_let_go_of_the_files()
    {
        using var of = new StoreFolder();
        using var reached = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var log = await of.OpenAsync(Small);
        await AppendAsync(log, 50);
        var progress = new Told(_ =>
        {
            reached.Set();
            goOn.Wait();
        });
        var retagged = log.RetagAsync(new WordTags("mail"), null, progress, TestContext.Current.CancellationToken);
        reached.Wait(TestContext.Current.CancellationToken);
        var closed = Task.Run(async () => await log.DisposeAsync(), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(closed.IsCompleted);
        goOn.Set();
        await closed;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => retagged);
        await using var opened = await of.OpenAsync(Small);
        Assert.Equal(1, (await opened.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken)).TagEpoch);
    }

    [Fact]
    public async Task The_index_of_another_unit_of_the_same_name_is_not_read()
    {
        using var of = new StoreFolder();
        await using (var log = await of.OpenAsync(Small))
            for (var i = 0; i < 50; i++) await log.AppendAsync([WordTags.Event($"mail:{i} male:{i}")]);
        using var other = of.Crash();
        foreach (var (folder, key) in new[] { (of, "mail"), (other, "male") })
        {
            await using var log = await folder.OpenAsync(Small);
            await log.RetagAsync(new WordTags(key), null, null, TestContext.Current.CancellationToken);
        }

        var index = Assert.Single(Directory.GetFiles(Path.Combine(of.Path, "tags"), "*.run"));
        var replaced = Path.Combine(other.Path, "tags", Path.GetFileName(index));
        Assert.Equal(new FileInfo(replaced).Length, new FileInfo(index).Length);
        File.Copy(index, replaced, overwrite: true);
        await using var opened = await other.OpenAsync(Small);
        Assert.Equal(["8 word"], await Raw.ReadAsync(opened, Query.Tagged(new Tag("male:7"))));
        Assert.Empty(await Raw.ReadAsync(opened, Query.Tagged(new Tag("mail:7"))));
    }

    [Fact]
    public async Task An_event_keeps_its_added_tags_while_those_behind_it_are_read()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < 2000; i++) await log.AppendAsync([WordTags.Event($"mail:{i}-{new string('x', 60)}")]);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        using var reader = log.Read(Query.All);
        var most = 0;
        while (await reader.FillAsync(TestContext.Current.CancellationToken)) most = Math.Max(most, Compare(reader));
        Assert.InRange(most, 200, int.MaxValue);            // enough for more than one block of tags

        static int Compare(EventReader reader)
        {
            if (!reader.TryRead(out var first)) return 0;
            var read = 1;
            while (reader.TryRead(out _)) read++;
            Assert.StartsWith($"mail:{first.Position - 1}-", Assert.Single(first.GetTags()).Text, StringComparison.Ordinal);
            return read;
        }
    }

    [Fact]
    public async Task An_append_key_means_the_same_append_as_before()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        var key = AppendKey.FromString("import");
        await log.AppendAsync([WordTags.Event("mail:ada", "n:1")], null, key);
        await log.RetagAsync(new WordTags("mail"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await log.AppendAsync([WordTags.Event("mail:ada", "n:1")], null, key)).First);
        await Assert.ThrowsAsync<AppendKeyReusedException>(
            async () => await log.AppendAsync([WordTags.Event("mail:ada", "n:1", "mail:ada")], null, key));
    }

    /// <summary>Every tenth event's mail is another's; the words of an event are its mail, its number and whether that is even.</summary>
    internal static async Task AppendAsync(EmbeddedEventLog log, int events)
    {
        for (var i = 0; i < events; i++)
        {
            var n = log.Head + 1;
            var mail = n % 100 == 10 ? "mail:ada" : $"mail:{n}";
            await log.AppendAsync([WordTags.Event($"{mail} n:{n % 100} {(n % 2 == 0 ? "even:yes" : "")}", $"n:{n % 100}")]);
        }
    }

    private sealed class Told(Action<RetagProgress> report) : IProgress<RetagProgress>
    {
        public void Report(RetagProgress value) => report(value);
    }
}
