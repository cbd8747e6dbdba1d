using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>One operation of one codec: how long it takes, round by round, and what it allocates.</summary>
internal sealed class CodecMeasurement(string engine, string op, double bytes, Action<int> one)
{
    private const int Warm = 60_000;

    public string Engine => engine;

    public string Op => op;

    public double Bytes => bytes;

    /// <summary>Of each round, in nanoseconds an event.</summary>
    public List<double> Rounds { get; } = [];

    public double Allocated { get; private set; }

    /// <summary>Until the just-in-time compiler has nothing more to do; counts allocations on the way.</summary>
    public void WarmUp()
    {
        for (var half = 0; half < 2; half++)
        {
            Times(Warm);
            Thread.Sleep(150);      // the compiler works in the background
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Times(Warm);
        Allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Warm;
    }

    public void Round(TimeSpan duration)
    {
        var (start, events) = (Stopwatch.GetTimestamp(), 0L);
        TimeSpan elapsed;
        do
        {
            Times(EnrolledSamples.Count);
            events += EnrolledSamples.Count;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < duration);
        Rounds.Add(elapsed.TotalNanoseconds / events);
    }

    private void Times(int count)
    {
        for (var i = 0; i < count; i++) one(i % EnrolledSamples.Count);
    }
}
