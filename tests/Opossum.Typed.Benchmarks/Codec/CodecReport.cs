using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>Medians as numbers for programs; ratios to System.Text.Json, each of one round, for people.</summary>
internal static class CodecReport
{
    public static void Write(IReadOnlyList<CodecMeasurement> all, TextWriter output, TextWriter remarks)
    {
        foreach (var one in all)
            output.WriteLine(new CodecResult(
                "codec", one.Engine, one.Op, Math.Round(Median(one.Rounds), 1), Math.Round(one.Bytes, 1),
                Math.Round(one.Allocated, 1)).ToJson());
        foreach (var op in all.GroupBy(static one => one.Op))
        {
            var stj = op.Single(static one => one.Engine == "stj");
            foreach (var one in op)
            {
                if (one == stj) continue;
                var ratio = Median(one.Rounds.Zip(stj.Rounds, static (a, b) => a / b));
                remarks.WriteLine(FormattableString.Invariant($"# {op.Key}: {one.Engine} takes {ratio:0.000} times as long as stj"));
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
