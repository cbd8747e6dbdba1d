using Opossum.Typed.CrashLab.Hosting;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>Two hosts of one SQLite file, of which one is killed again and again.</summary>
public sealed class HostKillTests : IDisposable
{
    private static readonly int Kills = Tier.Size(quick: 2, full: 10);

    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task After_every_kill_the_other_host_makes_the_rows_and_they_equal_a_plain_fold()
    {
        var rounds = new HostRounds(_folder.Store, Tier.Seed, _output);
        Assert.True(await rounds.RunAsync(Kills) == 0, _output.ToString());
        Assert.EndsWith("0 violations\n", _output.ToString(), StringComparison.Ordinal);
        Assert.InRange(rounds.TakeOvers, 1, Kills);
    }

    public void Dispose() => _folder.Dispose();
}
