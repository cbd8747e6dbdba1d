using System.Diagnostics;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// Cuts long work into slices of about two milliseconds: between them it may be interrupted, and while commits are busy it rests as long as
/// it worked.
/// </summary>
internal sealed class BackgroundPace(Action interrupt)
{
    private static readonly long Slice = Stopwatch.Frequency / 500;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    private long _begin = Stopwatch.GetTimestamp();

    public Func<bool> IsBusy { get; set; } = static () => false;

    /// <summary>To be called often.</summary>
    public void Tick()
    {
        if (Stopwatch.GetTimestamp() - _begin < Slice) return;
        interrupt();
        if (IsBusy()) Thread.Sleep(Rest);
        _begin = Stopwatch.GetTimestamp();
    }
}
