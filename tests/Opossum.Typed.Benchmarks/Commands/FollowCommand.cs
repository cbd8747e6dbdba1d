using System.CommandLine;
using Opossum.Typed.Benchmarks.Follow;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>follow</c>: what followers of other things take away from an appender.</summary>
internal static class FollowCommand
{
    public static Command Create()
    {
        var window = new Option<double>("--window")
        {
            Description = "Seconds of appending for each number of followers in a round.",
            DefaultValueFactory = static _ => 2,
        };
        var rounds = new Option<int>("--rounds") { Description = "How many rounds.", DefaultValueFactory = static _ => 3 };
        rounds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--rounds must be at least 1.");
        });
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("follow", "The rate of one appender on disk beside 0, 1,000, 5,000 and 10,000 followers of things that "
            + "never come.")
        {
            window,
            rounds,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            await new FollowScenario(scratch, TimeSpan.FromSeconds(result.GetValue(window)), Console.Out, Console.Error)
                .RunAsync([0, 1000, 5000, 10_000], result.GetValue(rounds));
        });
        return command;
    }
}
