using System.CommandLine;
using Opossum.Typed.Benchmarks.Readers;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>readers</c>: how long an append waits beside readers.</summary>
internal static class ReadersCommand
{
    public static Command Create()
    {
        var readers = new Option<int>("--readers")
        {
            Description = "How many make lists of the whole store.",
            DefaultValueFactory = static _ => 16,
        };
        var events = new Option<int>("--events") { Description = "How many the store has.", DefaultValueFactory = static _ => 200_000 };
        var seconds = new Option<int>("--window")
        {
            Description = "Seconds of appending, alone and beside the readers.",
            DefaultValueFactory = static _ => 10,
        };
        foreach (var option in (Option<int>[])[readers, events, seconds])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} must be at least 1.");
            });
        }

        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write: 250 bytes an event. Default: a folder in the current directory. It is emptied afterwards.",
        };
        const string Description = "The latency of a lone appender, alone and beside readers that make lists of the whole store.";
        var command = new Command("readers", Description) { readers, events, seconds, directory };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            var window = TimeSpan.FromSeconds(result.GetValue(seconds));
            await new ReadersScenario(scratch, Console.Out).RunAsync(result.GetValue(readers), result.GetValue(events), window);
        });
        return command;
    }
}
