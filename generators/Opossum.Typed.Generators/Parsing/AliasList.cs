using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The <c>Aliases</c> of an attribute.</summary>
internal static class AliasList
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">What the aliases are beside.</param>
    /// <param name="isName">Whether a text can be a name here.</param>
    /// <param name="aliases">Empty where none are said.</param>
    /// <returns>What is wrong with them, or null.</returns>
    public static RefusalKind? Read(AttributeData attribute, string name, Func<string, bool> isName, out EquatableArray<string> aliases)
    {
        aliases = EquatableArray<string>.Empty;
        var found = new List<string>();
        foreach (var argument in attribute.NamedArguments.Where(static argument => argument.Key == "Aliases"))
        {
            if (argument.Value.Kind != TypedConstantKind.Array) return RefusalKind.Incomplete;
            if (argument.Value.IsNull) return RefusalKind.BadName;
            foreach (var item in argument.Value.Values)
            {
                if (item.Kind == TypedConstantKind.Error) return RefusalKind.Incomplete;
                if (item.Value is not string alias || !isName(alias)) return RefusalKind.BadName;
                if (alias == name || found.Contains(alias)) return RefusalKind.SameAlias;
                found.Add(alias);
            }
        }

        aliases = found.ToEquatableArray();
        return null;
    }
}
