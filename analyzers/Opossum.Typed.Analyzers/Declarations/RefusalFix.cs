using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>What a fix may change, said by the analyzer so that no fix has to find it out again.</summary>
internal static class RefusalFix
{
    /// <summary>The property with the modifier to add, or to remove where it begins with a minus.</summary>
    public const string Modifier = nameof(Modifier);

    /// <summary>The property with the name to write in place of a generic type's.</summary>
    public const string Generic = nameof(Generic);

    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    public static ImmutableDictionary<string, string?> Properties(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotPartial => None.Add(Modifier, "partial"),
        RefusalKind.NotReadOnly => None.Add(Modifier, "readonly"),
        RefusalKind.Abstract when !((INamedTypeSymbol)refusal.Subject).GetMembers().Any(IsAbstractByHand) =>
            None.Add(Modifier, "-abstract"),
        RefusalKind.FileLocal => None.Add(Modifier, "-file"),
        RefusalKind.NoCodec when refusal.Path.Length == 1 && NearestType.Replaces(refusal.Subject) is { } name => None.Add(Generic, name),
        _ => None,
    };

    private static bool IsAbstractByHand(ISymbol member) => member is { IsAbstract: true, IsImplicitlyDeclared: false };
}
