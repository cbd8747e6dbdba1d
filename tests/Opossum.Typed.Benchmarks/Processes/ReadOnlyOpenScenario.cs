using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Processes;

/// <summary>
/// How soon another process has a large store open, what memory it takes, and what it costs to follow it while nothing comes.
/// </summary>
internal sealed class ReadOnlyOpenScenario(ScratchDirectory scratch, TextWriter output, TextWriter remarks)
{
    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "processes");

    public async Task RunAsync(long events)
    {
        _output.At(events);
        var store = scratch.Make("large");
        await using var log = await EmbeddedEventLog.OpenAsync(store);
        await Fill.ToAsync(log, events);
        using var reader = ReaderProcess.Open(store);
        await foreach (var (metric, value, unit) in reader.MeasuresAsync()) _output.Write(metric, value, unit);
    }
}
