using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>Says why a start takes long: on the thread that opens the store, so that lines come in their order.</summary>
internal sealed class IndexReport(ILogger logger, string store) : IProgress<IndexProgress>
{
    public void Report(IndexProgress value) => logger.IndexRebuilding(store, value.Segments, value.Total);
}
