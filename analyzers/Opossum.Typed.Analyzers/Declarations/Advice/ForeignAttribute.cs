using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// OPSM1020: an attribute of another serializer on a member that is stored without it, of an event or of anything inside one.
/// </summary>
internal static class ForeignAttribute
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.ForeignAttribute,
        title: "Attribute has no effect on what is stored",
        messageFormat: "[{0}] on '{1}' has no effect: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Events are written by generated code, which does not look at the attributes of other serializers on their members. "
            + "A member that is thought to be left out is stored, and one that is thought to be renamed keeps its name. Columns of read "
            + "models are called after their members, so that [Field] has no effect on them either.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ForeignAttribute));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var property in StoredTypes.MembersOf(type, context.Compilation, context.CancellationToken))
            Report(context, property, PropertyAdvice(property, type, isBare: false), within: type, property);
        foreach (var (member, inner) in StoredTypes.All(type, context.Compilation, context.CancellationToken))
        {
            if (inner.TypeKind == TypeKind.Enum)
            {
                foreach (var name in inner.GetMembers().OfType<IFieldSymbol>())
                    Report(context, name, EnumAdvice(name), within: type, member);
                continue;
            }

            // A struct of one value is stored without a name of the value's own.
            var isBare = SingleValue.Read(inner, new(context.Compilation, refusals: null, context.CancellationToken)) is not null;
            foreach (var property in StoredTypes.MembersOf(inner, context.Compilation, context.CancellationToken))
                Report(context, property, PropertyAdvice(property, inner, isBare), within: type, member);
        }
    }

    /// <summary>At the attribute, if it is inside the event; else at the event's own member, as the rules on its declaration do.</summary>
    private static void Report(
        SymbolAnalysisContext context,
        ISymbol stored,
        IEnumerable<(AttributeData Attribute, string Advice)> found,
        INamedTypeSymbol within,
        IPropertySymbol member)
    {
        foreach (var (attribute, advice) in found)
        {
            var isInside = SymbolEqualityComparer.Default.Equals(stored.ContainingType, within);
            var own = SymbolEqualityComparer.Default.Equals(member.ContainingType, within) ? (ISymbol)member : within;
            var place = isInside && attribute.ApplicationSyntaxReference is { } reference
                ? reference.GetSyntax(context.CancellationToken).GetLocation()
                : own.Locations.FirstOrDefault(static location => location.IsInSource);
            var name = $"{stored.ContainingType.Name}.{stored.Name}";
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, place, attribute.AttributeClass!.Name.Replace("Attribute", ""), name, advice));
        }
    }

    private static IEnumerable<(AttributeData Attribute, string Advice)> PropertyAdvice(
        IPropertySymbol property, INamedTypeSymbol owner, bool isBare)
    {
        foreach (var attribute in property.GetAttributes())
            if (AdviceFor(attribute, property, owner, isBare) is { } advice) yield return (attribute, advice);
    }

    private static string? AdviceFor(AttributeData attribute, IPropertySymbol property, INamedTypeSymbol owner, bool isBare)
    {
        if (IsIgnore(attribute)) return "the member is stored; write [Ignore], beside the constructor, to leave it out";
        if (!isBare && NameIn(attribute) is { } name && name != StoredName(property) && !Has(property, owner, KnownSymbols.FieldAttribute))
            return $"the field keeps its own name; write [Field(\"{name}\")]";
        return Attributes.Is(attribute, KnownSymbols.JsonConverterAttribute)
            && !Has(property, owner, KnownSymbols.ConverterAttribute)
            && !Has(property, owner, KnownSymbols.JsonContextAttribute)
            ? "the member is stored by generated code; write [Converter(typeof(…))], of an IEventConverter<T>"
            : null;
    }

    /// <summary>What an attribute on a member of a read model or of a row is thought to do and does not; null for any other.</summary>
    public static string? ColumnAdvice(AttributeData attribute, bool isReadModel, bool isComputed)
    {
        if (IsIgnore(attribute))
            return isComputed ? "the member has a column; write [Ignore] to leave it out" : "each parameter has a column; remove it";
        if (Attributes.Is(attribute, KnownSymbols.JsonConverterAttribute))
            return isComputed ? null : "the column is written by generated code; write [Converter(typeof(…))], of an IEventConverter<T>";
        if (NameIn(attribute) is null && !Attributes.Is(attribute, KnownSymbols.FieldAttribute)) return null;
        return isReadModel
            ? "a column is called after its member; rename that, or remove it"
            : "columns are read in their order; remove it";
    }

    private static IEnumerable<(AttributeData Attribute, string Advice)> EnumAdvice(IFieldSymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            var name = attribute switch
            {
                { ConstructorArguments: [{ Value: string given }] }
                    when Attributes.Is(attribute, KnownSymbols.JsonStringEnumMemberNameAttribute) => given,
                _ when Attributes.Is(attribute, KnownSymbols.EnumMemberAttribute) => Named(attribute, "Value"),
                _ => null,
            };
            if (name is not null && name != member.Name)
                yield return (attribute, $"the value is stored by its own name; name it '{name}', or map it where it is sent");
        }
    }

    /// <summary>Only what is always left out; the other conditions are on values.</summary>
    private static bool IsIgnore(AttributeData attribute) =>
        (Attributes.Is(attribute, KnownSymbols.JsonIgnoreAttribute) && attribute.NamedArguments.All(IsAlways))
        || Attributes.Is(attribute, KnownSymbols.IgnoreDataMemberAttribute)
        || Attributes.Is(attribute, KnownSymbols.NewtonsoftIgnoreAttribute);

    private static string? NameIn(AttributeData attribute) => attribute switch
    {
        { ConstructorArguments: [{ Value: string name }] } when Attributes.Is(attribute, KnownSymbols.JsonPropertyNameAttribute) => name,
        _ when Attributes.Is(attribute, KnownSymbols.DataMemberAttribute) => Named(attribute, "Name"),
        { ConstructorArguments: [{ Value: string name }] } when Attributes.Is(attribute, KnownSymbols.NewtonsoftPropertyAttribute) => name,
        _ when Attributes.Is(attribute, KnownSymbols.NewtonsoftPropertyAttribute) => Named(attribute, "PropertyName"),
        _ => null,
    };

    private static string? Named(AttributeData attribute, string argument) =>
        attribute.NamedArguments.FirstOrDefault(each => each.Key == argument).Value.Value as string;

    private static string StoredName(IPropertySymbol property) => CamelCase.Of(property.Name);

    private static bool IsAlways(KeyValuePair<string, TypedConstant> argument) => argument is { Key: "Condition", Value.Value: 1 };

    private static bool Has(IPropertySymbol property, INamedTypeSymbol owner, string attribute) =>
        Inherited.Has(property, parameter: null, owner, attribute);
}
