using System.CommandLine;
using Opossum.Typed.Benchmarks.Codec;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>codec</c>: what it costs to write and to read an event.</summary>
internal static class CodecCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How many times each codec has its turn.",
            DefaultValueFactory = static _ => 15,
        };
        rounds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--rounds must be at least 1.");
        });
        var command = new Command("codec", "Writes and reads a nine-field event: the generated codec beside System.Text.Json's source "
            + "generator and MemoryPack.")
        {
            rounds,
        };
        command.SetAction(result =>
        {
            using var scenario = new CodecScenario();
            CodecReport.Write(scenario.Run(result.GetValue(rounds)), Console.Out, Console.Error);
        });
        return command;
    }
}
