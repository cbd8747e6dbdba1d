using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Json;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>A value for <c>FlushEventsImmediately</c> of a store, by its configuration key, and where it stands.</summary>
internal sealed record FlushEntry(string Key, bool Value, TextSpan Span)
{
    private static readonly string[] KeySeparators = [":"];
    private static readonly string[] VariableSeparators = [":", "__"];

    /// <summary>The entry of a settings file; null if the setting is another.</summary>
    public static FlushEntry? OfSetting(JsonSetting setting) => Of(string.Join(":", setting.Path), KeySeparators, setting);

    /// <summary>The entry of an environment variable, where two underscores separate as well.</summary>
    public static FlushEntry? OfVariable(JsonSetting setting) => Of(setting.Path[setting.Path.Count - 1], VariableSeparators, setting);

    /// <summary><c>Opossum</c>, whatever names a store, <c>FlushEventsImmediately</c>; configuration knows no case, neither in names nor in truth.</summary>
    private static FlushEntry? Of(string key, string[] separators, JsonSetting setting)
    {
        var names = key.Split(separators, StringSplitOptions.None);
        var isEntry = names.Length > 1 && Same(names[0], "Opossum") && Same(names[names.Length - 1], "FlushEventsImmediately");
        return isEntry && bool.TryParse(setting.Value, out var value) ? new(string.Join(":", names), value, setting.Span) : null;
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
