using System.CommandLine;
using Opossum.Typed.Benchmarks.Analyzers;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>analyzers</c>: what the rules cost a compilation.</summary>
internal static class AnalyzersCommand
{
    public static Command Create()
    {
        var events = GeneratorCommand.Positive("--events", "Event types, a file each, and a class that uses the store for each.", 1000);
        var rounds = GeneratorCommand.Positive("--rounds", "How many times each is measured.", 5);
        var command = new Command("analyzers", "A compilation without analyzers, with ones that say nothing, and with all rules.")
        {
            events,
            rounds,
        };
        command.SetAction((result, stop) =>
            new AnalyzersScenario(result.GetValue(events), result.GetValue(rounds)).RunAsync(Console.Out, Console.Error, stop));
        return command;
    }
}
