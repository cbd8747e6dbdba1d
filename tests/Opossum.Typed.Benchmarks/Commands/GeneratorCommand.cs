using System.CommandLine;
using Opossum.Typed.Benchmarks.Generator;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>generator</c> and <c>enums</c>: what the generator costs a compilation, and an edit.</summary>
internal static class GeneratorCommand
{
    public static Command Create()
    {
        var events = Positive("--events", "Event types, a file each.", 1000);
        var rounds = Positive("--rounds", "How many times each is measured.", 9);
        var command = new Command("generator", "A cold run, the edit of one event and an unrelated edit, beside a generator that says "
            + "nothing.")
        {
            events,
            rounds,
        };
        command.SetAction(result =>
            new GeneratorScenario(result.GetValue(events), result.GetValue(rounds)).Run(Console.Out, Console.Error));
        return command;
    }

    public static Command CreateEnums()
    {
        var events = Positive("--events", "Event types that have both enums.", 100);
        var rounds = Positive("--rounds", "How many times each is measured.", 5);
        var command = new Command("enums", "A compilation of events with two enums of hundreds of names, beside the same with numbers.")
        {
            events,
            rounds,
        };
        command.SetAction(result =>
            new EnumsScenario(result.GetValue(events), result.GetValue(rounds)).Run(Console.Out, Console.Error));
        return command;
    }

    internal static Option<int> Positive(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
