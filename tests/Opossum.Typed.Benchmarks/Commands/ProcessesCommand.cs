using System.CommandLine;
using Opossum.Typed.Benchmarks.Processes;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>processes</c>: what readers in other processes cost a writer; <c>beside</c>: such a reader.</summary>
internal static class ProcessesCommand
{
    public static Command Create()
    {
        var window = new Option<double>("--window")
        {
            Description = "Seconds of appending for each measurement of a round.",
            DefaultValueFactory = static _ => 3,
        };
        var rounds = new Option<int>("--rounds") { Description = "How many rounds.", DefaultValueFactory = static _ => 3 };
        rounds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--rounds must be at least 1.");
        });
        var events = new Option<long>("--events")
        {
            Description = "How many events the store has that another process opens.",
            DefaultValueFactory = static _ => 1_000_000,
        };
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("processes", "The rate of 64 callers beside 1 and 4 readers in processes of their own, and beside "
            + "processes that burn as much processor time; how late a reader sees what was acknowledged; what publishing costs; how soon a "
            + "large store is open in another process, and what it costs to follow it while nothing comes.")
        {
            window,
            rounds,
            events,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new ProcessesScenario(scratch, TimeSpan.FromSeconds(result.GetValue(window)), Console.Out, Console.Error)
                .RunAsync(result.GetValue(rounds));
            await new ReadOnlyOpenScenario(scratch, Console.Out, Console.Error).RunAsync(result.GetValue(events));
        });
        return command;
    }

    public static Command CreateBeside()
    {
        var store = new Option<string?>("--store") { Description = "The store to follow until the input ends." };
        var burn = new Option<double?>("--burn") { Description = "Instead, the share of a core to burn." };
        var open = new Option<string?>("--open") { Description = "Instead, the store to open and to follow while nothing comes." };
        var command = new Command("beside", "A process beside the writer, for the command processes.") { store, burn, open };
        command.SetAction(result => result.GetValue(open) is { } large ? OpeningRun.RunAsync(large, Console.Out)
            : result.GetValue(store) is { } path ? BesideRun.FollowAsync(path, Console.In, Console.Out)
            : BesideRun.BurnAsync(result.GetValue(burn) ?? 0, Console.In, Console.Out));
        return command;
    }
}
