using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The query methods of one event, called after the keys of its tags. A method's name has the letters and digits of the key alone, so two
/// keys may give one name: <c>ForOrderId</c> is that of <c>order-id</c> and of <c>order_id</c>, and could ask for one of them only.
/// </summary>
internal sealed class QueryNames
{
    private readonly Dictionary<string, (string Key, ISymbol Member)> _taken = new(StringComparer.Ordinal);

    /// <summary>The name of the method; null for a key without a letter or a digit, which gets none.</summary>
    public static string? Of(string key) => Identifiers.PascalCase(key) is { } name ? "For" + name : null;

    /// <summary>Takes the name that a key gives.</summary>
    /// <returns>The member of another key that has it already; null where it is free.</returns>
    public ISymbol? Clash(string key, ISymbol member)
    {
        if (Of(key) is not { } name) return null;
        if (_taken.TryGetValue(name, out var first)) return first.Key == key ? null : first.Member;
        _taken.Add(name, (key, member));
        return null;
    }
}
