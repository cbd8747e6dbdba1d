using System.CommandLine;
using Opossum.Typed.CrashLab.Killing;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>kill</c>: <c>write</c>, killed and verified, again and again.</summary>
internal static class KillCommand
{
    public static Command Create()
    {
        var (store, acks, seed) = (LabOptions.Store(), LabOptions.Acks(), LabOptions.Seed());
        var kills = LabOptions.AtLeastOne("--kills", "How many times.", 50);
        var command = new Command("kill", "Starts write, kills it after a moment, again and again over one store; "
            + "verifies every ten kills. Exit code 1 on any loss or violation.")
        {
            store,
            acks,
            kills,
            seed,
        };
        command.SetAction(result => KillRounds.RunAsync(
            result.GetRequiredValue(store), result.GetRequiredValue(acks), result.GetValue(kills), result.GetValue(seed), Console.Out));
        return command;
    }
}
