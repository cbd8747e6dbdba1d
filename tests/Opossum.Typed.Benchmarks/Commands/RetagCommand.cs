using System.CommandLine;
using Opossum.Typed.Benchmarks.Retag;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>retag</c>: what a retagging takes, and takes away from the appends beside it.</summary>
internal static class RetagCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events")
        {
            Description = "How many events the store has.",
            DefaultValueFactory = static _ => 10_000_000,
        };
        var window = new Option<double>("--window")
        {
            Description = "Seconds of appending before the retagging.",
            DefaultValueFactory = static _ => 10,
        };
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write: 400 bytes an event. Default: a folder in the current directory. "
                + "What is made there is deleted afterwards.",
        };
        var command = new Command("retag", "A retagging of every event of a store while 16 writers append.")
        {
            events,
            window,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new RetagScenario(scratch, TimeSpan.FromSeconds(result.GetValue(window)), Console.Out, Console.Error)
                .RunAsync(result.GetValue(events));
        });
        return command;
    }
}
