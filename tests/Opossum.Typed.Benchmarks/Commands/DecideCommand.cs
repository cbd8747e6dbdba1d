using System.CommandLine;
using Opossum.Typed.Benchmarks.Decide;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>decide</c>: what a decision costs beside its append.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events")
        {
            Description = "The largest size. Sizes below it: 10 k and 100 k.",
            DefaultValueFactory = static _ => 1_000_000,
        };
        events.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<long>() < 10_000) result.AddError("--events must be at least 10000.");
        });
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write: 250 bytes an event. Default: a folder in the current directory. "
                + "What is made there is deleted afterwards.",
        };
        var command = new Command("decide", "Processor time of a decision of three models with ten events in their boundary, "
            + "beside that of a bare conditional append, in stores of several sizes.")
        {
            events,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            var largest = result.GetValue(events);
            await new DecideScenario(scratch, Console.Out)
                .RunAsync([.. new long[] { 10_000, 100_000 }.Where(size => size < largest), largest]);
            await new LongBoundaryScenario(scratch, Console.Out).RunAsync(largest);
        });
        return command;
    }
}
