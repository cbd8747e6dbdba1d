using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Opossum.Typed.Tests.Engine.Telemetry;

/// <summary>A store's threads and background tasks don't run in the execution context of whoever opened it, or appended first.</summary>
public sealed class StoreContextTests
{
    private static readonly AsyncLocal<object?> Ambient = new();

    [Fact]
    public async Task What_was_ambient_when_a_store_was_opened_and_used_is_collected_while_it_is_open()
    {
        var storage = new WatchedStorage();
        var (log, ambient) = OpenWithin(storage);
        await using (log)
        {
            for (var i = 0; i < 10 && ambient.IsAlive; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                await Task.Delay(10, TestContext.Current.CancellationToken);         // a thread of the pool may have it in a register still
            }

            Assert.False(ambient.IsAlive);
        }
    }

    [Fact]
    public async Task Every_call_to_the_disk_and_every_measurement_is_made_without_it()
    {
        var seen = new List<string>();
        var storage = new WatchedStorage { Location = "store " + Guid.NewGuid() };
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                var isOfStore = instrument.Meter.Tags?.Contains(new(OpossumTelemetry.StoreTag, storage.Location)) == true;
                if (isOfStore) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Note(instrument.Name));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Note(instrument.Name));
        listener.Start();

        using var activity = new Activity("opener").Start();
        Ambient.Value = this;
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096, RunsPerMerge = 2 });
        seen.Clear();                           // opening is its caller's own work
        storage.Before = Note;
        // By a thread without it, since judging and measuring on a caller's thread are the caller's too.
        var appending = new Thread(() =>
        {
            for (var i = 0; i < 100; i++) log.AppendAsync([Raw.Event("A")]).AsTask().Wait();
        });
        appending.UnsafeStart();
        appending.Join();
        await log.DisposeAsync();
        Assert.Empty(seen);

        void Note(string what)
        {
            if (Ambient.Value is null && Activity.Current is null) return;
            lock (seen) seen.Add(what);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (EmbeddedEventLog, WeakReference) OpenWithin(WatchedStorage storage)
    {
        EmbeddedEventLog? log = null;
        var ambient = new WeakReference(null);
        var opening = new Thread(() =>
        {
            Ambient.Value = ambient.Target = new object();
            using var activity = new Activity("opener").Start();
            log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
            for (var i = 0; i < 100; i++) log.AppendAsync([Raw.Event("A")]).AsTask().Wait();
        });
        opening.UnsafeStart();
        opening.Join();
        return (log!, ambient);
    }
}
