using System.CommandLine;
using Opossum.Typed.CrashLab.Race;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>race</c>: are decisions exact while many decide at a time?</summary>
internal static class RaceCommand
{
    public static Command Create()
    {
        var seed = LabOptions.Seed();
        var appends = LabOptions.AtLeastOne("--appends", "Decisions, each of which appends an event.", 1_000_000);
        var tasks = LabOptions.AtLeastOne("--tasks", "Tasks that decide at a time.", 16);
        var kept = new Option<bool>("--kept")
        {
            Description = "Let boundaries grow to the end, keep the state of their models in memory and in snapshots, and open the store "
                + "five times.",
        };
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("race", "Deciders from many tasks over shared and disjoint boundaries, "
            + "then a replay that judges each decision at its place. Exit code 1 on any missed or false conflict.")
        {
            appends,
            tasks,
            seed,
            kept,
            directory,
        };
        command.SetAction(async result =>
        {
            var store = Path.Combine(Path.GetFullPath(result.GetValue(directory) ?? "."), "opossum-race-" + Path.GetRandomFileName());
            try
            {
                return await DecisionRace.RunAsync(
                    () => EmbeddedEventLog.OpenAsync(store), result.GetValue(appends), result.GetValue(tasks), result.GetValue(seed),
                    result.GetValue(kept) ? RaceStates.Kept : RaceStates.None, Console.Out);
            }
            finally
            {
                if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
            }
        });
        return command;
    }
}
