using System.CommandLine;
using Opossum.Typed.CrashLab.Observing;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>observe</c>: follows a store beside its writer; <c>kill-observers</c>: kills both, again and again.</summary>
internal static class ObserveCommand
{
    public static Command Create()
    {
        var store = LabOptions.Store();
        var seen = new Option<string>("--seen") { Description = "The file with what was seen, which it goes on with.", Required = true };
        var until = new Option<long>("--until")
        {
            Description = "The position to stop at.",
            DefaultValueFactory = static _ => long.MaxValue,
        };
        var command = new Command("observe", "Opens a store for reading, follows it and writes down each event, until it is killed or has "
            + "seen enough.")
        {
            store,
            seen,
            until,
        };
        command.SetAction(result => ObserveRun.RunAsync(
            result.GetRequiredValue(store), result.GetRequiredValue(seen), result.GetValue(until), Console.Out));
        return command;
    }

    public static Command CreateKill()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var kills = LabOptions.AtLeastOne("--kills", "How many times.", 50);
        var command = new Command("kill-observers", "Starts write and three times observe over one store, kills one of them after a "
            + "moment, again and again, and holds what each observer saw to the log. Exit code 1 on any loss or violation.")
        {
            store,
            kills,
            seed,
        };
        command.SetAction(result => ObserverRounds.RunAsync(
            result.GetRequiredValue(store), result.GetValue(kills), result.GetValue(seed), Console.Out));
        return command;
    }
}
