using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>The names by which OpenTelemetry finds a hosted store are those that the library publishes.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public async Task A_meter_listener_hears_of_a_hosted_store_by_the_published_names()
    {
        var heard = new ConcurrentBag<string>();
        var place = Path.Combine(_folder.Path, "opossum");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == OpossumTelemetry.MeterName
                && instrument.Meter.Tags!.Contains(new(OpossumTelemetry.StoreTag, place)))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => heard.Add(instrument.Name));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => heard.Add(instrument.Name));
        listener.Start();
        await RunAsync();
        Assert.Equal(
            [
                "opossum.append.duration", "opossum.append.queue.duration", "opossum.decision.attempts", "opossum.decision.duration",
                "opossum.decision.events", "opossum.flush.duration", "opossum.group.appends", "opossum.group.size",
                "opossum.recovery.duration",
            ],
            heard.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_activity_listener_hears_of_it_too()
    {
        var heard = new ConcurrentBag<string>();
        var place = Path.Combine(_folder.Path, "opossum");
        using var listener = new ActivityListener();
        listener.ShouldListenTo = static source => source.Name == OpossumTelemetry.ActivitySourceName;
        listener.Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData;
        listener.ActivityStopped = activity =>
        {
            if (activity.OperationName == "opossum.append" || (string?)activity.GetTagItem(OpossumTelemetry.StoreTag) == place)
                heard.Add(activity.OperationName);
        };
        ActivitySource.AddActivityListener(listener);
        await RunAsync();
        Assert.Contains("opossum.open", heard);
        Assert.Contains("opossum.append", heard);
    }

    public void Dispose() => _folder.Dispose();

    private async Task RunAsync()
    {
        using var host = Hosts.Build(builder => builder.Services.AddOpossum(Courses.Model, o => o.RootPath = _folder.Path));
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        await store.AppendAsync(new CourseDefined(new(1)));
        await store.DecideAsync(new DefineCourse(new(2)));
        await host.StopAsync();
    }
}
