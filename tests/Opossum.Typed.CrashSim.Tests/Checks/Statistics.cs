namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>What one worker has done.</summary>
internal sealed class Statistics
{
    /// <summary>States, whether they were seen before or not.</summary>
    public long Explored { get; set; }

    /// <summary>Of them, those of a second power cut, within recovery.</summary>
    public long Again { get; set; }

    /// <summary>How long opening took, in milliseconds.</summary>
    public List<double> Recoveries { get; } = [];

    public int Scenarios { get; set; }

    public long Operations { get; set; }

    public long CrashPoints { get; set; }

    public HashSet<UInt128> Distinct { get; } = [];

    public void Add(Statistics other)
    {
        Explored += other.Explored;
        Again += other.Again;
        Recoveries.AddRange(other.Recoveries);
        Scenarios += other.Scenarios;
        Operations += other.Operations;
        CrashPoints += other.CrashPoints;
        Distinct.UnionWith(other.Distinct);
    }
}
