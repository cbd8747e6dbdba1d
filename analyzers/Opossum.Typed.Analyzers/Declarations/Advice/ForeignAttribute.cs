using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1020: an attribute of System.Text.Json on a member that is stored without it.</summary>
internal static class ForeignAttribute
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.ForeignAttribute,
        title: "Attribute has no effect on what is stored",
        messageFormat: "[{0}] on '{1}' is for System.Text.Json alone: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Events are written by generated code, which does not look at the attributes of System.Text.Json on their members. "
            + "A member that is thought to be left out is stored, and one that is thought to be renamed keeps its name.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ForeignAttribute));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var attribute in property.GetAttributes())
            {
                if (AdviceFor(attribute, property) is not { } advice || !IsStored(property, type, context)) continue;
                var place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken)
                    .GetLocation() ?? property.Locations[0];
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        Rule, place, attribute.AttributeClass!.Name.Replace("Attribute", ""), $"{type.Name}.{property.Name}", advice));
            }
        }
    }

    private static string? AdviceFor(AttributeData attribute, IPropertySymbol property) => attribute switch
    {
        // Only what is always left out; the other conditions are on values.
        _ when Attributes.Is(attribute, KnownSymbols.JsonIgnoreAttribute) && attribute.NamedArguments.All(IsAlways) =>
            "the member is stored; write [Ignore], beside the constructor, to leave it out",
        { ConstructorArguments: [{ Value: string name }] } when Attributes.Is(attribute, KnownSymbols.JsonPropertyNameAttribute)
            && !IsNamed(property) =>
            $"the field keeps its own name; write [Field(\"{name}\")]",
        _ when Attributes.Is(attribute, KnownSymbols.JsonConverterAttribute) && !HasConverter(property) =>
            "the member is stored by generated code; write [Converter(typeof(…))], of an IEventConverter<T>",
        _ => null,
    };

    private static bool IsAlways(KeyValuePair<string, TypedConstant> argument) => argument is { Key: "Condition", Value.Value: 1 };

    private static bool IsStored(IPropertySymbol property, INamedTypeSymbol type, SymbolAnalysisContext context) =>
        StoredMembers.Read(type, new(context.Compilation, refusals: null, context.CancellationToken)) is { } members
        && members.Any(member => SymbolEqualityComparer.Default.Equals(member.Property, property));

    private static bool IsNamed(IPropertySymbol property) => Given(property, KnownSymbols.FieldAttribute);

    private static bool HasConverter(IPropertySymbol property) =>
        Given(property, KnownSymbols.ConverterAttribute) || Given(property, KnownSymbols.JsonContextAttribute);

    /// <summary>On the property, or on the parameter that it is made of.</summary>
    private static bool Given(IPropertySymbol property, string attribute) => Attributes.Has(property, attribute)
        || property.ContainingType.InstanceConstructors
            .SelectMany(static each => each.Parameters)
            .Any(parameter => parameter.Name == property.Name && Attributes.Has(parameter, attribute));
}
