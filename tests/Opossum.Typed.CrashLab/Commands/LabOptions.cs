using System.CommandLine;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary>Options that several commands have.</summary>
internal static class LabOptions
{
    public static Option<string> Store() => new("--store") { Description = "The store's directory.", Required = true };

    public static Option<string> Acks() =>
        new("--acks")
        {
            Description = "The file of answers, one a line. Keep it out of reach of the fault that is tried.",
            Required = true,
        };

    public static Option<int> Seed() => new("--seed") { Description = "Another seed, other appends.", DefaultValueFactory = static _ => 1 };

    public static Option<int> Batch() => AtLeastOne("--batch", "Events of the largest append.", 4);

    public static Option<string?> Directory() => new("--dir")
    {
        Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
    };

    public static Option<int> AtLeastOne(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
