using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// OPSM1021: a type that implements <c>IEvent</c>, or a family, and has no <c>[Event]</c>. The compiler accepts it, so that it gets as far
/// as this rule: the error that it gave instead named an internal member, and kept every rule from running.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredEventAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The diagnostic's property with the name that the fix gives the event. Only record classes have it.</summary>
    public const string Name = nameof(Name);

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UndeclaredEvent,
        title: "Event has no [Event] attribute",
        messageFormat: "'{0}' implements '{1}' but has no [Event], so it can't be stored: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator writes the codec of a partial record with [Event]. Without the attribute there is none, and an append "
            + "of the record would fail at run time.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UndeclaredEvent));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.IEvent) is not { } @interface
                || SymbolEqualityComparer.Default.Equals(@interface.ContainingAssembly, start.Compilation.Assembly)) return;
            start.RegisterSymbolAction(symbol => Look(symbol, @interface), SymbolKind.NamedType);
        });
    }

    private static void Look(SymbolAnalysisContext context, INamedTypeSymbol @interface)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false }
            || !type.AllInterfaces.Contains(@interface, SymbolEqualityComparer.Default)
            || RecordChain.Upwards(type).Any(HasCodec)) return;
        var isEvent = type is { TypeKind: TypeKind.Class, IsRecord: true };
        var properties = ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(
            Diagnostic.Create(
                Rule,
                type.Locations[0],
                isEvent ? properties.Add(Name, type.Name) : properties,
                type.Name,
                Family(type, @interface).Name,
                isEvent
                    ? $"write '[Event(\"{type.Name}\")] partial record {type.Name}', or make it abstract if only records derived from it "
                        + "are events"
                    : $"an event is a record class; write '[Event(\"{type.Name}\")] partial record {type.Name}'"));
    }

    /// <summary>Whether other rules speak of the type, or it has a codec written by hand.</summary>
    private static bool HasCodec(INamedTypeSymbol type) =>
        Attributes.Has(type, KnownSymbols.EventAttribute)
        || type.Interfaces.Any(static each => each.Arity == 1 && MemberClassifier.Is(each, KnownSymbols.IEvent));

    /// <summary>The interface that the type, or the base that brings it, names in its declaration.</summary>
    private static INamedTypeSymbol Family(INamedTypeSymbol type, INamedTypeSymbol @interface) => RecordChain.Upwards(type)
        .SelectMany(static each => each.Interfaces)
        .First(each => SymbolEqualityComparer.Default.Equals(each, @interface)
            || each.AllInterfaces.Contains(@interface, SymbolEqualityComparer.Default));
}
