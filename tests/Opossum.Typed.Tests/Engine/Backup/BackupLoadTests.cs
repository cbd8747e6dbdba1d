namespace Opossum.Typed.Tests.Engine.Backup;

/// <summary>Backups in a loop while eight tasks append, segments are sealed and runs are merged away.</summary>
public class BackupLoadTests
{
    private const int Tasks = 8;

    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 16 << 10, RunsPerMerge = 2 };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Each_backup_holds_exactly_the_events_up_to_its_head(bool hardLinks)
    {
        using var folders = new BackupFolders();
        await using var log = await folders.OpenAsync(Small);
        using var stop = new CancellationTokenSource();
        var appending = Task.WhenAll(Enumerable.Range(0, Tasks)
            .Select(task => Task.Run(() => AppendAsync(log, task, stop.Token), TestContext.Current.CancellationToken)));
        var options = new BackupOptions { HardLinks = hardLinks };
        var heads = new List<long>();
        await Eventually.IsTrueAsync(() => log.Head >= 100 || appending.IsCompleted);
        for (var round = 0; round < Tier.Size(quick: 4, full: 12) && !appending.IsCompleted; round++)
        {
            var acknowledged = log.Head;
            var backup = await log.BackupAsync(folders.Backup, options, TestContext.Current.CancellationToken);
            Assert.InRange(backup.Head, acknowledged, log.Head);
            heads.Add(backup.Head);
            await CheckAsync(log, folders.Backup, folders.Other, backup.Head);
        }

        await stop.CancelAsync();
        await appending;
        Assert.True(heads[^1] > heads[0]);
        Assert.True((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    private static async Task AppendAsync(EmbeddedEventLog log, int task, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // on a busy machine a check takes long, and each has more to check
            if (i % 10 == 9) await Task.Delay(4, CancellationToken.None);
            await log.AppendAsync(
                [Raw.Event("A", "n:" + i % 7, "task:" + task), Raw.Event("B", "n:" + i % 5)],
                key: i % 9 == 0 ? new AppendKey($"{task}-{i}") : default(AppendKey?), cancellationToken: CancellationToken.None);
        }
    }

    /// <summary>
    /// Opens a copy, since a linked backup must stay as it is for the next one, and asks it whole: by scan, by index, and by verifying.
    /// </summary>
    private static async Task CheckAsync(EmbeddedEventLog log, string backup, string copy, long head)
    {
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        Directory.CreateDirectory(copy);
        foreach (var (name, bytes) in BackupFolders.FilesOf(backup))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
            await File.WriteAllBytesAsync(Path.Combine(copy, name), Convert.FromHexString(bytes));
        }

        File.Copy(Path.Combine(backup, "store.lock"), Path.Combine(copy, "store.lock"));
        await using var restored = await EmbeddedEventLog.OpenAsync(copy, Small);
        Assert.Equal(new Recovery(head, true, 0, null, 0), restored.Recovery);
        await BackupFolders.AssertSameAsync(log, restored, head);
        Assert.Empty((await restored.VerifyAsync()).Damage);
    }
}
