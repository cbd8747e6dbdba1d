using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>The file of a consumer's progress, deleted or damaged while its store is open.</summary>
public sealed class LostProgressTests : IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Quick = new() { SaveWithin = TimeSpan.FromMilliseconds(5), SaveEvery = 1 };

    private readonly StoreFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, "store");

    private string Backup => Path.Combine(_folder.Path, "backup");

    private string Progress => ProgressIn(Store);

    [Fact]
    public async Task A_deleted_progress_is_whole_again_after_the_next_save()
    {
        await using var store = await OpenAsync(Store);
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        await store.OpenRoomsAsync((1, 1));
        await consumer.UntilAsync(1);
        await consumer.PauseAsync(Stop);
        File.Delete(Progress);
        await consumer.ResumeAsync(Stop);
        await store.OpenRoomsAsync((1, 2));
        await consumer.UntilAsync(2);
        await consumer.PauseAsync(Stop);
        await AssertGoesOnAfterAsync(2);
    }

    [Fact]
    public async Task A_deleted_progress_is_whole_again_after_a_stop_although_nothing_was_handled()
    {
        await using var store = await OpenAsync(Store);
        await using (var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop))
        {
            await store.OpenRoomsAsync((1, 1));
            await consumer.UntilAsync(1);
            await consumer.PauseAsync(Stop);
            File.Delete(Progress);
        }

        await AssertGoesOnAfterAsync(1);
    }

    [Fact]
    public async Task A_progress_that_another_file_has_taken_the_place_of_is_that_of_the_consumer_again()
    {
        await using var store = await OpenAsync(Store);
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        var begin = await File.ReadAllBytesAsync(Progress, Stop);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        await consumer.UntilAsync(2);
        await consumer.PauseAsync(Stop);
        File.Delete(Progress);
        await File.WriteAllBytesAsync(Progress, begin, Stop);
        await consumer.MoveToAsync(1, Stop);
        await AssertGoesOnAfterAsync(1);
    }

    [Fact]
    public async Task Without_its_directory_a_progress_fails_the_consumer_by_name()
    {
        await using var store = await OpenAsync(Store);
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        Directory.Delete(Path.GetDirectoryName(Progress)!, recursive: true);
        await Record.ExceptionAsync(() => store.OpenRoomsAsync((1, 1)));
        await Consuming.UntilAsync(() => consumer.State is ConsumerState.Failed or ConsumerState.Closed);
        var error = (await consumer.GetStatusAsync(Stop)).LastError;
        Assert.Contains("consumers", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_takes_a_damaged_progress_as_it_is_and_names_the_consumer()
    {
        await using (var store = await OpenAsync(Store))
        {
            await StopOneAtAsync(store, 1);
            Damage();
            var result = await store.BackupAsync(Backup, cancellationToken: Stop);
            Assert.Equal((1, "recorder"), (result.Head, Assert.Single(result.DamagedConsumers)));
            Assert.Equal(File.ReadAllBytes(Progress), File.ReadAllBytes(ProgressIn(Backup)));
            await store.OpenRoomsAsync((1, 2));
            result = await store.BackupAsync(Backup, cancellationToken: Stop);
            Assert.Equal((2, "recorder"), (result.Head, Assert.Single(result.DamagedConsumers)));
        }

        await using var restored = await OpenAsync(Backup);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await restored.StartConsumerAsync(new Recorder(), Quick, Stop));
        Assert.True(await restored.ForgetConsumerAsync("recorder", Stop));
        var recorder = new Recorder();
        await using var consumer = await restored.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(2);
        Assert.Equal([1, 2], recorder.Handled);
    }

    [Fact]
    public async Task The_progress_of_an_earlier_backup_stays_where_that_of_the_store_is_damaged()
    {
        await using (var store = await OpenAsync(Store))
        {
            await StopOneAtAsync(store, 1);
            Assert.Empty((await store.BackupAsync(Backup, cancellationToken: Stop)).DamagedConsumers);
            await StopOneAtAsync(store, 2);
            Damage();
            var result = await store.BackupAsync(Backup, cancellationToken: Stop);
            Assert.Equal((2, "recorder"), (result.Head, Assert.Single(result.DamagedConsumers)));
        }

        await using var restored = await OpenAsync(Backup);
        var recorder = new Recorder();
        await using var consumer = await restored.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(2);
        Assert.Equal([2], recorder.Handled);
    }

    [Fact]
    public async Task A_backup_after_the_damage_is_gone_names_no_consumer()
    {
        await using var store = await OpenAsync(Store);
        await StopOneAtAsync(store, 1);
        var whole = await File.ReadAllBytesAsync(Progress, Stop);
        Damage();
        await store.BackupAsync(Backup, cancellationToken: Stop);
        await File.WriteAllBytesAsync(Progress, whole, Stop);
        Assert.Empty((await store.BackupAsync(Backup, cancellationToken: Stop)).DamagedConsumers);
        await using var restored = await OpenAsync(Backup);
        await using var consumer = await restored.StartConsumerAsync(new Recorder(), Quick, Stop);
        Assert.Equal(1, consumer.Position);
    }

    [Fact]
    public async Task A_progress_that_can_not_be_read_is_not_taken_for_none_after_a_restore()
    {
        var storage = new WatchedStorage();
        await using (var store = new OpossumStore(EmbeddedEventLog.Open(storage, null), Shapes.Model))
        {
            await StopOneAtAsync(store, 1);
            storage.Before = static call =>
            {
                if (call == "read consumers/recorder.state") throw new IOException("Input/output error");
            };
            Assert.Equal("recorder", Assert.Single((await store.BackupAsync(Backup, cancellationToken: Stop)).DamagedConsumers));
            storage.Before = null;
        }

        await using var restored = await OpenAsync(Backup);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await restored.StartConsumerAsync(new Recorder(), Quick, Stop));
    }

    public void Dispose() => _folder.Dispose();

    private static string ProgressIn(string store) => Path.Combine(store, "consumers", "recorder.state");

    private static ValueTask<OpossumStore> OpenAsync(string path) => OpossumStore.OpenAsync(path, Shapes.Model, cancellationToken: Stop);

    private static async Task StopOneAtAsync(OpossumStore store, int position)
    {
        await store.OpenRoomsAsync((1, position));
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        await consumer.UntilAsync(position);
    }

    private void Damage()
    {
        var bytes = File.ReadAllBytes(Progress);
        for (var at = 0; at < bytes.Length; at += 8) bytes[at] ^= 1;
        File.WriteAllBytes(Progress, bytes);
    }

    /// <summary>After a crash; without its progress it would begin with what comes.</summary>
    private async Task AssertGoesOnAfterAsync(long position)
    {
        using var crashed = _folder.Crash();
        await using var copy = await OpenAsync(Path.Combine(crashed.Path, "store"));
        await copy.OpenRoomsAsync((2, 1));
        var recorder = new Recorder();
        await using var consumer = await copy.StartConsumerAsync(recorder, Quick with { Start = StartAt.Now }, Stop);
        await consumer.UntilAsync(copy.Head);
        Assert.Equal(position + 1, recorder.Handled.First());
    }
}
