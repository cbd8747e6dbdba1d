using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Json;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>A value for <c>FlushEventsImmediately</c> of a section, and where it stands.</summary>
/// <param name="Section">The configuration key without its last name; configuration knows no case in it.</param>
/// <param name="Name">The last name, as it is written.</param>
/// <param name="Value">The value.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record FlushEntry(string Section, string Name, bool Value, TextSpan Span)
{
    private static readonly string[] KeySeparators = [":"];
    private static readonly string[] VariableSeparators = [":", "__"];

    public string Key => $"{Section}:{Name}";

    /// <summary>
    /// Whether the section is called <c>Opossum</c>, or is one in a section of that name. Others are a store's only if the program says so.
    /// </summary>
    public bool IsOfOpossum =>
        Section.Split(KeySeparators, StringSplitOptions.None).Any(static name => ConfigurationName.Same(name, "Opossum"));

    /// <summary>The entry of a settings file; null if the setting is another.</summary>
    public static FlushEntry? OfSetting(JsonSetting setting) => Of(string.Join(":", setting.Path), KeySeparators, setting);

    /// <summary>The entry of an environment variable, where two underscores separate as well.</summary>
    public static FlushEntry? OfVariable(JsonSetting setting) => Of(setting.Path[setting.Path.Count - 1], VariableSeparators, setting);

    public bool IsOf(string section) => ConfigurationName.Same(Section, section);

    private static FlushEntry? Of(string key, string[] separators, JsonSetting setting)
    {
        var names = key.Split(separators, StringSplitOptions.None);
        if (names.Length < 2
            || !ConfigurationName.Same(names[names.Length - 1], "FlushEventsImmediately")
            || ValueOf(setting) is not { } value) return null;
        return new(string.Join(":", names.Take(names.Length - 1)), names[names.Length - 1], value, setting.Span);
    }

    /// <summary>Truth has no case either, and null is as if nothing were said: the default.</summary>
    private static bool? ValueOf(JsonSetting setting)
    {
        if (bool.TryParse(setting.Value, out var value)) return value;
        return setting.Value == "null" ? true : null;
    }
}
