using Opossum.Typed.Analyzers.Json;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>Which entries of a file production gets to see: its name says that, and in <c>launchSettings.json</c> the profile.</summary>
internal static class SettingsFile
{
    private const string Prefix = "appsettings";

    private static readonly char[] NameSeparators = ['.', '-', '_', ' '];

    /// <summary>The file that all environments read first.</summary>
    public static bool IsBase(string path) => NameIs(path, "appsettings.json");

    /// <summary>The file that overrides it in production.</summary>
    public static bool IsProduction(string path) => NameIs(path, "appsettings.Production.json");

    /// <summary>All entries that production may read.</summary>
    public static IEnumerable<FlushEntry> ProductionEntries(string path, string json)
    {
        if (NameIs(path, "launchSettings.json")) return LaunchProfiles.ProductionEntries(JsonSettings.Read(json));
        return IsReadInProduction(Path.GetFileName(path)) ? JsonSettings.Read(json).Select(FlushEntry.OfSetting).OfType<FlushEntry>() : [];
    }

    /// <summary>
    /// <c>appsettings.Development.json</c> is not, nor one for tests, however its name is put together; a name that says nothing may be.
    /// </summary>
    private static bool IsReadInProduction(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && !name.Substring(Prefix.Length).Split(NameSeparators).Any(EnvironmentNames.IsForDevelopers);

    private static bool NameIs(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
