using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;
using Opossum.Typed.Tests.Engine.Backup;

namespace Opossum.Typed.Tests.Engine.Storage;

/// <summary>A log with more files than it has handles, and one that gets none: neither is damaged.</summary>
public class HandleTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3 };

    [Fact]
    public async Task An_open_log_keeps_no_more_handles_than_its_pool_however_many_segments_it_has()
    {
        var storage = new CountedStorage { Handles = new(4) };
        await using (var written = EmbeddedEventLog.Open(storage, Small)) await AppendAsync(written, 1_000);
        Assert.Equal(0, storage.Open);
        await using var log = EmbeddedEventLog.Open(storage, Small);
        var opening = storage.Open;
        foreach (var options in (ReadOptions[])[default, ReadOptions.Backwards])
        {
            foreach (var query in (Query[])[Query.All, Query.Tagged(new Tag("n:3"))])
                Assert.NotEmpty(await Raw.ReadAsync(log, query, options));
        }

        Assert.Empty((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage);
        Assert.True(storage.List(Segment.Directory).Count > 20);
        Assert.InRange(storage.Handles.Count, 1, 4);
        Assert.InRange(storage.Open, 1, opening + 4);
    }

    [Fact]
    public async Task A_segment_that_the_log_has_left_takes_a_handle_of_the_pool()
    {
        var storage = new CountedStorage { Handles = new(4) };
        await using var log = EmbeddedEventLog.Open(storage, Small);
        await AppendAsync(log, 600);
        await BackupTests.UntilSettledAsync(log);
        Assert.InRange(storage.Open, 1, 4 + 3);         // the one that it goes on in, the prepared one and the head
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_file_that_the_process_may_not_open_is_not_called_damaged(bool isHandles)
    {
        var storage = new CountedStorage();
        await using var log = EmbeddedEventLog.Open(storage, Small);
        await AppendAsync(log, 600);
        await BackupTests.UntilSettledAsync(log);
        await using var reopened = await ReopenAsync(storage, log);
        var files = storage.List(RunName.Directory);
        storage.Opening = _ => throw Refusal(isHandles);

        await AssertRefusedAsync(isHandles, () => reopened.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken));
        await AssertRefusedAsync(isHandles, () => Raw.ReadAsync(reopened, Query.Tagged(new Tag("n:3"))));
        await AssertRefusedAsync(isHandles, () => Raw.ReadAsync(reopened, Query.All));
        var taken = Query.Tagged(new Tag("one:1"));
        await AssertRefusedAsync(isHandles, async () => await reopened.AppendAsync([Raw.Event("A")], unless: taken));
        var folder = Path.Combine(Path.GetTempPath(), "opossum-" + Guid.NewGuid().ToString("N"));
        var backup = await Assert.ThrowsAsync<BackupException>(
            () => reopened.BackupAsync(folder, null, TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
        Assert.IsType(Refusal(isHandles).GetType(), backup.InnerException);

        storage.Opening = null;
        Assert.Null(reopened.Fault);
        Assert.Equal(files, storage.List(RunName.Directory));           // none was made anew
        Assert.Equal(600, (await Raw.ReadAsync(reopened, Query.All)).Length);
        Assert.Equal(601, (await reopened.AppendAsync([Raw.Event("A")], unless: Query.Tagged(new Tag("none")))).Last);
        Assert.True((await reopened.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [Theory]
    [InlineData(true, Segment.Directory), InlineData(true, RunName.Directory)]
    [InlineData(false, Segment.Directory), InlineData(false, RunName.Directory)]
    public async Task A_store_whose_files_may_not_be_opened_is_refused_and_loses_none(bool isHandles, string directory)
    {
        var storage = new CountedStorage();
        await using (var log = EmbeddedEventLog.Open(storage, Small))
        {
            await AppendAsync(log, 600);
            await BackupTests.UntilSettledAsync(log);
        }

        string[] files = [.. storage.List(RunName.Directory).Order(StringComparer.Ordinal)];
        storage.Opening = name =>
        {
            if (name.StartsWith(directory, StringComparison.Ordinal)) throw Refusal(isHandles);
        };
        await AssertRefusedAsync(isHandles, () => Task.FromResult(EmbeddedEventLog.Open(storage, Small)));
        Assert.Equal(files, storage.List(RunName.Directory).Order(StringComparer.Ordinal));
        GC.Collect();
        GC.WaitForPendingFinalizers();              // of runs that were merged
        Assert.Equal(0, storage.Open);              // what was taken is given back
        storage.Opening = null;
        await using var reopened = EmbeddedEventLog.Open(storage, Small);
        Assert.Equal(600, reopened.Head);
    }

    private static Exception Refusal(bool isHandles) =>
        isHandles ? CountedStorage.NoHandleLeft() : new UnauthorizedAccessException("Permission denied");

    private static async Task AssertRefusedAsync(bool isHandles, Func<Task> call)
    {
        if (isHandles) Assert.True(StorageErrors.IsOutOfHandles(await Assert.ThrowsAsync<IOException>(call)));
        else await Assert.ThrowsAsync<UnauthorizedAccessException>(call);
    }

    /// <summary>Nothing of it is in memory then but what opening read.</summary>
    private static async Task<EmbeddedEventLog> ReopenAsync(CountedStorage storage, EmbeddedEventLog log)
    {
        await log.DisposeAsync();
        return EmbeddedEventLog.Open(storage, Small);
    }

    private static async Task AppendAsync(EmbeddedEventLog log, int events)
    {
        for (var i = 0; i < events; i++) await log.AppendAsync([Raw.Event("A", $"n:{i % 50}", $"one:{i}", "all")]);
    }
}
