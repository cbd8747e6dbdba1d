using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.People;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>What becomes of events that a handler fails at, and of the ones behind them.</summary>
public class FailureTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(4), MaxAttempts = 3,
        SaveWithin = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task What_passes_is_tried_again_until_it_does()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        var attempts = new List<int>();
        var recorder = new Recorder((_, at, _) =>
        {
            attempts.Add(at.Attempt);
            return at is { Position: 1, Attempt: < 3 } ? throw new IOException("not now") : Task.CompletedTask;
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(2);
        Assert.Equal([1, 2, 3, 1], attempts);
        Assert.Equal([1, 2], recorder.Handled);
        Assert.Equal(ConsumerState.Running, consumer.State);
    }

    [Fact]
    public async Task A_defect_is_not_tried_again_and_stops_the_consumer_there()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2), (1, 3));
        var fails = true;
        var attempts = 0;
        var recorder = new Recorder((room, _, _) =>
        {
            if (room.Seats != 2 || !fails) return Task.CompletedTask;
            attempts++;
            throw new InvalidCastException("a defect");
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Failed);
        var status = await consumer.GetStatusAsync(Stop);
        Assert.Equal((1, 1, 2), (attempts, status.Position, status.Lag));
        Assert.IsType<InvalidCastException>(status.LastError);
        Assert.DoesNotContain("a defect", status.ToString(), StringComparison.Ordinal);
        fails = false;
        await consumer.ResumeAsync(Stop);
        await consumer.UntilAsync(3);
        Assert.Equal([1, 2, 3], recorder.Handled);
        status = await consumer.GetStatusAsync(Stop);
        Assert.Equal((ConsumerState.Running, null), (status.State, status.LastError));
    }

    [Fact]
    public async Task What_is_a_defect_can_be_said()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var attempts = 0;
        var recorder = new Recorder((_, _, _) =>
        {
            attempts++;
            throw new IOException("for ever");
        });
        var options = Quick with { IsPermanent = static e => e is IOException };
        await using var consumer = await store.StartConsumerAsync(recorder, options, Stop);
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Failed);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_parked_event_parks_those_of_its_key_and_others_go_on_in_order()
    {
        using var folder = new StoreFolder();
        var fails = true;
        Recorder Record() => new((room, _, _) => room.Room.Number == 1 && fails ? throw new IOException("no") : Task.CompletedTask);
        var options = Quick with { WhenExhausted = Exhausted.Park, MaxAttempts = 2 };
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 1), (2, 2), (1, 3), (2, 4));
            var recorder = Record();
            await using var consumer = await store.StartConsumerAsync(recorder, options, Stop);
            await consumer.UntilAsync(4);
            Assert.Equal([2, 4], recorder.Handled);
            Assert.Equal(
                [(1, 2, "System.IO.IOException"), (3, 0, "")],
                consumer.Parked.Select(static parked => (parked.Position, parked.Attempts, parked.Error)));
        }

        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            var recorder = Record();
            await using var consumer = await store.StartConsumerAsync(recorder, options, Stop);
            await store.OpenRoomsAsync((1, 5), (2, 6));
            await consumer.UntilAsync(6);
            Assert.Equal([6], recorder.Handled);
            Assert.Equal(0, await consumer.RetryParkedAsync(Stop));
            Assert.Equal([(1L, 3), (3L, 0), (5L, 0)], consumer.Parked.Select(static p => (p.Position, p.Attempts)));
            fails = false;
            Assert.Equal(3, await consumer.RetryParkedAsync(Stop));
            await store.OpenRoomsAsync((1, 7));
            await consumer.UntilAsync(7);
            Assert.Equal([6, 1, 3, 5, 7], recorder.Handled);
            Assert.Empty(consumer.Parked);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_event_that_was_parked_ahead_of_an_unfinished_one_stays_parked_once(bool reopens)
    {
        using var folder = new StoreFolder();
        var options = Quick with { WhenExhausted = Exhausted.Park, MaxAttempts = 1, Parallelism = 4 };
        var hangs = true;
        Recorder Record() => new(async (room, _, stop) =>
        {
            if (room.Room.Number == 2) throw new IOException("no");
            if (hangs) await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        });
        var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        try
        {
            await store.OpenRoomsAsync((1, 1), (2, 2), (2, 3));
            var consumer = await store.StartConsumerAsync(Record(), options, Stop);
            await Consuming.UntilAsync(() => consumer.Parked.Length == 2);
            Assert.Equal(0, consumer.Position);
            await consumer.StopAsync(hurry: new(canceled: true));
            hangs = false;
            if (reopens)
            {
                await store.DisposeAsync();
                store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
            }

            var recorder = Record();
            await using var again = await store.StartConsumerAsync(recorder, options, Stop);
            await again.UntilAsync(3);
            await again.MoveToAsync(0, Stop);
            await again.UntilAsync(3);
            Assert.Equal([1, 1], recorder.Handled);
            Assert.Equal([2L, 3], again.Parked.Select(static parked => parked.Position));
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_discarded_event_is_given_up_and_those_behind_it_wait_for_their_retry()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        var recorder = new Recorder((room, _, _) => room.Seats == 1 ? throw new IOException("no") : Task.CompletedTask);
        await using var consumer = await store.StartConsumerAsync(recorder, Quick with { WhenExhausted = Exhausted.Park }, Stop);
        await consumer.UntilAsync(2);
        Assert.True(await consumer.DiscardParkedAsync(1, Stop));
        Assert.False(await consumer.DiscardParkedAsync(1, Stop));
        Assert.Equal(1, await consumer.RetryParkedAsync(Stop));
        Assert.Equal([2], recorder.Handled);
    }

    [Fact]
    public async Task A_parked_event_whose_type_has_left_the_model_stays_parked_until_it_is_discarded()
    {
        using var folder = new StoreFolder();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 1));
            await using var consumer = await store.StartConsumerAsync(
                new Recorder(static (_, _, _) => throw new InvalidCastException()), Quick with { WhenExhausted = Exhausted.Park }, Stop);
            await consumer.UntilAsync(1);
        }

        await using var later = await OpossumStore.OpenAsync(folder.Path, PeopleModel.Model, cancellationToken: Stop);
        var successor = new Successor();
        await using var second = await later.StartConsumerAsync(successor, Quick with { WhenExhausted = Exhausted.Park }, Stop);
        await later.AppendAsync(new PersonLeft(new(Guid.NewGuid())), cancellationToken: Stop);
        await second.UntilAsync(2);
        Assert.Equal([2], successor.Handled);
        Assert.Equal((1, 1), (Assert.Single(second.Parked).Position, second.Parked[0].Attempts));
        Assert.Equal(0, await second.RetryParkedAsync(Stop));
        Assert.Equal((2, "Opossum.Typed.EventFormatException"), (Assert.Single(second.Parked).Attempts, second.Parked[0].Error));
        var status = await second.GetStatusAsync(Stop);
        Assert.Contains("it is not of the model '", status.LastError!.Message, StringComparison.Ordinal);
        Assert.True(await second.DiscardParkedAsync(1, Stop));
        Assert.Empty(second.Parked);
    }

    [Fact]
    public async Task A_parked_event_that_has_no_handler_any_more_stays_parked()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var parking = Quick with { WhenExhausted = Exhausted.Park };
        await using (var first = await store.StartConsumerAsync(
            new Recorder(static (_, _, _) => throw new InvalidCastException()), parking, Stop))
            await first.UntilAsync(1);
        await using var second = await store.StartConsumerAsync(new Narrowed(), parking, Stop);
        Assert.Equal(0, await second.RetryParkedAsync(Stop));
        Assert.Equal(1, Assert.Single(second.Parked).Position);
        var status = await second.GetStatusAsync(Stop);
        Assert.Equal(
            "The consumer 'recorder' has no handler for 'room-opened' any more. Bring it back, or discard the parked event at 1.",
            status.LastError!.Message);
    }

    [Fact]
    public async Task A_listener_is_told_of_each_event_once_when_it_is_retried_and_when_it_is_parked()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        var failures = new List<(ConsumerFailureKind Kind, long Position, int Attempts, Type? Error)>();
        await using var consumer = await store.StartConsumerAsync(
            new Recorder(static (_, _, _) => throw new IOException("no")),
            Quick with
            {
                WhenExhausted = Exhausted.Park,
                OnFailure = failure =>
                {
                    failures.Add((failure.Kind, failure.Position, failure.Attempts, failure.Error?.GetType()));
                    throw new InvalidOperationException("of the listener");
                },
            },
            Stop);
        await consumer.UntilAsync(2);
        await consumer.PauseAsync(Stop);
        Assert.Equal(
            [
                (ConsumerFailureKind.Retried, 1, 1, typeof(IOException)), (ConsumerFailureKind.Parked, 1, 3, typeof(IOException)),
                (ConsumerFailureKind.Parked, 2, 0, null),
            ],
            failures);
    }

    [Fact]
    public async Task A_listener_is_told_where_the_consumer_has_stopped()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var failures = new List<ConsumerFailure>();
        await using var consumer = await store.StartConsumerAsync(
            new Recorder(static (_, _, _) => throw new InvalidCastException()), Quick with { OnFailure = failures.Add }, Stop);
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Failed);
        var failure = Assert.Single(failures);
        Assert.Equal((ConsumerFailureKind.Stopped, 1, 1), (failure.Kind, failure.Position, failure.Attempts));
        Assert.IsType<InvalidCastException>(failure.Error);
    }

    [Fact]
    public async Task Side_by_side_the_events_of_one_key_stay_in_order()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        const int Keys = 7, Events = 700;
        var random = new Random(1);
        var (running, most) = (0, 0);
        var seen = Enumerable.Range(0, Keys).Select(static _ => new List<int>()).ToArray();
        var recorder = new Recorder(async (room, at, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(at.Position % 13 == 0 ? 3 : 0, Stop);
            if (at is { Attempt: 1 } && at.Position % 17 == 0)
            {
                Interlocked.Decrement(ref running);
                throw new IOException("again");
            }

            seen[room.Room.Number].Add(room.Seats);
            Interlocked.Decrement(ref running);
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick with { Parallelism = 4 }, Stop);
        for (var i = 0; i < Events; i++) await store.OpenRoomsAsync((random.Next(Keys), i));
        await consumer.UntilAsync(Events);
        Assert.InRange(most, 2, 4);
        Assert.Equal(Events, seen.Sum(static each => each.Count));
        Assert.All(seen, static each => Assert.Equal(each.Order(), each));
    }

    [Fact]
    public async Task Behind_a_slow_event_no_more_are_taken_than_the_options_allow()
    {
        const int Keys = 5, Events = 300, MaxAhead = 40;
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var release = new TaskCompletionSource();
        var (count, last) = (0, 0L);
        var seen = Enumerable.Range(0, Keys).Select(static _ => new List<int>()).ToArray();
        var recorder = new Recorder(async (room, at, _) =>
        {
            InterlockedMax(ref last, at.Position);
            await (room.Seats == 0 ? release.Task : Task.Delay(at.Position % 13 == 0 ? 2 : 0, Stop));
            seen[room.Room.Number].Add(room.Seats);
            Interlocked.Increment(ref count);
        });
        for (var i = 0; i < Events; i++) await store.OpenRoomsAsync((i % Keys, i));
        await using var consumer = await store.StartConsumerAsync(recorder, Quick with { Parallelism = 4, MaxAhead = MaxAhead }, Stop);
        await Consuming.UntilAsync(() => Volatile.Read(ref count) == MaxAhead - (MaxAhead / Keys));      // all but those of the slow key
        await Task.Delay(30, Stop);
        Assert.Equal((MaxAhead, 0), (Volatile.Read(ref last), consumer.Position));
        release.SetResult();
        await consumer.UntilAsync(Events);
        Assert.Equal(Enumerable.Range(0, Events), seen.SelectMany(static each => each).Order());
        Assert.All(seen, static each => Assert.Equal(each.Order(), each));

        static void InterlockedMax(ref long most, long value)
        {
            for (var known = Volatile.Read(ref most); known < value; known = Volatile.Read(ref most))
                if (Interlocked.CompareExchange(ref most, value, known) == known) return;
        }
    }

    [Fact]
    public async Task However_often_an_event_is_delivered_each_purpose_appends_once()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var recorder = new Recorder(async (_, at, stop) =>
        {
            await store.DecideAsync(new CreateInvoice(), key: at.KeyFor("first"), cancellationToken: stop);
            await store.DecideAsync(new CreateInvoice(), key: at.KeyFor("second"), cancellationToken: stop);
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        for (var i = 0; i < 20; i++)
        {
            await consumer.UntilAsync(1);
            await consumer.MoveToAsync(0, Stop);
        }

        await Consuming.UntilAsync(() => recorder.Handled.Count == 21);
        Assert.Equal(3, store.Head);
    }

    [Fact]
    public async Task A_key_says_store_consumer_event_and_purpose()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var key = default(AppendKey);
        var recorder = new Recorder((_, at, _) =>
        {
            key = at.KeyFor("fill-seat");
            return Task.CompletedTask;
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await consumer.UntilAsync(1);
        var id = (await Checkpoint.AtAsync(store.Log, 1, Stop)).EventId;
        Assert.Equal($"{store.StoreId:N}/recorder/1/{id:N}/fill-seat", key.Text);
    }
}
