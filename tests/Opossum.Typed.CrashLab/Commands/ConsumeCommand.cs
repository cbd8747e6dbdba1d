using System.CommandLine;
using Opossum.Typed.CrashLab.Consuming;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>consume</c>: appends under four consumers until it is killed; <c>kill-consumers</c>: kills it, and checks.</summary>
internal static class ConsumeCommand
{
    public static Command Create()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var command = new Command("consume", "Appends under four consumers until it is killed.") { store, seed };
        command.SetAction(async result =>
        {
            await ConsumeRun.RunAsync(result.GetRequiredValue(store), result.GetValue(seed), Console.Out);
            return 1;       // it ends only by an error
        });
        return command;
    }

    public static Command CreateKill()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var kills = LabOptions.AtLeastOne("--kills", "How many times.", 200);
        var command = new Command("kill-consumers", "Starts consume, kills it after a moment, again and again over one store; checks every "
            + "ten kills that no event was left out, that lanes are in order, and that each purpose has one answer.")
        {
            store,
            kills,
            seed,
        };
        command.SetAction(result => ConsumerRounds.RunAsync(
            result.GetRequiredValue(store), result.GetValue(kills), result.GetValue(seed), Console.Out));
        return command;
    }
}
