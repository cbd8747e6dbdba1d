using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>Disks that are full or may not be written.</summary>
public class FullDiskTests
{
    [Fact]
    public async Task Room_that_could_not_be_prepared_is_reported_and_tried_for_again_after_a_pause()
    {
        var (storage, time) = (new WatchedStorage(), new FakeTimeProvider());
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 64 << 10, TimeProvider = time });
        storage.Before = made =>
        {
            if (made == "create events/0000000002.seg.tmp") throw new IOException("no space left");
        };
        await log.AppendAsync([Raw.Event("A")]);
        await Eventually.IsTrueAsync(() => log.PreparationFailure is { Message: "no space left" });
        storage.TakeCalls();

        await log.AppendAsync([Raw.Event("A")]);
        time.Advance(TimeSpan.FromSeconds(0.9));
        await log.AppendAsync([Raw.Event("A")]);
        Assert.DoesNotContain(storage.TakeCalls(), static call => call.StartsWith("create", StringComparison.Ordinal));

        storage.Before = null;
        time.Advance(TimeSpan.FromSeconds(0.2));
        await log.AppendAsync([Raw.Event("A")]);
        await Eventually.IsTrueAsync(() => log.PreparationFailure is null);
        Assert.Contains("create events/0000000002.seg.tmp", storage.TakeCalls());
    }

    [Fact]
    public async Task The_pauses_between_tries_double()
    {
        var (storage, time) = (new WatchedStorage(), new FakeTimeProvider());
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 64 << 10, TimeProvider = time });
        var tries = 0;
        storage.Before = made =>
        {
            if (made != "create events/0000000002.seg.tmp") return;
            Interlocked.Increment(ref tries);
            throw new IOException("no space left");
        };
        await log.AppendAsync([Raw.Event("A")]);
        Exception? last = null;
        foreach (var pause in (int[])[1, 2, 4, 8, 16, 32, 32])
        {
            await Eventually.IsTrueAsync(() => log.PreparationFailure is { } failure && failure != last);
            (last, var before) = (log.PreparationFailure, Volatile.Read(ref tries));
            time.Advance(TimeSpan.FromSeconds(pause - 0.5));
            await log.AppendAsync([Raw.Event("A")]);
            Assert.Equal(before, Volatile.Read(ref tries));
            time.Advance(TimeSpan.FromSeconds(0.5));
            await log.AppendAsync([Raw.Event("A")]);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref tries) == before + 1);
        }
    }

    [Fact]
    public async Task On_a_full_disk_appends_go_on_in_the_room_that_is_left_and_what_was_acknowledged_is_there_after()
    {
        using var disk = SmallDisk.OfMegabytes(3);
        var acknowledged = 0L;
        await using (var log = await EmbeddedEventLog.OpenAsync(disk.StorePath))
        {
            var error = await Assert.ThrowsAsync<StoreFaultedException>(async () =>
            {
                while (true) acknowledged = (await log.AppendAsync([new EventData("A", new byte[10_000])])).Last;
            });
            Assert.Contains("space", error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.IsType<IOException>(log.PreparationFailure);
            Assert.InRange(acknowledged, 90, 104);                  // a first segment of one megabyte
            Assert.Equal(acknowledged, (await Raw.ReadAsync(log, Query.All)).Length);
        }

        await using (var log = await EmbeddedEventLog.OpenAsync(disk.StorePath))
            Assert.Equal(acknowledged, log.Head);

        disk.Resize(megabytes: 64);
        await using var again = await EmbeddedEventLog.OpenAsync(disk.StorePath);
        Assert.Equal(acknowledged + 1, (await again.AppendAsync([new EventData("A", new byte[10_000])])).First);
    }

    [Fact]
    public async Task A_disk_without_any_room_is_an_error_that_names_the_store()
    {
        using var disk = SmallDisk.OfMegabytes(1);
        await File.WriteAllBytesAsync(
            Path.Combine(Path.GetDirectoryName(disk.StorePath)!, "filler"), new byte[1 << 20], TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<StoreAccessException>(async () => await EmbeddedEventLog.OpenAsync(disk.StorePath));
        Assert.Equal(disk.StorePath, error.Path);
        Assert.Contains("space", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_read_only_file_system_is_an_error_that_names_the_store_and_changes_nothing()
    {
        using var disk = SmallDisk.OfMegabytes(16);
        await using (var log = await EmbeddedEventLog.OpenAsync(disk.StorePath)) await log.AppendAsync([Raw.Event("A")]);
        disk.MakeReadOnly();
        var error = await Assert.ThrowsAsync<StoreAccessException>(async () => await EmbeddedEventLog.OpenAsync(disk.StorePath));
        Assert.Equal(disk.StorePath, error.Path);
        Assert.Contains("read-only", error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
