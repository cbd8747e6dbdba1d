using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>What to use in place of a type that no codec is generated for.</summary>
internal static class NearestType
{
    private const string Supported = "use a number, bool, string, Guid, a time, an enum, a tag type, a record, or a list, set or "
        + "dictionary of these; or ";

    /// <summary>Collections of <c>System.Collections.Generic</c>, and the supported ones that say the same.</summary>
    private static readonly Dictionary<string, string> Replacements = new(StringComparer.Ordinal)
    {
        ["IEnumerable"] = "IReadOnlyList",
        ["ICollection"] = "IReadOnlyList",
        ["IList"] = "IReadOnlyList",
        ["ISet"] = "IReadOnlySet",
        ["IDictionary"] = "IReadOnlyDictionary",
    };

    /// <summary>The rest of the message.</summary>
    public static string Advice(ITypeSymbol type, Refusal refusal) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: false, BaseType: { IsGenericType: true } list }
            && IsOfSource((INamedTypeSymbol)type)
            && list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic"
            ? $", which derives from '{Name(list)}'; use that, or {ConverterWay.OnType((INamedTypeSymbol)type)}"
            : "; " + Way(type, refusal);

    private static string Way(ITypeSymbol type, Refusal refusal) => type switch
    {
        INamedTypeSymbol { IsGenericType: true } list when Replaces(type) is { } name =>
            $"use '{name}<{string.Join(", ", list.TypeArguments.Select(Name))}>'",
        INamedTypeSymbol { Name: "FrozenDictionary" or "FrozenSet", IsGenericType: true } =>
            "each read would have to build one, which is expensive; use an immutable or a read-only collection",
        IArrayTypeSymbol array => $"use an array of arrays, '{Name(array.ElementType)}[][]'",
        IPointerTypeSymbol or IFunctionPointerTypeSymbol or { TypeKind: TypeKind.Delegate } =>
            "an event holds data alone; store what it stands for",
        { IsTupleType: true } => "use a record, whose members have names that are stored",
        { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } =>
            "say what it is: use the type that it has, or a record",
        { TypeKind: TypeKind.Enum } when type.GetMembers().OfType<IFieldSymbol>().Any() is false =>
            "an enum is stored by name, and it has none; give it names",
        { TypeKind: TypeKind.TypeParameter } => "name a type",
        { TypeKind: TypeKind.Interface } when IsOfSource((INamedTypeSymbol)type) =>
            "list the records that it stands for with [JsonDerivedType(typeof(…), \"…\")] on it",
        { TypeKind: TypeKind.Interface } => Supported + ConverterWay.OnMember(refusal),
        INamedTypeSymbol { IsRecord: true, IsGenericType: true } => "use a record without type parameters",
        INamedTypeSymbol { IsRecord: true, IsAbstract: true } =>
            "it is abstract; list the records that it stands for with [JsonDerivedType(typeof(…), \"…\")] on it, or make each an event "
                + "of its own",
        INamedTypeSymbol { IsFileLocal: true } => "it is local to its file, and generated code is in another; remove 'file'",
        INamedTypeSymbol { IsGenericType: false } named when IsOfSource(named) => Own(named, refusal),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsGenericType: false } when !IsOfSource((INamedTypeSymbol)type) =>
            ConverterWay.OnMember(refusal),
        _ => Supported + ConverterWay.OnMember(refusal),
    };

    /// <summary>The name of a supported collection that can stand in the place of this one; null where there is none.</summary>
    public static string? Replaces(ISymbol type) =>
        type is INamedTypeSymbol { IsGenericType: true, ContainingNamespace: var home }
            && Replacements.TryGetValue(type.Name, out var name)
            && home.ToDisplayString() == "System.Collections.Generic"
            ? name
            : null;

    /// <summary>The supported collection that says the same without an order, or in the order of its own.</summary>
    public static string Unsorted(INamedTypeSymbol type)
    {
        var name = type.TypeArguments.Length == 1 ? "IReadOnlySet" : "IReadOnlyDictionary";
        return $"{name}<{string.Join(", ", type.TypeArguments.Select(Name))}>";
    }

    private static string Own(INamedTypeSymbol type, Refusal refusal) => type switch
    {
        { IsRecord: true } or { TypeKind: TypeKind.Enum } => "generated code can't name it; make it internal or public",
        { TypeKind: TypeKind.Class } =>
            $"make '{type.Name}' a record whose constructor takes all that it holds, or {ConverterWay.OnType(type)}",
        { TypeKind: TypeKind.Struct } =>
            $"make '{type.Name}' a record struct whose constructor takes all that it holds, or {ConverterWay.OnType(type)}",
        _ => Supported + ConverterWay.OnMember(refusal),
    };

    private static bool IsOfSource(INamedTypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty;

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
