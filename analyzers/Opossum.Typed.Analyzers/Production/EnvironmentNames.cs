namespace Opossum.Typed.Analyzers.Production;

/// <summary>
/// Which environments are not production by their name. Any other name, <c>Staging</c> among them, may hold events that somebody misses.
/// </summary>
internal static class EnvironmentNames
{
    public const string Development = nameof(Development);
    public const string Production = nameof(Production);

    public static bool IsProduction(string name) => string.Equals(name, Production, StringComparison.OrdinalIgnoreCase);

    /// <summary>Development, Local, and what begins with Test, in any case.</summary>
    public static bool IsForDevelopers(string name) =>
        string.Equals(name, Development, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "Local", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Test", StringComparison.OrdinalIgnoreCase);

    /// <summary>The variables that name the environment of a process.</summary>
    public static bool IsVariable(string name) =>
        string.Equals(name, "ASPNETCORE_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether production's name is <paramref name="name"/>: not if that is a developer's; otherwise it may be.</summary>
    public static Outcome ProductionIs(string name)
    {
        if (IsForDevelopers(name)) return Outcome.False;
        return IsProduction(name) ? Outcome.True : Outcome.TrueOrFalse;
    }
}
