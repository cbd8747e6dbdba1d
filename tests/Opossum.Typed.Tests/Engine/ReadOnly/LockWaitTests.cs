using System.Diagnostics;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>A store has one writer; the next one can wait for it.</summary>
public class LockWaitTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_waits_until_the_holder_has_closed_the_store()
    {
        using var folder = new Beside();
        var first = await folder.WriteAsync();
        await Beside.AppendAsync(first, 10);
        var opening = EmbeddedEventLog.OpenAsync(folder.Store, null, waitForLock: TimeSpan.FromMinutes(1), Stop).AsTask();
        Assert.False(opening.IsCompleted);
        await first.DisposeAsync();
        await using var second = await opening;
        Assert.Equal((10, true), (second.Head, second.Recovery.WasClosed));
    }

    [Fact]
    public async Task When_the_time_is_over_the_error_names_the_holder_and_how_long_it_waited()
    {
        using var folder = new Beside();
        await using var first = await folder.WriteAsync();
        var begin = Stopwatch.GetTimestamp();
        var held = await Assert.ThrowsAsync<StoreLockedException>(
            () => EmbeddedEventLog.OpenAsync(folder.Store, null, waitForLock: TimeSpan.FromMilliseconds(150), Stop).AsTask());
        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalMilliseconds, 100, 30_000);
        Assert.Contains($"by process {Environment.ProcessId} on {Environment.MachineName}", held.Message, StringComparison.Ordinal);
        Assert.Contains("00:00:00.15", held.Message, StringComparison.Ordinal);
        Assert.Contains("OpenReadOnlyAsync", held.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL, which is not available yet", held.Message, StringComparison.Ordinal);
        var atOnce = await Assert.ThrowsAsync<StoreLockedException>(() => folder.WriteAsync().AsTask());
        Assert.DoesNotContain("within", atOnce.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_made_in_the_place_of_a_store_that_was_moved_away_meanwhile()
    {
        using var folder = new Beside();
        await using var first = await folder.WriteAsync();
        StoreAccessException? moved = null;
        for (var pause = 20; moved is null && pause < 5_000; pause *= 4)
        {
            var opening = EmbeddedEventLog.OpenAsync(folder.Store, null, waitForLock: TimeSpan.FromMinutes(1), Stop).AsTask();
            await Task.Delay(pause, Stop);
            Directory.Move(folder.Store, folder.Other);
            moved = await Record.ExceptionAsync(async () => await (await opening).DisposeAsync()) as StoreAccessException;
            if (moved is not null) continue;
            Directory.Delete(folder.Store, recursive: true);        // it came to look later than the move: a new store, and another try
            Directory.Move(folder.Other, folder.Store);
        }

        Assert.NotNull(moved);
        Assert.Contains(folder.Store, moved.Message, StringComparison.Ordinal);
        Assert.Contains("moved or deleted", moved.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Store));
    }

    [Fact]
    public async Task A_wait_without_an_end_is_ended_by_its_token()
    {
        using var folder = new Beside();
        await using var first = await folder.WriteAsync();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EmbeddedEventLog.OpenAsync(folder.Store, null, Timeout.InfiniteTimeSpan, cancel.Token).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => EmbeddedEventLog.OpenAsync(folder.Store, null, TimeSpan.FromSeconds(-2), Stop).AsTask());
    }
}
