using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Faults;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class BackupCrashTests
{
    private static readonly int Stories = Tier.Share(quick: 1, full: 4, @long: 8);

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
        BackupFaults[] faults = [new(seed: 2, hardLinks: false), new(seed: 2, hardLinks: true)];
        Workers.Run(faults.Length, i => faults[i].Run());
        ReportFile.Write("backup-faults", [$"fault points in backups: {faults.Sum(static each => each.Failed)} failed"]);
        Assert.All(faults, static each => Assert.InRange(each.Failed, 100, int.MaxValue));
    }
}
