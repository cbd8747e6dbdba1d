using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Who writes and reads a value in place of generated code: a converter, or a context of System.Text.Json.</summary>
internal readonly record struct ConverterMark(string Reference, string Name, bool IsContext)
{
    private const string ContextAttribute = KnownSymbols.JsonContextAttribute;

    /// <summary>Reads what a member says, on its parameter or on its property.</summary>
    /// <param name="member">The member.</param>
    /// <param name="owner">The record that has it.</param>
    /// <param name="type">The type of its value, without a question mark.</param>
    /// <param name="context">The parse of the record.</param>
    /// <param name="mark">Null where nothing is said.</param>
    /// <returns>False where it can't be used.</returns>
    public static bool TryRead(
        StoredMember member, INamedTypeSymbol owner, ITypeSymbol type, ParseContext context, out ConverterMark? mark)
    {
        mark = null;
        foreach (var carrier in Carriers(member, owner))
        {
            if (!TryRead(carrier, type, context, out var found)) return false;
            if (mark is not null && found is not null && mark != found)
                return context.Refuse(RefusalKind.TwoConverters, member.Property);
            mark ??= found;
        }

        if (member.Parameter is null) return true;
        if (!TryRead(member.Parameter, type, context, out var onParameter)) return false;
        if (mark is not null && onParameter is not null && mark != onParameter)
            return context.Refuse(RefusalKind.TwoConverters, member.Property);
        mark ??= onParameter;
        return true;
    }

    /// <summary>Reads what a type says of all its values.</summary>
    public static bool TryRead(ITypeSymbol type, ParseContext context, out ConverterMark? mark) => TryRead(type, type, context, out mark);

    private static bool TryRead(ISymbol symbol, ITypeSymbol type, ParseContext context, out ConverterMark? mark)
    {
        mark = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            var isContext = Attributes.Is(attribute, ContextAttribute);
            if (!isContext && !Attributes.Is(attribute, KnownSymbols.ConverterAttribute)) continue;
            if (mark is not null) return context.Refuse(RefusalKind.TwoConverters, symbol);
            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Type, Value: var value }])
                return context.Refuse(RefusalKind.Incomplete, symbol);
            if (value is IErrorTypeSymbol) return context.Refuse(RefusalKind.Incomplete, symbol);
            if (value is not INamedTypeSymbol by || !CanBeNamed(by, context))
                return context.Refuse(RefusalKind.NotAConverter, symbol, value as ISymbol);
            if (isContext && !Lists(by, type)) return context.Refuse(RefusalKind.NotInContext, symbol, by);
            if (!isContext && !Converts(by, type)) return context.Refuse(RefusalKind.NotAConverter, symbol, by);
            mark = new(Declaration.Reference(by), by.Name, isContext);
        }

        return true;
    }

    /// <summary>What the property says itself counts, of whichever of the two kinds; else what it inherits.</summary>
    private static IEnumerable<ISymbol> Carriers(StoredMember member, INamedTypeSymbol owner)
    {
        var (property, parameter) = (member.Property, member.Parameter);
        if (Attributes.Has(property, ContextAttribute) || (parameter is not null && Attributes.Has(parameter, ContextAttribute)))
            return [property];
        var converters = Inherited.Carriers(property, parameter, owner, KnownSymbols.ConverterAttribute).ToArray();
        return converters.Any(static each => Attributes.Has(each, KnownSymbols.ConverterAttribute))
            ? converters
            : Inherited.Carriers(property, parameter, owner, ContextAttribute);
    }

    private static bool CanBeNamed(INamedTypeSymbol type, ParseContext context) =>
        type is { IsUnboundGenericType: false, IsFileLocal: false, TypeKind: TypeKind.Class or TypeKind.Struct }
            && !Declaration.IsForbidden(type)
        && context.CanName(type);

    private static bool Converts(INamedTypeSymbol converter, ITypeSymbol type) => converter.AllInterfaces.Any(each =>
        MemberClassifier.Is(each, KnownSymbols.IEventConverter)
            && each.TypeArguments is [var converted]
            && SymbolEqualityComparer.Default.Equals(converted, type));

    /// <summary>By its own attributes: what System.Text.Json generates of them can't be seen from here.</summary>
    private static bool Lists(INamedTypeSymbol context, ITypeSymbol type) =>
        context.BaseType is { } @base && MemberClassifier.Is(@base, KnownSymbols.JsonSerializerContext)
        && context.GetAttributes().Any(attribute => Attributes.Is(attribute, KnownSymbols.JsonSerializableAttribute)
                && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol listed }]
                && SymbolEqualityComparer.Default.Equals(listed, type));
}
