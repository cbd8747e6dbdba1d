using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What an <c>[Event]</c> says.</summary>
/// <param name="Name">The name that is stored.</param>
/// <param name="Version">The version that the record declares.</param>
/// <param name="Aliases">Names that were stored before, none twice, and none of them <paramref name="Name"/>.</param>
internal readonly record struct EventMark(string Name, int Version, EquatableArray<string> Aliases)
{
    /// <summary>Every name that the log may have the event under, today's first.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);

    /// <param name="type">A record.</param>
    /// <param name="context">The parse that fails where there is none; null when the caller only looks.</param>
    /// <returns>Null where there is no attribute, or one that can't be used.</returns>
    public static EventMark? Read(INamedTypeSymbol type, ParseContext? context = null)
    {
        if (Attributes.Single(type, KnownSymbols.EventAttribute) is not { } attribute) return Refuse(RefusalKind.Incomplete);
        if (TagMark.Name(attribute) is not { } name)
            return Refuse(
                attribute is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive }] }
                    ? RefusalKind.BadName
                    : RefusalKind.Incomplete);

        var version = attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Version").Value;
        if (version.Kind == TypedConstantKind.Error && version.Type is not null) return Refuse(RefusalKind.Incomplete);
        if (version.Value is int and (< 1 or > ushort.MaxValue)) return Refuse(RefusalKind.BadVersion);
        if (AliasList.Read(attribute, name, TagMark.IsName, out var aliases) is { } problem) return Refuse(problem);
        return aliases.Prepend(name).Any(StoreNames.Has) ? Refuse(RefusalKind.StoreName) : new(name, version.Value as int? ?? 1, aliases);

        EventMark? Refuse(RefusalKind kind)
        {
            context?.Refuse(kind, type);
            return null;
        }
    }
}
