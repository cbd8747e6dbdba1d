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

    /// <summary>The property that says that the method at the place may be removed, since it would never be called.</summary>
    public const string Removal = nameof(Removal);

    /// <summary>The property with the name of a table or of an index to write in place of one that can't be.</summary>
    public const string Name = nameof(Name);

    /// <summary>The property that says that <c>[Via]</c> of the method at the place may be removed, since it has no effect.</summary>
    public const string Via = nameof(Via);

    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>For what is reported where nothing was refused.</summary>
    public static ImmutableDictionary<string, string?> ViaRemoval { get; } = None.Add(Via, "");

    public static ImmutableDictionary<string, string?> Properties(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotPartial => None.Add(Modifier, "partial"),
        RefusalKind.NotReadOnly => None.Add(Modifier, "readonly"),
        RefusalKind.Abstract when !((INamedTypeSymbol)refusal.Subject).GetMembers().Any(IsAbstractByHand) =>
            None.Add(Modifier, "-abstract"),
        RefusalKind.FileLocal => None.Add(Modifier, "-file"),
        RefusalKind.NoCodec when refusal.Path.Length == 1 && NearestType.Replaces(refusal.Subject) is { } name => None.Add(Generic, name),
        RefusalKind.ReadModelForm when refusal.Subject is INamedTypeSymbol { IsRecord: true, IsAbstract: true } model
            && !model.GetMembers().Any(IsAbstractByHand) => None.Add(Modifier, "-abstract"),
        RefusalKind.NoBoundaryTag when refusal.Subject is IParameterSymbol => None.Add(Removal, ""),
        RefusalKind.KeyOfNothing or RefusalKind.IdleKeyOf => None.Add(Removal, ""),
        RefusalKind.ViaOfNoHandler or RefusalKind.IdleVia => ViaRemoval,
        RefusalKind.ReadModelName => Named(refusal.Subject, KnownSymbols.ReadModelAttribute),
        RefusalKind.IndexName => Named(refusal.Subject, KnownSymbols.IndexAttribute),
        _ => None,
    };

    /// <summary>The words of the name that was given, as the name of a column would be.</summary>
    private static ImmutableDictionary<string, string?> Named(ISymbol subject, string attribute)
    {
        // [Index] of a parameter is on the parameter, from which the property is made.
        var given = subject.GetAttributes()
            .Concat(subject.ContainingType?.InstanceConstructors.SelectMany(static each => each.Parameters)
                .Where(parameter => parameter.Name == subject.Name).SelectMany(static parameter => parameter.GetAttributes()) ?? [])
            .Where(each => Attributes.Is(each, attribute))
            .Select(static each => each.ConstructorArguments is [{ Value: string text }] ? text : null)
            .FirstOrDefault(static text => text is not null && !ColumnNames.IsValid(text));
        if (given is null) return None;
        var words = given.Split([.. given.Where(static each => !IsOfName(each))], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join("_", words.Select(ColumnNames.Of));
        return ColumnNames.IsValid(name) ? None.Add(Name, name) : None;
    }

    private static bool IsOfName(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';

    private static bool IsAbstractByHand(ISymbol member) => member is { IsAbstract: true, IsImplicitlyDeclared: false };
}
