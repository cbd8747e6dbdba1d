using System.CommandLine;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary>An option that says how many.</summary>
internal static class CountOption
{
    public static Option<int> Create(string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
