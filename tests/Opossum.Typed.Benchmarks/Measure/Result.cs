using System.Text.Json;
using System.Text.Json.Serialization;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>A line of output of <c>append</c>.</summary>
internal sealed record Result(
    string Scenario, string Engine, int Appenders, int Batch, bool Conditional, long Events, double EventsPerS, double P50Us, double P99Us,
    double BytesPerEvent, double CpuNsPerEvent)
{
    public static Result Of(string engine, LoadShape load, Sample sample) => new(
        "append", engine, load.Appenders, load.Batch, load.Conditional, sample.Events, Math.Round(sample.EventsPerSecond),
        Math.Round(sample.Microseconds(50), 1),
        Math.Round(sample.Microseconds(99), 1), Math.Round(sample.BytesPerEvent, 1), Math.Round(sample.CpuNanosecondsPerEvent));

    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.Result);
}

/// <summary>A line of output of <c>alloc</c>.</summary>
internal sealed record AllocResult(
    string Scenario, int Appenders, int Batch, bool Conditional, long Appends, double CommitThreadBytesPerAppend,
    double CommitThreadBytesPerEvent)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.AllocResult);
}

/// <summary>A line of output of <c>codec</c>.</summary>
internal sealed record CodecResult(string Scenario, string Engine, string Op, double Ns, double Bytes, double Allocated)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.CodecResult);
}

/// <summary>A line of output of <c>generator</c>.</summary>
internal sealed record GeneratorResult(string Scenario, string Engine, string Op, int Events, double Ms)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.GeneratorResult);
}

/// <summary>A line of output of <c>analyzers</c>.</summary>
internal sealed record AnalyzersResult(string Scenario, string Engine, string Metric, int Events, double Ms)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.AnalyzersResult);
}

/// <summary>A line of output of <c>volume</c>.</summary>
internal sealed record VolumeResult(string Scenario, string Engine, string Metric, double Value, string Unit, long AtEvents)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.VolumeResult);
}

/// <summary>A line of output of <c>decide</c>.</summary>
internal sealed record DecideResult(string Scenario, string Metric, double Value, string Unit, long AtEvents)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.DecideResult);
}

/// <summary>A line of output of <c>readers</c>.</summary>
internal sealed record ReadersResult(
    string Scenario, int Readers, int StoreEvents, long Appends, double P50Ms, double P99Ms, double WorstMs, double WorstWithoutGcMs,
    long Lists)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.ReadersResult);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(AllocResult))]
[JsonSerializable(typeof(CodecResult))]
[JsonSerializable(typeof(GeneratorResult))]
[JsonSerializable(typeof(AnalyzersResult))]
[JsonSerializable(typeof(VolumeResult))]
[JsonSerializable(typeof(DecideResult))]
[JsonSerializable(typeof(ReadersResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
