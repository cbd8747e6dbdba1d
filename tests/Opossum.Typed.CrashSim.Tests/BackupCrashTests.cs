using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Faults;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class BackupCrashTests
{
    private static readonly int Stories = Tier.Size(quick: 2, full: 8);

    [Fact]
    public void Whatever_a_power_cut_leaves_of_a_backup_it_is_the_old_one_or_the_new_one_and_the_store_has_lost_nothing()
    {
        var distinct = new int[Stories];
        Workers.Run(Stories, i => distinct[i] = BackupChecker.Run(Tier.Seed + i, exhaustive: 64, random: 4).Distinct);
        ReportFile.Write(
            "backups", [$"power cuts in backups: {distinct.Sum()} distinct states of a store and its backup, from {Stories} stories"]);
        Assert.All(distinct, static states => Assert.InRange(states, 200, int.MaxValue));
    }

    [FullFact]
    public void Whichever_call_of_a_backup_fails_the_store_goes_on_and_the_next_backup_is_made()
    {
        var failed = new int[2];
        Workers.Run(failed.Length, i => failed[i] = new BackupFaults(seed: 2, hardLinks: i == 1).Run().Failed);
        ReportFile.Write("backup-faults", [$"fault points in backups: {failed.Sum()} failed"]);
        Assert.All(failed, static calls => Assert.InRange(calls, 100, int.MaxValue));
    }
}
