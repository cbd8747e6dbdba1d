namespace Opossum.Typed.Tests.Engine.Backup;

/// <summary>A backup of a log that works: what it holds, what the next one adds, and where it is refused.</summary>
public class BackupTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3 };

    public static TheoryData<bool> HardLinks => [true, false];

    [Theory, MemberData(nameof(HardLinks))]
    public async Task A_backup_opens_as_a_store_with_every_event_and_goes_on(bool hardLinks)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 200);
        var backup = await log.BackupAsync(folders.Backup, new() { HardLinks = hardLinks }, TestContext.Current.CancellationToken);
        Assert.Equal(200, backup.Head);
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, restored, 200);
        Assert.Equal((true, 0), (restored.Recovery.WasClosed, restored.Recovery.CutBytes));
        Assert.Equal(201, (await restored.AppendAsync([Raw.Event("more")])).First);
    }

    [Fact]
    public async Task A_backup_of_an_empty_log_is_an_empty_log()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync();
        Assert.Equal(
            new BackupResult(0, 0, 0, 0, 0, 0), await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, restored.Head);
    }

    [Fact]
    public async Task A_log_in_memory_is_backed_up_too()
    {
        using var folders = new BackupFolders();
        await using var log = EmbeddedEventLog.OpenInMemory(Small);
        await AppendAsync(log, 100);
        var backup = await log.BackupAsync(folders.Backup, new() { HardLinks = true }, TestContext.Current.CancellationToken);
        Assert.Equal((100, 0), (backup.Head, backup.Linked));
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, restored, 100);
    }

    [Theory, MemberData(nameof(HardLinks))]
    public async Task The_next_backup_copies_what_is_new_and_equals_a_full_one(bool hardLinks)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        var options = new BackupOptions { HardLinks = hardLinks };
        for (var round = 1; round <= 5; round++)
        {
            await AppendAsync(log, 37);
            await UntilSettledAsync(log);
            var next = await log.BackupAsync(folders.Backup, options, TestContext.Current.CancellationToken);
            Assert.Equal(37 * round, next.Head);
            if (round > 2) Assert.InRange(next.Kept, 1, int.MaxValue);
        }

        var full = await log.BackupAsync(folders.Other, options, TestContext.Current.CancellationToken);
        Assert.Equal(0, full.Kept);
        Assert.Equal(BackupFolders.FilesOf(folders.Other), BackupFolders.FilesOf(folders.Backup));
    }

    [Fact]
    public async Task A_backup_of_a_log_that_has_not_changed_does_nothing()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 100);
        await UntilSettledAsync(log);
        var first = await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        var second = await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            (0, 0, first.Copied, 0, first.TotalBytes), (second.Copied, second.Linked, second.Kept, second.CopiedBytes, second.TotalBytes));
    }

    [Fact]
    public async Task A_log_that_was_closed_and_opened_again_goes_on_with_its_backup()
    {
        using var folders = new BackupFolders();
        for (var round = 1; round <= 3; round++)
        {
            await using var log = await folders.OpenAsync(Small);
            await AppendAsync(log, 10);
            Assert.Equal(10 * round, (await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken)).Head);
        }

        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        Assert.True((await restored.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public async Task Opening_and_appending_to_a_linked_backup_changes_no_file_of_the_store()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 200);
        await UntilSettledAsync(log);
        Assert.InRange(
            (await log.BackupAsync(folders.Backup, new() { HardLinks = true }, TestContext.Current.CancellationToken)).Linked, 5, 1000);
        var before = BackupFolders.FilesOf(folders.Store);
        await using (var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken))
            await AppendAsync(restored, 200);
        await using (var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken)) { }
        Assert.Equal(before, BackupFolders.FilesOf(folders.Store));
        Assert.True((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public async Task A_backup_that_was_only_opened_takes_the_next_one()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 50);
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await using (var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken)) { }
        await AppendAsync(log, 50);
        Assert.Equal(100, (await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken)).Head);
        await using var again = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, again, 100);
    }

    [Theory, InlineData(1, 1), InlineData(1, 100), InlineData(100, 0), InlineData(100, 1), InlineData(100, 100)]
    public async Task A_backup_that_was_appended_to_is_refused_and_stays_as_it_is(int there, int here)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 50);
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await using (var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken))
            await AppendAsync(restored, there);
        await AppendAsync(log, here);
        var before = BackupFolders.FilesOf(folders.Backup);
        var error = await Assert.ThrowsAsync<BackupException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        Assert.Equal(folders.Backup, error.Path);
        Assert.Contains("appended to by itself", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, BackupFolders.FilesOf(folders.Backup));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(100)]
    public async Task The_backup_of_another_store_is_refused(int events)
    {
        using var folders = new BackupFolders();
        await using (var other = EmbeddedEventLog.OpenInMemory(Small))
        {
            await AppendAsync(other, events);
            await other.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        }

        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 10);
        var error = await Assert.ThrowsAsync<BackupException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        Assert.Contains("it holds the store", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_holds_something_else_is_refused()
    {
        using var folders = new BackupFolders();
        Directory.CreateDirectory(folders.Backup);
        await File.WriteAllTextAsync(Path.Combine(folders.Backup, "letters.txt"), "dear", TestContext.Current.CancellationToken);
        await using var log = await folders.OpenAsync();
        var error = await Assert.ThrowsAsync<BackupException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        Assert.Contains("is not empty", error.Message, StringComparison.Ordinal);
        Assert.Equal(["letters.txt"], Directory.EnumerateFileSystemEntries(folders.Backup).Select(Path.GetFileName));
    }

    [Theory, InlineData(""), InlineData("inside"), InlineData("events"), InlineData("..")]
    public async Task The_stores_own_directory_is_refused(string relative)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            log.BackupAsync(Path.Combine(folders.Store, relative), null, TestContext.Current.CancellationToken));
        Assert.Equal("directory", error.ParamName);
    }

    [Theory]
    [InlineData("", ""), InlineData("", "new"), InlineData("", "new/deeper")]
    [InlineData("events", ""), InlineData("events", "new"), InlineData("..", "")]
    public async Task A_link_that_leads_to_the_stores_own_directory_is_refused(string target, string below)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync();
        Directory.CreateSymbolicLink(folders.Backup, Path.GetFullPath(Path.Combine(folders.Store, target)));
        var before = Entries();
        var link = Path.Combine(folders.Backup, below);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => log.BackupAsync(link, null, TestContext.Current.CancellationToken));
        Assert.Equal("directory", error.ParamName);
        Assert.Equal(before, Entries());
        Directory.Delete(folders.Backup);

        string[] Entries() =>
            [.. Directory.EnumerateFileSystemEntries(folders.Store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_store_that_was_opened_by_a_link_knows_its_own_directory()
    {
        using var folders = new BackupFolders();
        Directory.CreateDirectory(folders.Store);
        Directory.CreateSymbolicLink(folders.Other, folders.Store);
        await using var log = await EmbeddedEventLog.OpenAsync(folders.Other, null, TestContext.Current.CancellationToken);
        var inside = Path.Combine(folders.Store, "inside");
        await Assert.ThrowsAsync<ArgumentException>(() => log.BackupAsync(inside, null, TestContext.Current.CancellationToken));
        Directory.Delete(folders.Other);
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_takes_a_backup()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync();
        Directory.CreateDirectory(folders.Other);
        Directory.CreateSymbolicLink(Path.Combine(folders.Store + "-link"), folders.Other);
        await log.BackupAsync(folders.Store + "-link/backup", null, TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists(Path.Combine(folders.Other, "backup", "events")));
    }

    [Fact]
    public async Task A_backup_that_is_open_is_refused()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync();
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        Assert.Equal(folders.Backup, (await Assert.ThrowsAsync<StoreLockedException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken))).Path);
    }

    [Fact]
    public async Task A_first_backup_that_was_not_completed_is_not_opened_and_the_next_one_completes_it()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 200);
        using var stop = new CancellationTokenSource();
        var progress = new Halfway(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            log.BackupAsync(folders.Backup, new() { Progress = progress }, stop.Token));
        var refused = await Assert.ThrowsAsync<StoreFormatException>(async () =>
            await EmbeddedEventLog.OpenAsync(folders.Backup, null, TestContext.Current.CancellationToken));
        Assert.Contains("never completed", refused.Message, StringComparison.Ordinal);

        var backup = await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        Assert.InRange(backup.Kept, 1, 1000);
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, restored, 200);
    }

    [Fact]
    public async Task A_backup_that_was_interrupted_leaves_the_one_before_it()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 50);
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await AppendAsync(log, 200);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            log.BackupAsync(folders.Backup, new() { Progress = new Halfway(stop) }, stop.Token));
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, restored, 50);
        Assert.DoesNotContain(BackupFolders.FilesOf(folders.Backup), static file => file.Name.Contains(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_ends_with_all_of_it()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 200);
        var told = new Told();
        var result = await log.BackupAsync(folders.Backup, new() { Progress = told }, TestContext.Current.CancellationToken);
        Assert.Equal(0, told.All[0].Bytes);
        Assert.Equal(told.All[^1].TotalBytes, told.All[^1].Bytes);
        Assert.Equal(1 + result.Copied, told.All.Count);            // how many there are depends on what is sealed and merged by then
        Assert.True(result.Copied > 3, $"only {result.Copied} files");
    }

    [Fact]
    public async Task What_was_acknowledged_before_the_call_is_in_it_also_without_a_flush()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        await AppendAsync(log, 10);
        Assert.Equal(0, log.DurableHead);
        Assert.Equal(10, (await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken)).Head);
    }

    [Fact]
    public async Task A_log_whose_writing_has_failed_is_backed_up_as_far_as_it_is_durable()
    {
        using var folders = new BackupFolders();
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, Small);
        await AppendAsync(log, 10);
        storage.Before = static call =>
        {
            if (call.StartsWith("flush", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("lost")]));
        Assert.Equal(10, (await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken)).Head);
    }

    [Fact]
    public async Task Damage_of_a_file_that_is_copied_is_named_and_the_backup_before_stays()
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 10);
        await log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken);
        await AppendAsync(log, 100);
        var path = Path.Combine(folders.Store, "events", "0000000002.seg");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[300] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(path, (await Assert.ThrowsAsync<StoreDamagedException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken))).File);
        await using var restored = await EmbeddedEventLog.OpenAsync(folders.Backup, Small, TestContext.Current.CancellationToken);
        Assert.Equal(10, restored.Head);
    }

    [Fact]
    public async Task A_full_disk_fails_the_backup_alone()
    {
        using var folders = new BackupFolders();
        using var disk = SmallDisk.OfMegabytes(1);
        await using var log = await folders.OpenAsync();
        for (var i = 0; i < 4; i++) await log.AppendAsync([new EventData("A", new byte[700_000])]);
        var error = await Assert.ThrowsAsync<BackupException>(() =>
            log.BackupAsync(disk.StorePath, null, TestContext.Current.CancellationToken));
        Assert.Equal(disk.StorePath, error.Path);
        Assert.Contains("space", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(5, (await log.AppendAsync([Raw.Event("A")])).Last);
        disk.Resize(megabytes: 64);
        Assert.Equal(5, (await log.BackupAsync(disk.StorePath, null, TestContext.Current.CancellationToken)).Head);
    }

    [Fact]
    public async Task On_another_file_system_files_are_copied_where_links_were_asked_for()
    {
        using var folders = new BackupFolders();
        using var disk = SmallDisk.OfMegabytes(16);
        await using var log = await folders.OpenAsync(Small);
        await AppendAsync(log, 100);
        var backup = await log.BackupAsync(disk.StorePath, new() { HardLinks = true }, TestContext.Current.CancellationToken);
        Assert.Equal(0, backup.Linked);
        await using var restored = await EmbeddedEventLog.OpenAsync(disk.StorePath, Small, TestContext.Current.CancellationToken);
        await BackupFolders.AssertSameAsync(log, restored, 100);
    }

    [Fact]
    public async Task A_log_that_was_closed_makes_no_backup()
    {
        using var folders = new BackupFolders();
        var log = await folders.OpenAsync();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() =>
            log.BackupAsync(folders.Backup, null, TestContext.Current.CancellationToken));
    }

    internal static async Task AppendAsync(EmbeddedEventLog log, int events)
    {
        for (var i = 0; i < events; i++) await log.AppendAsync([Raw.Event("A", "n:" + i % 7, "all")]);
    }

    /// <summary>Every full segment has its index, and nothing is left to merge.</summary>
    internal static Task UntilSettledAsync(EmbeddedEventLog log) => Eventually.IsTrueAsync(() => log.IsIndexSettled);

    private sealed class Halfway(CancellationTokenSource stop) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
            if (value.Bytes > value.TotalBytes / 2) stop.Cancel();
        }
    }

    private sealed class Told : IProgress<BackupProgress>
    {
        public List<BackupProgress> All { get; } = [];

        public void Report(BackupProgress value) => All.Add(value);
    }
}
