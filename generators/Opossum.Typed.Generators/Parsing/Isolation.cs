using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Whether a copy of a decision model shares nothing with it that could be changed, as far as types tell: a decider gets copies, so that
/// nothing it does to them reaches another attempt. Where that can't be shown, the model is read anew after a conflict.
/// </summary>
internal static class Isolation
{
    /// <summary>Generic types whose values never change, or through which nobody changes them; what they hold is looked at too.</summary>
    private static readonly HashSet<string> ReadOnly = new(StringComparer.Ordinal)
    {
        KnownSymbols.Nullable, KnownSymbols.IEnumerable, KnownSymbols.IReadOnlyCollection, KnownSymbols.IReadOnlyDictionary,
        KnownSymbols.IReadOnlyList, KnownSymbols.IReadOnlySet, KnownSymbols.KeyValuePair, KnownSymbols.ValueTuple, KnownSymbols.Tuple,
    };

    private static readonly HashSet<string> Simple = new(StringComparer.Ordinal)
    {
        KnownSymbols.Guid, KnownSymbols.DateTimeOffset, KnownSymbols.DateOnly, KnownSymbols.TimeOnly, KnownSymbols.TimeSpan,
        KnownSymbols.Half, KnownSymbols.Int128, KnownSymbols.UInt128, KnownSymbols.BigInteger, KnownSymbols.Uri, KnownSymbols.Version,
        KnownSymbols.EventMetadata, KnownSymbols.Tag,
    };

    public static CopyForm Of(INamedTypeSymbol model)
    {
        var fields = FieldsOf(model).ToArray();
        var captured = CapturedParameters.TypesOf(model).ToArray();
        if (!fields.Select(static field => field.Type).Concat(captured).All(static type => NeverChanges(type, []))) return CopyForm.None;
        if (model.TypeKind == TypeKind.Struct) return CopyForm.Itself;
        if (captured.Length == 0 && fields.All(static field => field.IsReadOnly)) return CopyForm.Itself;
        return model.IsRecord ? CopyForm.With : CopyForm.None;
    }

    /// <param name="type">Of a field.</param>
    /// <param name="within">The types around it, whose other fields decide.</param>
    private static bool NeverChanges(ITypeSymbol type, ICollection<ITypeSymbol> within) => type switch
    {
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr or SpecialType.System_DateTime } => true,
        { TypeKind: TypeKind.Enum } => true,
        INamedTypeSymbol { IsGenericType: true } generic when IsReadOnly(generic) =>
            generic.TypeArguments.All(argument => NeverChanges(argument, within)),
        INamedTypeSymbol simple when Simple.Contains(FullName(simple)) => true,
        INamedTypeSymbol { TypeKind: TypeKind.Struct } or INamedTypeSymbol { TypeKind: TypeKind.Class } =>
            OfFields((INamedTypeSymbol)type, within),
        _ => false,
    };

    /// <summary>
    /// A struct is copied whole, so its own fields may change; those of a class may not. Metadata may leave private fields out, so of
    /// another assembly's types only the structs are looked at: they keep theirs, or something in their place.
    /// </summary>
    private static bool OfFields(INamedTypeSymbol type, ICollection<ITypeSymbol> within)
    {
        if (within.Contains(type, SymbolEqualityComparer.Default)) return true;
        if (type.DeclaringSyntaxReferences.IsEmpty && type.TypeKind != TypeKind.Struct) return false;
        if (type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object }) return false;
        ITypeSymbol[] deeper = [.. within, type];
        var captured = CapturedParameters.TypesOf(type).ToArray();
        if (captured.Length > 0 && type.TypeKind == TypeKind.Class) return false;
        return captured.All(each => NeverChanges(each, deeper))
            && FieldsOf(type).All(field => (type.TypeKind == TypeKind.Struct || field.IsReadOnly) && NeverChanges(field.Type, deeper));
    }

    private static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => field is { IsStatic: false, IsConst: false });

    private static bool IsReadOnly(INamedTypeSymbol type)
    {
        var name = FullName(type);
        return ReadOnly.Contains(name) || name.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
            || name.StartsWith("System.Collections.Frozen.", StringComparison.Ordinal);
    }

    private static string FullName(INamedTypeSymbol type) =>
        type.ContainingType is null ? $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}" : "";
}
