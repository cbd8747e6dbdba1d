using System.CommandLine;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>check</c>: are conditions exact while many append at a time?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var (seed, batch) = (LabOptions.Seed(), LabOptions.Batch());
        var appends = LabOptions.AtLeastOne("--appends", "Conditional appends, the refused ones included.", 2_000_000);
        var tasks = LabOptions.AtLeastOne("--tasks", "Tasks that append at a time, over the same boundaries.", 16);
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("check", "Conditional appends from many tasks, then a replay that judges each condition at its place. "
            + "Exit code 1 on any missed or false conflict.")
        {
            appends,
            tasks,
            seed,
            batch,
            directory,
        };
        command.SetAction(async result =>
        {
            var store = Path.Combine(Path.GetFullPath(result.GetValue(directory) ?? "."), "opossum-check-" + Path.GetRandomFileName());
            try
            {
                return await ConditionCheck.RunAsync(
                    () => EmbeddedEventLog.OpenAsync(store), result.GetValue(appends), result.GetValue(tasks), result.GetValue(seed),
                    result.GetValue(batch), Console.Out);
            }
            finally
            {
                if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
            }
        });
        return command;
    }
}
