using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Opossum.Typed.Hosting.Configuration;

/// <summary>
/// Refuses what a section says and nobody understands: a key with a typo would otherwise be a default that nobody wanted.
/// </summary>
internal static class SectionCheck
{
    /// <summary>Below this key other stores have their sections, by convention.</summary>
    private const string OtherStores = "Stores";

    /// <param name="section">What is checked.</param>
    /// <param name="store">The name of the options.</param>
    /// <param name="options">Their type.</param>
    /// <param name="owner">What the options are of, as a reader calls it.</param>
    /// <param name="keys">The keys that there are.</param>
    /// <exception cref="OptionsValidationException">A key is none of them, or its value can't be read.</exception>
    public static void Run(IConfigurationSection section, string store, Type options, string owner, IReadOnlyList<string> keys)
    {
        var own = section.GetChildren()
            .Where(static child => !child.Key.Equals(OtherStores, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        Refuse(own.Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is not an option of {owner}. The options are {string.Join(", ", keys)}."));
        Refuse(own.Where(static child => child.Value is null && child.GetChildren().Any())
            .Select(static child => $"{child.Path} is a section; it must be a value.")
            .Take(1));
        Refuse(own.Select(SettingTexts.Problem).OfType<string>());

        void Refuse(IEnumerable<string> problems)
        {
            var failures = problems.ToArray();
            if (failures.Length > 0) throw new OptionsValidationException(store, options, failures);
        }
    }
}
