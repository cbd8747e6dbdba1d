using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>What a consumer is given, where it goes on, and what it answers.</summary>
public class ConsumerTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), SaveWithin = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task It_is_given_each_event_of_its_types_in_order_and_then_what_comes()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (2, 2));
        await store.AppendAsync(new RoomClosed(new(1)), cancellationToken: Stop);
        var recorder = new Recorder();
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(3);
        await store.OpenRoomsAsync((3, 3));
        await consumer.UntilAsync(4);
        Assert.Equal([1, 2, 4], recorder.Handled);
        var status = await consumer.GetStatusAsync(Stop);
        Assert.Equal((ConsumerState.Running, 4, 0, null, 0, 3),
            (status.State, status.Position, status.Lag, status.OldestAge, status.Parked, status.Handled));
        Assert.Same(consumer, Assert.Single(store.Consumers));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was()
    {
        using var folder = new StoreFolder();
        var recorder = new Recorder();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 1), (1, 2));
            await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
            await consumer.UntilAsync(2);
        }

        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 3));
            await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
            await consumer.UntilAsync(3);
        }

        Assert.Equal([1, 2, 3], recorder.Handled);
    }

    [Fact]
    public async Task Its_progress_is_saved_while_it_runs_and_never_ahead_of_what_is_finished()
    {
        using var folder = new StoreFolder();
        var gate = new TaskCompletionSource();
        await using var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1), (1, 2), (1, 3));
        var recorder = new Recorder((room, _, _) => room.Seats == 2 ? gate.Task : Task.CompletedTask);
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await Consuming.UntilAsync(() => recorder.Handled.Count == 1 && Saved(folder) == 1);
        using (var crashed = folder.Crash())
        {
            await using var copy = await OpossumStore.OpenAsync(crashed.Path, Shapes.Model, cancellationToken: Stop);
            var again = new Recorder();
            await using var other = await copy.StartConsumerAsync(again, Quick, Stop);
            await other.UntilAsync(3);
            Assert.Equal([2, 3], again.Handled);
        }

        gate.SetResult();
        await consumer.UntilAsync(3);
    }

    [Fact]
    public async Task Events_that_do_not_concern_it_are_passed_over_and_not_read_again()
    {
        using var folder = new StoreFolder();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            for (var i = 0; i < 5; i++) await store.AppendAsync(new RoomClosed(new(1)), cancellationToken: Stop);
            await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
            await consumer.UntilAsync(5);
            await Consuming.UntilAsync(() => consumer.SaveIdleAsync().AsTask().Result || Saved(folder) == 5);
        }

        Assert.Equal(5, Saved(folder));
    }

    [Fact]
    public async Task It_begins_where_the_options_say_and_only_the_first_time()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2), (1, 3));
        var recorder = new Recorder();
        await using (var consumer = await store.StartConsumerAsync(recorder, Quick with { Start = StartAt.After(2) }, Stop))
            await consumer.UntilAsync(3);
        await store.OpenRoomsAsync((1, 4));
        await using (var consumer = await store.StartConsumerAsync(recorder, Quick with { Start = StartAt.Now }, Stop))
            await consumer.UntilAsync(4);
        Assert.Equal([3, 4], recorder.Handled);
    }

    [Fact]
    public async Task It_can_begin_now_or_at_a_time()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var day = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 4; i++)
            await store.Log.AppendAsync(
                [Shapes.Model.ToEventData(new RoomOpened(new(1), i)) with { RecordedAt = day.AddDays(i) }], cancellationToken: Stop);
        Assert.Equal(2, await StartAt.Time(day.AddDays(2)).PositionInAsync(store.Log, Stop));
        Assert.Equal(4, await StartAt.Time(day.AddDays(9)).PositionInAsync(store.Log, Stop));
        Assert.Equal(4, await StartAt.Now.PositionInAsync(store.Log, Stop));
        Assert.Equal(0, await StartAt.Beginning.PositionInAsync(store.Log, Stop));
    }

    [Fact]
    public async Task Two_of_one_name_do_not_run_at_a_time()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        var refused = await Assert.ThrowsAsync<ConsumerRunningException>(
            async () => await store.StartConsumerAsync(new Recorder(), Quick, Stop));
        Assert.Equal("recorder", refused.Consumer);
        await consumer.DisposeAsync();
        Assert.Equal(ConsumerState.Closed, consumer.State);
        await using var second = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
    }

    [Fact]
    public async Task Paused_it_takes_nothing_and_resumed_it_goes_on()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var recorder = new Recorder();
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.PauseAsync(Stop);
        await store.OpenRoomsAsync((1, 1));
        await Task.Delay(30, Stop);
        var status = await consumer.GetStatusAsync(Stop);
        Assert.Equal((ConsumerState.Paused, 0, 1), (status.State, status.Position, status.Lag));
        Assert.InRange(status.OldestAge!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Empty(recorder.Handled);
        await consumer.ResumeAsync(Stop);
        await consumer.UntilAsync(1);
        Assert.Equal([1], recorder.Handled);
    }

    [Fact]
    public async Task Moved_back_it_handles_again_and_moved_on_it_passes_over()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2), (1, 3));
        var recorder = new Recorder();
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(3);
        await consumer.MoveToAsync(1, Stop);
        await consumer.UntilAsync(3);
        await consumer.PauseAsync(Stop);
        await store.OpenRoomsAsync((1, 4), (1, 5));
        await consumer.MoveToAsync(4, Stop);
        await consumer.ResumeAsync(Stop);
        await consumer.UntilAsync(5);
        Assert.Equal([1, 2, 3, 2, 3, 5], recorder.Handled);
        await Assert.ThrowsAsync<PositionBeyondHeadException>(() => consumer.MoveToAsync(9, Stop));
    }

    [Fact]
    public async Task Stopping_finishes_what_is_handled_and_in_a_hurry_gives_it_up()
    {
        using var folder = new StoreFolder();
        await using var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        var patient = new Recorder((_, _, stop) => Task.Delay(50, stop));
        var consumer = await store.StartConsumerAsync(patient, Quick, Stop);
        await patient.First;
        await consumer.DisposeAsync();
        Assert.Equal([1], patient.Handled);
        Assert.Equal(1, Saved(folder));

        await store.OpenRoomsAsync((1, 2));
        var stuck = new Recorder((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        consumer = await store.StartConsumerAsync(stuck, Quick, Stop);
        await stuck.First;
        using var hurry = new CancellationTokenSource(20);
        await consumer.StopAsync(hurry.Token);
        Assert.Empty(stuck.Handled);
        Assert.Equal(1, Saved(folder));
    }

    [Fact]
    public async Task In_a_restored_store_its_progress_is_that_of_the_backup_and_a_later_one_is_refused()
    {
        using var folder = new StoreFolder();
        var (path, backup) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "backup"));
        await using (var store = await OpossumStore.OpenAsync(path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 1));
            await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
            await consumer.UntilAsync(1);
            await consumer.PauseAsync(Stop);
            await store.BackupAsync(backup, cancellationToken: Stop);
            await store.OpenRoomsAsync((1, 2));
            await consumer.ResumeAsync(Stop);
            await consumer.UntilAsync(2);
        }

        await using var restored = await OpossumStore.OpenAsync(backup, Shapes.Model, cancellationToken: Stop);
        await restored.OpenRoomsAsync((1, 7));
        var recorder = new Recorder();
        await using (var consumer = await restored.StartConsumerAsync(recorder, Quick, Stop)) await consumer.UntilAsync(2);
        Assert.Equal([2], recorder.Handled);

        File.Copy(Path.Combine(path, "consumers", "recorder.state"), Path.Combine(backup, "consumers", "recorder.state"), overwrite: true);
        var refused = await Assert.ThrowsAsync<CheckpointException>(async () => await restored.StartConsumerAsync(recorder, Quick, Stop));
        Assert.Equal(CheckpointProblem.OtherHistory, refused.Problem);
    }

    [Fact]
    public async Task Progress_that_is_not_what_was_written_is_damage()
    {
        using var folder = new StoreFolder();
        var file = Path.Combine(folder.Path, "consumers", "recorder.state");
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        }

        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        await using var reopened = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await reopened.StartConsumerAsync(new Recorder(), Quick, Stop));
    }

    [Fact]
    public async Task A_log_that_keeps_no_progress_is_told_to_keep_it_elsewhere()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await using var store = new OpossumStore(new PausingLog(log, 1), Shapes.Model);
        var refused = await Assert.ThrowsAsync<NotSupportedException>(
            async () => await store.StartConsumerAsync(new Recorder(), Quick, Stop));
        Assert.Contains("ConsumerOptions.States", refused.Message, StringComparison.Ordinal);
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick with { States = log.ConsumerStates }, Stop);
    }

    [Fact]
    public async Task An_order_of_a_tag_that_none_of_its_events_has_is_refused()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.StartConsumerAsync(new Unordered(), cancellationToken: Stop));
        Assert.Equal(
            "The consumer 'unordered' is to keep events in order of the tag 'person', and no event that it handles has one. Name a tag "
                + "type of its events in InOrderOf, or remove it.",
            refused.Message);
        Assert.Empty(store.Consumers);
    }

    [Fact]
    public async Task A_consumer_and_a_failure_have_a_text_without_what_is_stored()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await using var consumer = await store.StartConsumerAsync(new Recorder(), Quick, Stop);
        await store.OpenRoomsAsync((1, 1));
        await consumer.UntilAsync(1);
        Assert.Equal("recorder: Running at 1", consumer.ToString());
        Assert.Equal(
            "mail: Parked at 17, attempt 10 (System.IO.IOException)",
            new ConsumerFailure("mail", ConsumerFailureKind.Parked, 17, 10, new IOException("ada@example.org")).ToString());
        Assert.Equal("mail: Parked at 18", new ConsumerFailure("mail", ConsumerFailureKind.Parked, 18, 0, null).ToString());
    }

    [Theory]
    [InlineData("welcome-mail", true)]
    [InlineData("2nd.try_x", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("Upper", false)]
    [InlineData("a/b", false)]
    public void A_name_is_one_that_every_system_can_keep_a_file_under(string name, bool isValid) =>
        Assert.Equal(isValid, ConsumerNames.IsValid(name));

    [Fact]
    public void Options_out_of_their_range_are_refused_by_name()
    {
        ConsumerOptions[] wrong =
        [
            new() { Parallelism = 0 }, new() { Parallelism = 2000 }, new() { MaxAhead = 0 },
            new() { MaxAhead = 2_000_000 }, new() { MaxAhead = 3, Parallelism = 4 },
            new() { MaxAttempts = -1 }, new() { FirstPause = TimeSpan.Zero },
            new() { LongestPause = TimeSpan.FromMilliseconds(1) }, new() { SaveEvery = 0 }, new() { SaveWithin = TimeSpan.Zero },
            new() { WhenExhausted = (Exhausted)7 },
        ];
        Assert.All(wrong, static options => Assert.Matches(
            @"^ConsumerOptions\.\w+ of the consumer 'mail' must be ",
            Assert.Throws<ArgumentException>(() => options.Checked("mail")).Message));
    }

    private static long Saved(StoreFolder folder)
    {
        using var copy = folder.Crash();
        using var log = EmbeddedEventLog.OpenAsync(copy.Path).AsTask().Result;
        return log.ConsumerStates.TakeAsync("recorder").AsTask().Result.Saved?.Done.Position ?? 0;
    }
}
