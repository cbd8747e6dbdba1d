using System.CommandLine;
using Opossum.Typed.Benchmarks.Backup;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>backup</c>: what a backup takes, and takes away from the appends beside it.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events")
        {
            Description = "How many events the store has.",
            DefaultValueFactory = static _ => 1_000_000,
        };
        var window = new Option<double>("--window")
        {
            Description = "Seconds of appending before each backup.",
            DefaultValueFactory = static _ => 10,
        };
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write: 600 bytes an event. Default: a folder in the current directory. "
                + "What is made there is deleted afterwards.",
        };
        var command = new Command("backup", "Backups of a store while 16 writers append: full and incremental, by copies and by links.")
        {
            events,
            window,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new BackupScenario(scratch, TimeSpan.FromSeconds(result.GetValue(window)), Console.Out, Console.Error)
                .RunAsync(result.GetValue(events));
        });
        return command;
    }
}
