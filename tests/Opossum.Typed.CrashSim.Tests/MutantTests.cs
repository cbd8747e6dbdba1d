using Opossum.Typed.CrashSim.Tests.Mutants;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class MutantTests
{
    private const int Scenarios = 8;

    /// <summary>The bugs that are the suite's reason to exist: each must be noticed, and the engine as it is must not.</summary>
    [Fact]
    public void Every_seeded_bug_is_noticed_and_no_other()
    {
        var sources = new EngineSources();
        var found = new string?[SeededBugs.All.Length + 1];
        Workers.Run(found.Length, i =>
            found[i] = new MutantWorld(sources.Compile(i == SeededBugs.All.Length ? null : SeededBugs.All[i])).Hunt(Scenarios));

        var bugs = SeededBugs.All.Select((bug, i) => (Bug: bug, Found: found[i])).ToArray();
        ReportFile.Write("mutants",
        [
            $"mutants killed {bugs.Count(bug => bug.Found is not null)}/{bugs.Length}",
            .. bugs.Select(bug => $"  {bug.Bug.Name}: {Short(bug.Found)}"),
        ]);
        Assert.True(found[^1] is null, $"Without a bug: {found[^1]}");
        Assert.All(bugs, bug => Assert.True(bug.Found is not null, $"'{bug.Bug}' went unnoticed"));
    }

    private static string Short(string? message) => message is null ? "NOT NOTICED" : message.Length > 160 ? message[..160] + "…" : message;
}
