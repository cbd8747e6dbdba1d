using System.CommandLine;
using Opossum.Typed.Benchmarks.ReadModels;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary>
/// <c>read-models</c>: how fast rows are made, how soon an append is in them, and what a page costs; <c>watch</c>: how soon a loop gets it;
/// <c>rebuild</c>: what rows that are made again cost those that are read.
/// </summary>
internal static class ReadModelsCommand
{
    public static Command Create()
    {
        var events = CountOption.Create("--events", "How many events the log has.", 1_000_000);
        var keys = CountOption.Create("--keys", "How many rows they make.", 10_000);
        var samples = CountOption.Create("--samples", "How many events are appended one after the other.", 2000);
        var cache = CountOption.Create("--cache", "How many MiB the rows in memory may take.", 64);
        var rounds = CountOption.Create("--rounds", "How many rounds; figures are medians.", 5);
        var ways = new Option<string[]>("--ways")
        {
            Description = "Which ways to make them are compared.", AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => ReadModelsScenario.AllWays,
        };
        ways.AcceptOnlyFromAmong(ReadModelsScenario.AllWays);
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("read-models", "Read models in memory and in SQLite catch up in turns with a hand-written projection; "
            + "from an append to its row; a page of rows.")
        {
            events,
            keys,
            samples,
            cache,
            rounds,
            ways,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new ReadModelsScenario(scratch, result.GetValue(rounds), result.GetValue(cache), Console.Out, Console.Error)
                .RunAsync(result.GetValue(events), result.GetValue(keys), result.GetValue(samples), result.GetValue(ways)!);
        });
        return command;
    }

    public static Command CreateWatch()
    {
        var samples = CountOption.Create("--samples", "How many events are appended one after the other.", 2000);
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("watch", "From the acknowledgement of an append to the loop that watches its row or a list.")
        {
            samples,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new WatchScenario(scratch, Console.Out, Console.Error).RunAsync(result.GetValue(samples));
        });
        return command;
    }

    public static Command CreateRebuild()
    {
        var events = CountOption.Create("--events", "How many events the log begins with.", 1_000_000);
        var keys = CountOption.Create("--keys", "How many rows they make.", 10_000);
        var appended = CountOption.Create("--appended", "How many events are appended in each turn.", 100_000);
        var rounds = CountOption.Create("--rounds", "How many rounds; figures are medians.", 5);
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("rebuild", "How fast rows in SQLite follow appends, alone and beside a rebuild, in turns.")
        {
            events,
            keys,
            appended,
            rounds,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new RebuildScenario(scratch, result.GetValue(rounds), Console.Out, Console.Error)
                .RunAsync(result.GetValue(events), result.GetValue(keys), result.GetValue(appended));
        });
        return command;
    }
}
