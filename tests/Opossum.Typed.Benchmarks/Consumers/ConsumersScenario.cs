using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Consumers;

/// <summary>
/// What a delivery costs beside a bare read of the same events, how soon a consumer at the head sees an event, and what idle consumers take
/// away from an appender.
/// </summary>
internal sealed class ConsumersScenario(ScratchDirectory scratch, int rounds, TextWriter output, TextWriter remarks)
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "consumers");

    public async Task RunAsync(long events, int idle, int samples)
    {
        await DispatchAsync(events);
        await PromptAsync(samples);
        await IdleAsync(idle);
    }

    /// <summary>A consumer from the beginning to the head of a store in the page cache, and a reader of the same.</summary>
    private async Task DispatchAsync(long events)
    {
        _output.At(events);
        await using var store = await OpossumStore.OpenAsync(scratch.Make("dispatch"), BenchmarkEvents.Model);
        for (var number = 0L; number < events;)
        {
            var batch = new IEvent[Math.Min(BatchSize, events - number)];
            for (var i = 0; i < batch.Length; i++) batch[i] = new Ticked(number++);
            await store.AppendAsync(batch);
        }

        double[] bare = new double[rounds + 1], empty = new double[rounds + 1], cpu = new double[rounds + 1];
        for (var round = 0; round <= rounds; round++)          // the first is for the just-in-time compiler
        {
            bare[round] = events / await MeasureAsync(() => ReadAsync(store, events));
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            empty[round] = events / await MeasureAsync(() => ConsumeAsync(store, events));
            cpu[round] = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalNanoseconds / events;
        }

        _output.Write("dispatch", Median(empty[1..]), "events/s");
        _output.Write("dispatch-cpu", Median(cpu[1..]), "ns/event");
        _output.Write("dispatch-ratio", Median([.. empty.Zip(bare, static (one, other) => one / other).Skip(1)]), "x");
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        var begin = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task ConsumeAsync(OpossumStore store, long events)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handled = 0L;
        var handler = new EmptyHandler();
        await using var consumer = await store.StartConsumerAsync<EmptyHandler>(
            async (e, stop) =>
            {
                await ((IConsumer<EmptyHandler>)handler).HandleAsync(e, stop);
                if (++handled == events) done.SetResult();
            },
            new() { States = new ForgetfulStates() });
        await done.Task;
    }

    private static async Task ReadAsync(OpossumStore store, long events)
    {
        using var reader = store.Log.Read(Query.All);
        var read = 0L;
        while (await reader.FillAsync())
            while (reader.TryRead(out _)) read++;
        if (read != events) throw new InvalidOperationException($"{read} events were read.");
    }

    /// <summary>One event after the other, at rest: from its acknowledgement, which follows its flush, to its handler.</summary>
    private async Task PromptAsync(int samples)
    {
        _output.At(samples);
        await using var store = await OpossumStore.OpenAsync(scratch.Make("prompt"), BenchmarkEvents.Model);
        var handled = new SemaphoreSlim(0);
        var called = 0L;
        await using var consumer = await store.StartConsumerAsync(new PromptHandler(() =>
        {
            called = Stopwatch.GetTimestamp();
            handled.Release();
        }));
        var (behind, whole) = (new double[samples], new double[samples]);
        for (var i = -samples / 10; i < samples; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await store.AppendAsync(new Ticked(i));
            var appended = Stopwatch.GetTimestamp();
            await handled.WaitAsync();
            if (i < 0) continue;
            behind[i] = Math.Max(Stopwatch.GetElapsedTime(appended, called).TotalMicroseconds, 0);
            whole[i] = Stopwatch.GetElapsedTime(begin, called).TotalMicroseconds;
        }

        Array.Sort(behind);
        Array.Sort(whole);
        _output.Write("behind-append-p50", behind[samples / 2], "us");
        _output.Write("behind-append-p99", behind[samples * 99 / 100], "us");
        _output.Write("append-to-handler-p50", whole[samples / 2], "us");
        _output.Write("append-to-handler-p99", whole[samples * 99 / 100], "us");
    }

    /// <summary>One appender beside no consumer and beside many of an event that never comes, in turns.</summary>
    private async Task IdleAsync(int idle)
    {
        _output.At(idle);
        var (without, with) = (new double[rounds], new double[rounds]);
        await RateAsync("idle-warm-up", idle, Window / 4);
        for (var round = 0; round < rounds; round++)
        {
            without[round] = await RateAsync($"idle-{round}-without", 0, Window);
            with[round] = await RateAsync($"idle-{round}-with", idle, Window);
        }

        _output.Write("appends", Median(with), "appends/s");
        _output.Write("appends-ratio", Median([.. with.Zip(without, static (one, other) => one / other)]), "x");
    }

    private async Task<double> RateAsync(string name, int consumers, TimeSpan duration)
    {
        GC.Collect();
        await using var store = await OpossumStore.OpenAsync(scratch.Make(name), BenchmarkEvents.Model);
        var started = new List<Consumer>();
        for (var i = 0; i < consumers; i++) started.Add(await StartIdleAsync(store, $"idle-{i}"));
        var (begin, appends) = (Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(begin) < duration) await store.AppendAsync(new Ticked(appends++));
        var rate = appends / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        foreach (var consumer in started) await consumer.DisposeAsync();
        return rate;
    }

    /// <summary>A declared consumer has one name; these have one each.</summary>
    private static ValueTask<Consumer> StartIdleAsync(OpossumStore store, string name) => ConsumerStart.RunAsync(
        store.Log, BenchmarkEvents.Model, new() { Name = name, Events = [EventDescriptor.Of<NeverTicked>()] },
        static (_, _) => throw new InvalidOperationException("An event came that nobody appends."), new(), TimeProvider.System,
        static _ => { }, default);

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    /// <summary>So that each round begins at the beginning.</summary>
    private sealed class ForgetfulStates : IConsumerStates
    {
        public ValueTask<IConsumerProgressStore> TakeAsync(string consumer, CancellationToken cancellationToken = default) =>
            new(new Forgetful());

        private sealed class Forgetful : IConsumerProgressStore
        {
            public ConsumerProgress? Saved => null;

            public ValueTask SaveAsync(ConsumerProgress progress, CancellationToken cancellationToken = default) => default;

            public ValueTask DisposeAsync() => default;
        }
    }
}
