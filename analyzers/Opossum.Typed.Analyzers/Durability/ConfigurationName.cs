namespace Opossum.Typed.Analyzers.Durability;

/// <summary>Names in settings files and in configuration keys, which have no case.</summary>
internal static class ConfigurationName
{
    public static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
