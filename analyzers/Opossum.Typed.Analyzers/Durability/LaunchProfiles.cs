using Opossum.Typed.Analyzers.Json;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>
/// The profiles of <c>launchSettings.json</c>: each runs the program in an environment, production unless it says another.
/// </summary>
internal static class LaunchProfiles
{
    private static readonly char[] ArgumentSeparators = [' ', '=', '"', '\''];

    /// <summary>The entries of the profiles that do not run as developers do.</summary>
    public static IEnumerable<FlushEntry> ProductionEntries(IReadOnlyList<JsonSetting> settings) => settings
        .Where(static setting => setting.Path.Count > 1 && ConfigurationName.Same(setting.Path[0], "profiles"))
        .GroupBy(static setting => setting.Path[1], StringComparer.Ordinal)
        .Where(static profile => !IsForDevelopers(profile))
        .SelectMany(VariablesOf);

    /// <summary>Of a variable that is given twice the last value holds.</summary>
    private static IEnumerable<FlushEntry> VariablesOf(IEnumerable<JsonSetting> profile) => profile
        .Where(IsVariable)
        .Select(FlushEntry.OfVariable)
        .OfType<FlushEntry>()
        .GroupBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .Select(static same => same.Last());

    /// <summary>All that it says of its environment has a developer's name, and it says something.</summary>
    private static bool IsForDevelopers(IEnumerable<JsonSetting> profile)
    {
        var names = profile.SelectMany(NamesOf).ToArray();
        return names.Length > 0 && names.All(EnvironmentNames.IsForDevelopers);
    }

    private static IEnumerable<string> NamesOf(JsonSetting setting)
    {
        if (IsVariable(setting)) return EnvironmentNames.IsVariable(setting.Path[3]) ? [setting.Value] : [];
        if (setting.Path.Count != 3 || !ConfigurationName.Same(setting.Path[2], "commandLineArgs")) return [];
        var words = setting.Value.Split(ArgumentSeparators, StringSplitOptions.RemoveEmptyEntries);
        return words.Skip(1)
            .Where((_, index) => words[index].TrimStart('-', '/') is var option && ConfigurationName.Same(option, "environment"));
    }

    private static bool IsVariable(JsonSetting setting) =>
        setting.Path.Count == 4 && ConfigurationName.Same(setting.Path[2], "environmentVariables");
}
