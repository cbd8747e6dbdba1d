using System.CommandLine;
using Opossum.Typed.Benchmarks.Consumers;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>consumers</c>: what a delivery costs, how soon it comes, and what idle consumers cost.</summary>
internal static class ConsumersCommand
{
    public static Command Create()
    {
        var events = CountOption.Create("--events", "How many events are dispatched to an empty handler.", 1_000_000);
        var idle = CountOption.Create("--idle", "How many consumers wait beside one appender.", 200);
        var samples = CountOption.Create("--samples", "How many events are appended one after the other.", 2000);
        var rounds = CountOption.Create("--rounds", "How many rounds; figures are medians.", 5);
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("consumers", "Dispatch to an empty handler beside a bare read, how soon a consumer at the head is "
            + "called, and an appender beside idle consumers.")
        {
            events,
            idle,
            samples,
            rounds,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new ConsumersScenario(scratch, result.GetValue(rounds), Console.Out, Console.Error)
                .RunAsync(result.GetValue(events), result.GetValue(idle), result.GetValue(samples));
        });
        return command;
    }
}
