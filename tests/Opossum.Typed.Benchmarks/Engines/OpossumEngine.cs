using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>The embedded engine with its default options: every append is flushed before it is acknowledged.</summary>
internal sealed class OpossumEngine : IEngine
{
    public const string EngineName = "opossum";

    public string Name => EngineName;

    public async Task<Sample> RunAsync(string directory, LoadShape load)
    {
        Sample sample;
        await using (var store = new OpossumUnderLoad(await EmbeddedEventLog.OpenAsync(directory)))
            sample = await ClosedLoop.RunAsync(store, load);
        var groups = LogGroups.Read(directory);
        if (groups.Events != sample.Events)
            throw new InvalidDataException($"The log holds {groups.Events} events, but {sample.Events} were acknowledged.");
        return sample with { BytesPerEvent = groups.Bytes / (double)Math.Max(1, sample.Events) };
    }
}
