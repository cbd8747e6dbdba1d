using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>Which disk is being looked at, for messages: enough to make it again.</summary>
internal sealed record Situation(Recording Recording, int Operation, DiskImage Image, string Depth = "")
{
    public Violation Broken(string invariant, string what) => new(invariant, $"{what}; {this}");

    public override string ToString()
    {
        var under = Operation < Recording.Journal.Count ? Recording.Journal[Operation].ToString() : "the end";
        return $"seed {Recording.Seed}, {Recording.Strategy.Name}, power cut at operation {Operation} ({under}){Depth}, disk: {Image}";
    }
}
