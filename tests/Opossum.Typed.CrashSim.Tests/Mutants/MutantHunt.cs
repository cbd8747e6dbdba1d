using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Faults;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>The suite with a small budget, on whatever engine it is loaded with, until something is wrong.</summary>
internal static class MutantHunt
{
    private static readonly Budget Small = new(Exhaustive: 128, Random: 8, DepthTwoEvery: 64, DepthTwoStates: 8, WholeLogEvery: 32);

    // The full tier has a share of them, as it has of the bugs.
    private static readonly int ConsumerStates = Tier.Share(quick: 16, full: 16, @long: 64);
    private static readonly int RetagEvery = Tier.Share(quick: 10, full: 10, @long: 2);

    public static string? Run(int scenarios)
    {
        try
        {
            for (var seed = 1; seed <= scenarios; seed++)
            {
                Exploration.RunOne(seed, Small);
                if (seed != 2) continue;
                new FaultSweep().Run(1, Strategy.Immediate, every: 3);
                StaleTail.Run();
                EarlyAnswers.Run();
                EarlierState.Run();
                new Flips(2).Run();
                foreach (var story in (int[])[1, 2]) ConsumerChecker.Run(story, ConsumerStates, random: 4);
                foreach (var story in (int[])[1, 2]) RetagChecker.Run(story, exhaustive: 4, random: 2, RetagEvery);
                foreach (var story in (int[])[1, 4]) BackupChecker.Run(story, exhaustive: 16, random: 2);         // by links and by copies
            }

            return null;
        }
        catch (Exception e)
        {
            return e is Violation ? e.Message : e.ToString();
        }
    }
}
