using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>One line a figure, as soon as it is there: a run over a hundred million events takes long.</summary>
internal sealed class VolumeOutput(string engine, TextWriter output, TextWriter remarks, string scenario = "volume")
{
    private long _events;

    /// <summary>What follows was measured at this size.</summary>
    public void At(long events) => _events = events;

    public void Write(string metric, double value, string unit)
    {
        output.WriteLine(new VolumeResult(scenario, engine, metric, Math.Round(value, 3), unit, _events).ToJson());
        output.Flush();
    }

    public void Remark(string text) => remarks.WriteLine("# " + text);
}
