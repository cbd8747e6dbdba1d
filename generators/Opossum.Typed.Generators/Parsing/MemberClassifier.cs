using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a member of an event is, as far as its type alone tells.</summary>
internal enum MemberKind
{
    /// <summary>No codec can be generated.</summary>
    Unsupported,

    /// <summary>A value that JSON has or that has one text.</summary>
    Scalar,
    Enum,

    /// <summary>A value type with <c>[Tag]</c>. Whether it is well formed is another question.</summary>
    Tag,

    /// <summary>A record. Whether all of its state can be given back is another question.</summary>
    Record,

    /// <summary>A record or an interface that lists the records which its values are.</summary>
    Cases,

    /// <summary>Several values with names, in brackets.</summary>
    Tuple,

    /// <summary>What is stored as an array.</summary>
    List,

    /// <summary>What is stored as an object whose names are keys.</summary>
    Map,
}

/// <summary>The answer of <see cref="MemberClassifier"/>.</summary>
internal readonly struct ClassifiedMember(MemberKind kind, ITypeSymbol type, bool isNullable = false)
{
    public MemberKind Kind => kind;

    /// <summary>The type without its question mark.</summary>
    public ITypeSymbol Type => type;

    public bool IsNullable => isNullable;

    /// <summary>Which scalar it is.</summary>
    public ScalarKind? Scalar { get; init; }

    /// <summary>The type of the items of a collection, of a dictionary's values.</summary>
    public ITypeSymbol? Item { get; init; }

    /// <summary>The type of a dictionary's keys.</summary>
    public ITypeSymbol? Key { get; init; }

    public ListKind ListKind { get; init; }

    public MapKind MapKind { get; init; }
}

/// <summary>
/// Says which types an event can have. One file without a dependency on the generator: analyzers compile it too, so that what the generator
/// refuses and what they report can't drift apart.
/// </summary>
internal static class MemberClassifier
{
    /// <summary>Classifies one type; the items of a collection are for the caller to classify in turn.</summary>
    /// <param name="type">The type of a member.</param>
    /// <param name="compilation">The compilation whose code is to name the type.</param>
    public static ClassifiedMember Classify(ITypeSymbol type, Compilation compilation)
    {
        // Code without nullable annotations may hold null anywhere, so there every reference can be null.
        if (type.IsReferenceType)
        {
            var bare = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            return NotNull(bare, type.NullableAnnotation != NullableAnnotation.NotAnnotated, compilation);
        }

        return type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? NotNull(nullable.TypeArguments[0], isNullable: true, compilation)
            : NotNull(type, isNullable: false, compilation);
    }

    private static ClassifiedMember NotNull(ITypeSymbol type, bool isNullable, Compilation compilation)
    {
        if (Scalar(type) is { } scalar) return new(MemberKind.Scalar, type, isNullable) { Scalar = scalar };
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return new(MemberKind.List, type, isNullable) { ListKind = ListKind.Array, Item = array.ElementType };
        if (type is not INamedTypeSymbol named || !compilation.IsSymbolAccessibleWithin(named, compilation.Assembly))
            return new(MemberKind.Unsupported, type, isNullable);
        return named switch
        {
            { TypeArguments: [var item] } when List(named) is { } kind =>
                new(MemberKind.List, type, isNullable) { ListKind = kind, Item = item },
            { TypeArguments: [var key, var item] } when Map(named) is { } kind =>
                new(MemberKind.Map, type, isNullable) { MapKind = kind, Key = key, Item = item },

            { IsTupleType: true, TupleElements.Length: > 1 } => new(MemberKind.Tuple, type, isNullable),

            // Of generic types, a struct may be one value, whatever its type parameters say besides.
            { IsGenericType: true, TypeKind: not TypeKind.Struct } => new(MemberKind.Unsupported, type, isNullable),
            _ => new(Declared(named), type, isNullable),
        };
    }

    private static ScalarKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Byte => ScalarKind.Byte,
        SpecialType.System_SByte => ScalarKind.SByte,
        SpecialType.System_Int16 => ScalarKind.Int16,
        SpecialType.System_UInt16 => ScalarKind.UInt16,
        SpecialType.System_Int32 => ScalarKind.Int32,
        SpecialType.System_UInt32 => ScalarKind.UInt32,
        SpecialType.System_Int64 => ScalarKind.Int64,
        SpecialType.System_UInt64 => ScalarKind.UInt64,
        SpecialType.System_Single => ScalarKind.Single,
        SpecialType.System_Double => ScalarKind.Double,
        SpecialType.System_Decimal => ScalarKind.Decimal,
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_Char => ScalarKind.Char,
        SpecialType.System_String => ScalarKind.String,
        SpecialType.System_DateTime => ScalarKind.DateTime,
        _ when type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => ScalarKind.Bytes,
        _ when IsMemoryOfBytes(type) => ScalarKind.Memory,
        _ when Is(type, KnownSymbols.Guid) => ScalarKind.Guid,
        _ when Is(type, KnownSymbols.DateTimeOffset) => ScalarKind.DateTimeOffset,
        _ when Is(type, KnownSymbols.DateOnly) => ScalarKind.DateOnly,
        _ when Is(type, KnownSymbols.TimeOnly) => ScalarKind.TimeOnly,
        _ when Is(type, KnownSymbols.TimeSpan) => ScalarKind.TimeSpan,
        _ when Is(type, KnownSymbols.Half) => ScalarKind.Half,
        _ when Is(type, KnownSymbols.Int128) => ScalarKind.Int128,
        _ when Is(type, KnownSymbols.UInt128) => ScalarKind.UInt128,
        _ when Is(type, KnownSymbols.BigInteger) => ScalarKind.BigInteger,
        _ when Is(type, KnownSymbols.Uri) => ScalarKind.Uri,
        _ when Is(type, KnownSymbols.Version) => ScalarKind.Version,
        _ when Is(type, KnownSymbols.JsonElement) => ScalarKind.JsonElement,
        _ => null,
    };

    /// <summary>Whether a value has one text or number in JSON.</summary>
    public static bool IsScalar(ITypeSymbol type) => Scalar(type) is not null;

    private static bool IsMemoryOfBytes(ITypeSymbol type) => Is(type, KnownSymbols.ReadOnlyMemory)
        && type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] };

    private static ListKind? List(INamedTypeSymbol type) => type switch
    {
        { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IReadOnlyList_T } => ListKind.ReadOnlyList,
        { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IReadOnlyCollection_T } => ListKind.ReadOnlyCollection,
        _ when Is(type, KnownSymbols.List) => ListKind.List,
        _ when Is(type, KnownSymbols.ImmutableArray) => ListKind.ImmutableArray,
        _ when Is(type, KnownSymbols.ImmutableList) => ListKind.ImmutableList,
        _ when Is(type, KnownSymbols.HashSet) => ListKind.HashSet,
        _ when Is(type, KnownSymbols.IReadOnlySet) => ListKind.ReadOnlySet,
        _ when Is(type, KnownSymbols.SortedSet) => ListKind.SortedSet,
        _ when Is(type, KnownSymbols.ImmutableHashSet) => ListKind.ImmutableHashSet,
        _ when Is(type, KnownSymbols.ImmutableSortedSet) => ListKind.ImmutableSortedSet,
        _ => null,
    };

    private static MapKind? Map(INamedTypeSymbol type) => type switch
    {
        _ when Is(type, KnownSymbols.Dictionary) => MapKind.Dictionary,
        _ when Is(type, KnownSymbols.IReadOnlyDictionary) => MapKind.ReadOnlyDictionary,
        _ when Is(type, KnownSymbols.SortedDictionary) => MapKind.SortedDictionary,
        _ when Is(type, KnownSymbols.ImmutableDictionary) => MapKind.ImmutableDictionary,
        _ when Is(type, KnownSymbols.ImmutableSortedDictionary) => MapKind.ImmutableSortedDictionary,
        _ => null,
    };

    private static MemberKind Declared(INamedTypeSymbol type) => type switch
    {
        // The codec is a file of its own and can't name a type of another file.
        _ when IsFileLocal(type) || type.TypeKind == TypeKind.Error => MemberKind.Unsupported,
        { TypeKind: TypeKind.Enum } => MemberKind.Enum,
        { TypeKind: TypeKind.Struct, IsGenericType: false } when IsTagType(type) => MemberKind.Tag,

        // The compiler forgets that a struct was a record when it writes an assembly.
        { TypeKind: TypeKind.Struct, IsRecord: true } or { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: true } =>
            MemberKind.Record,
        { TypeKind: TypeKind.Interface } or { TypeKind: TypeKind.Class, IsRecord: true } when CaseMarks.AreOn(type) => MemberKind.Cases,
        { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: false } => MemberKind.Record,
        { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } when Constructors.AreMarked(type) => MemberKind.Record,
        _ => MemberKind.Unsupported,
    };

    private static bool IsFileLocal(INamedTypeSymbol type) =>
        type.IsFileLocal
            || type.ContainingType is { } container && IsFileLocal(container)
            || type.TypeArguments.OfType<INamedTypeSymbol>().Any(IsFileLocal);

    /// <summary>Whether the type has <c>[Tag]</c>.</summary>
    public static bool IsTagType(ITypeSymbol type) =>
        Attributes.Has(type, KnownSymbols.TagAttribute);

    /// <summary>
    /// By the simple name first: this is asked of every type and attribute while the user types, and a full name costs a string.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="fullName">Namespace and name, without type parameters.</param>
    public static bool Is(ITypeSymbol type, string fullName)
    {
        if (!fullName.EndsWith(type.Name, StringComparison.Ordinal)) return false;
        return type is INamedTypeSymbol { ContainingType: null, TypeKind: not TypeKind.Error }
            && fullName == type.ContainingNamespace.ToDisplayString() + "." + type.Name;
    }
}
