using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a member of an event is, as far as its type alone tells.</summary>
internal enum MemberKind
{
    /// <summary>No codec can be generated.</summary>
    Unsupported,
    Int32,
    Int64,
    Double,
    Decimal,
    Boolean,
    String,
    Guid,
    DateTimeOffset,
    Enum,

    /// <summary>A value type with <c>[Tag]</c>. Whether it is well formed is another question.</summary>
    Tag,

    /// <summary>A record. Whether its state is all in its primary constructor is another question.</summary>
    Record,
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
}

/// <summary>The answer of <see cref="MemberClassifier"/>.</summary>
internal readonly struct ClassifiedMember(MemberKind kind, ITypeSymbol type, bool isNullable = false, ITypeSymbol? item = null)
{
    public MemberKind Kind => kind;

    /// <summary>The type without its question mark.</summary>
    public ITypeSymbol Type => type;

    public bool IsNullable => isNullable;

    /// <summary>The type of the items of a collection.</summary>
    public ITypeSymbol? Item => item;
}

/// <summary>
/// Says which types an event can have. One file without a dependency on the generator: analyzers compile it too, so that what the generator refuses and what
/// they report can't drift apart.
/// </summary>
internal static class MemberClassifier
{
    public const string TagAttribute = "Opossum.Typed.TagAttribute";

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
        var kind = Scalar(type);
        if (kind != MemberKind.Unsupported) return new(kind, type, isNullable);
        if (type is IArrayTypeSymbol { Rank: 1 } array) return new(MemberKind.Array, type, isNullable, array.ElementType);
        if (type is not INamedTypeSymbol named || !compilation.IsSymbolAccessibleWithin(named, compilation.Assembly)) return new(MemberKind.Unsupported, type);
        if (!named.IsGenericType) return new(Declared(named), type, isNullable);
        return named.TypeArguments is [var item] ? new(Collection(named), type, isNullable, item) : new(MemberKind.Unsupported, type);
    }

    private static MemberKind Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => MemberKind.Int32,
        SpecialType.System_Int64 => MemberKind.Int64,
        SpecialType.System_Double => MemberKind.Double,
        SpecialType.System_Decimal => MemberKind.Decimal,
        SpecialType.System_Boolean => MemberKind.Boolean,
        SpecialType.System_String => MemberKind.String,
        _ when Is(type, "System.Guid") => MemberKind.Guid,
        _ when Is(type, "System.DateTimeOffset") => MemberKind.DateTimeOffset,
        _ => MemberKind.Unsupported,
    };

    private static MemberKind Collection(INamedTypeSymbol type) => type switch
    {
        { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IReadOnlyList_T } => MemberKind.ReadOnlyList,
        _ when Is(type, "System.Collections.Generic.List") => MemberKind.List,
        _ when Is(type, "System.Collections.Immutable.ImmutableArray") => MemberKind.ImmutableArray,
        _ => MemberKind.Unsupported,
    };

    private static MemberKind Declared(INamedTypeSymbol type) => type switch
    {
        // The codec is a file of its own and can't name a type of another file.
        _ when IsFileLocal(type) || type.TypeKind == TypeKind.Error => MemberKind.Unsupported,
        { TypeKind: TypeKind.Enum } => MemberKind.Enum,
        { TypeKind: TypeKind.Struct } when HasTagAttribute(type) => MemberKind.Tag,

        // The compiler forgets that a struct was a record when it writes an assembly.
        { TypeKind: TypeKind.Struct, IsRecord: true } or { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: true } => MemberKind.Record,
        { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: false } => MemberKind.Record,
        _ => MemberKind.Unsupported,
    };

    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || type.ContainingType is { } container && IsFileLocal(container);

    private static bool HasTagAttribute(INamedTypeSymbol type) =>
        type.GetAttributes().Any(static attribute => attribute.AttributeClass is { } @class && Is(@class, TagAttribute));

    /// <summary>By the simple name first: this is asked of every type and attribute while the user types, and a full name costs a string.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fullName">Namespace and name, without type parameters.</param>
    public static bool Is(ITypeSymbol type, string fullName)
    {
        if (!fullName.EndsWith(type.Name, StringComparison.Ordinal)) return false;
        return type is INamedTypeSymbol { ContainingType: null, TypeKind: not TypeKind.Error } && fullName == type.ContainingNamespace.ToDisplayString() + "." + type.Name;
    }
}
