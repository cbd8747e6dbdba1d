using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Whether the state of a decision model can be kept for later decisions, and what it takes in memory. A copy of it must share nothing that
/// could be changed, whatever code does. <see cref="Isolation"/> asks what a decider may do; this rules out interfaces, too, behind which
/// there may be anything, and classes other than sealed records. What is left are numbers, times, guids, enums and text, structs and sealed
/// records of these that never change, and the immutable and frozen collections.
/// </summary>
internal sealed class KeptState
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        KnownSymbols.ImmutableArray, KnownSymbols.ImmutableList, KnownSymbols.ImmutableHashSet, KnownSymbols.ImmutableSortedSet,
        KnownSymbols.ImmutableDictionary, KnownSymbols.ImmutableSortedDictionary, KnownSymbols.FrozenSet, KnownSymbols.FrozenDictionary,
    };

    private const string Behind = ">k__BackingField";

    private const string Size = "global::Opossum.Typed.CompilerServices.StateSize";

    private readonly INamedTypeSymbol _model;
    private readonly HashSet<ITypeSymbol> _within = new(SymbolEqualityComparer.Default);
    private int _names;

    private KeptState(INamedTypeSymbol model) => _model = model;

    /// <returns>
    /// The parts of its size, as source over <c>model</c>; null if its state can't be kept. A struct without references has one part.
    /// </returns>
    public static ImmutableArray<string>? SizeOf(INamedTypeSymbol model)
    {
        // A class may capture a parameter of its primary constructor: that can change, and no field shows it.
        if (model is { TypeKind: TypeKind.Class, IsRecord: false } || HoldsCaptured(model)) return null;
        var fields = FieldsOf(model).ToArray();
        var parts = ImmutableArray.CreateBuilder<string>();
        if (model.TypeKind == TypeKind.Class) parts.Add($"{Size}.OfObject");
        else parts.Add($"{Size}.Of<{Declaration.Reference(model)}>()");
        var state = new KeptState(model);
        foreach (var field in fields)
        {
            if (PathOf(field) is not { } path || state.Beside(field.Type, "model." + path) is not { } beside) return null;
            if (model.TypeKind == TypeKind.Class) parts.Add($"{Size}.Of<{Declaration.Reference(field.Type)}>()");
            if (beside.Length > 0) parts.Add(beside);
        }

        return parts.ToImmutable();
    }

    /// <summary>A field of a model that keeps its state from being kept; null if the model itself does.</summary>
    public static ISymbol? NotKept(INamedTypeSymbol model)
    {
        if (model is { TypeKind: TypeKind.Class, IsRecord: false } || HoldsCaptured(model)) return null;
        var field = FieldsOf(model).FirstOrDefault(field =>
            PathOf(field) is not { } path || new KeptState(model).Beside(field.Type, "model." + path) is null);
        return field?.AssociatedSymbol ?? field;
    }

    /// <summary>True if models compare by all that they hold, and none is folded in place.</summary>
    public static bool ComparesByValue(INamedTypeSymbol model) =>
        model.IsRecord
        && model.GetMembers("Equals").All(static member => member.IsImplicitlyDeclared)
        && (model.TypeKind == TypeKind.Struct || FieldsOf(model).All(static field => field.IsReadOnly));

    /// <summary>What a value takes beside its own bytes, as source; empty for nothing, null if it can't be kept.</summary>
    private string? Beside(ITypeSymbol type, string path)
    {
        switch (type)
        {
            case { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter or TypeKind.Error }:
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } capturing when HoldsCaptured(capturing):
                return null;
            case { SpecialType: SpecialType.System_String }:
                return $"{Size}.OfText({path})";
            case { IsUnmanagedType: true, TypeKind: TypeKind.Struct or TypeKind.Enum }:
                return "";
            case INamedTypeSymbol { IsGenericType: true } collection when Collections.Contains(FullName(collection)):
                return OfItems(collection, path);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Beside(nullable.TypeArguments[0], path + ".GetValueOrDefault()");
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } value:
                return OfFields(value, path);
            case INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: true, IsSealed: true } value
                when value.BaseType is { SpecialType: SpecialType.System_Object } && !value.DeclaringSyntaxReferences.IsEmpty
                    && FieldsOf(value).All(static field => field.IsReadOnly):
                var name = NewName();
                return OfFields(value, name) is { } beside
                    ? $"({path} is {{ }} {name} ? {Sum([$"{Size}.OfObject", .. FieldsOf(value).Select(OwnSize), beside])} : 0)"
                    : null;
            default:
                return null;
        }
    }

    private string? OfItems(INamedTypeSymbol collection, string path)
    {
        var name = NewName();
        var parts = collection.TypeArguments is [var key, var value]
            ? new[] { Beside(key, name + ".Key"), Beside(value, name + ".Value") }
            : [Beside(collection.TypeArguments[0], name)];
        if (parts.Contains(null)) return null;
        var each = Sum(parts!);
        return each.Length == 0 ? $"{Size}.OfMany({path})" : $"{Size}.OfMany({path}, static {name} => {each})";
    }

    private string? OfFields(INamedTypeSymbol type, string path)
    {
        // What holds itself may be of any depth.
        if (!_within.Add(type)) return null;
        var parts = new List<string>();
        foreach (var (symbol, held) in Parts(type))
        {
            // Bytes alone are counted with the struct, and need no name.
            if (held is { IsUnmanagedType: true, TypeKind: TypeKind.Struct or TypeKind.Enum }) continue;
            if (!IsSeen(symbol) || Beside(held, $"{path}.{Identifiers.Escape(symbol.Name)}") is not { } part) return null;
            parts.Add(part);
        }

        _within.Remove(type);
        return Sum(parts);
    }

    /// <summary>Metadata may leave private fields of another assembly's structs out, or has something in their place.</summary>
    private static IEnumerable<(ISymbol Symbol, ITypeSymbol Type)> Parts(INamedTypeSymbol type) =>
        type.IsTupleType ? type.TupleElements.Select(static each => ((ISymbol)each, each.Type))
        : FullName(type) == KnownSymbols.KeyValuePair
            ? type.GetMembers().OfType<IPropertySymbol>().Select(static each => ((ISymbol)each, each.Type))
        : FieldsOf(type).Select(static field => (BehindOf(field) ?? field, field.Type));

    /// <summary>The property that a field is behind. Metadata tells it by the name alone.</summary>
    private static ISymbol? BehindOf(IFieldSymbol field) =>
        field.AssociatedSymbol is { } property ? property
        : field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(Behind, StringComparison.Ordinal)
            ? field.ContainingType.GetMembers(field.Name.Substring(1, field.Name.Length - 1 - Behind.Length)).FirstOrDefault()
            : null;

    private bool IsSeen(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { GetMethod: null } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } => false,
        { DeclaredAccessibility: Accessibility.Public } => true,
        { DeclaredAccessibility: Accessibility.Internal or Accessibility.ProtectedOrInternal } =>
            SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _model.ContainingAssembly),
        _ => false,
    };

    /// <summary>Bytes that are captured are counted with the struct, and copied with it.</summary>
    private static bool HoldsCaptured(INamedTypeSymbol type) =>
        CapturedParameters.TypesOf(type).Any(static each => !each.IsUnmanagedType);

    private static string? PathOf(IFieldSymbol field) => field.AssociatedSymbol switch
    {
        IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: true, GetMethod: not null } property =>
            Identifiers.Escape(property.Name),
        null when !field.IsImplicitlyDeclared => Identifiers.Escape(field.Name),
        _ => null,
    };

    private static string OwnSize(IFieldSymbol field) => $"{Size}.Of<{Declaration.Reference(field.Type)}>()";

    private static string Sum(IEnumerable<string> parts) => string.Join(" + ", parts.Where(static part => part.Length > 0));

    private static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => field is { IsStatic: false, IsConst: false });

    private static string FullName(INamedTypeSymbol type) =>
        type.ContainingType is null ? $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}" : "";

    private string NewName() => $"part{++_names}";
}
