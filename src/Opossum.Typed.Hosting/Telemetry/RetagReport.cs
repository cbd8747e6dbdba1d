using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>Logs how far the retagging of a store is, at each tenth of it.</summary>
internal sealed class RetagReport(ILogger logger, string store) : IProgress<RetagProgress>
{
    private long _tenths;
    private RetagProgress _last;

    /// <summary>How far it is. Any thread may ask; a number may be newer than its neighbour.</summary>
    public RetagProgress Last => _last;

    public void Report(RetagProgress value)
    {
        _last = value;
        var tenths = value.Total == 0 ? 10 : value.Examined * 10 / value.Total;
        if (tenths == _tenths) return;
        _tenths = tenths;
        logger.RetaggingGoesOn(store, value.Examined, value.Total, value.Retagged);
    }
}
