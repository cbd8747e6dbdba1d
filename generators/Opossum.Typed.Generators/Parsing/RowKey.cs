using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The key of a read model: the columns that are marked.</summary>
internal static class RowKey
{
    /// <summary>The name of the methods that give the key of an event.</summary>
    public const string Method = "KeyOf";

    /// <summary>The member that is the position of an event, where it alone is the key.</summary>
    private const string Position = "Position";

    /// <summary>Whether a type is that of the key: of its one part, or a tuple of all.</summary>
    public static bool IsKey(ITypeSymbol type, IReadOnlyList<Column> key) => key.Count == 1
        ? IsPart(type, key[0])
        : type is INamedTypeSymbol { IsTupleType: true, TupleElements: var parts }
            && parts.Length == key.Count
            && parts.Zip(key, static (part, column) => IsPart(part.Type, column)).All(static same => same);

    /// <summary>A part of a key as source.</summary>
    public static string PartOf(string key, int parts, int place) => parts == 1 ? key : $"{key}.Item{place + 1}";

    /// <summary>Whether the events' positions are the key.</summary>
    public static bool IsPosition(IReadOnlyList<Column> key) =>
        key is [{ Property: { Name: Position, Type.SpecialType: SpecialType.System_Int64 }, Spec.Tag: null }];

    /// <summary>The type of the key of a record that may be refused, as source.</summary>
    /// <returns>False if no code could name it.</returns>
    public static bool TryGuess(INamedTypeSymbol type, ParseContext context, out string key)
    {
        var marked = type.InstanceConstructors.SelectMany(static each => each.Parameters)
            .Where(static parameter => Attributes.Has(parameter, KnownSymbols.KeyAttribute))
            .Select(static parameter => (parameter.Name, parameter.Type));
        var properties = type.GetMembers().OfType<IPropertySymbol>()
            .Where(static property => Attributes.Has(property, KnownSymbols.KeyAttribute))
            .Select(static property => (property.Name, property.Type));
        ITypeSymbol[] types =
            [.. marked.Concat(properties).GroupBy(static each => each.Name).Select(static same => Bare(same.First().Type))];
        key = ReadModelSpec.KeyOf([.. types.Select(Declaration.Reference)]);
        return types.All(each => CanName(each, context));
    }

    private static ITypeSymbol Bare(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            ? value
            : type;

    private static bool CanName(ITypeSymbol type, ParseContext context) => type switch
    {
        IArrayTypeSymbol array => CanName(array.ElementType, context),
        INamedTypeSymbol { TypeKind: not TypeKind.Error, IsRefLikeType: false, IsStatic: false } named =>
            !named.IsFileLocal && !Declaration.IsForbidden(named) && context.CanName(named)
            && named.TypeArguments.All(argument => CanName(argument, context)),
        _ => false,
    };

    private static bool IsPart(ITypeSymbol type, Column column) => SymbolEqualityComparer.Default.Equals(type, column.Property.Type);
}
