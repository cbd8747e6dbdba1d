using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Analyzers.Stores.Conditions;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>
/// OPSM3018 and OPSM3019: a handler of a family that no event is left for, and an event that two handlers of families take. Both depend on
/// which events are declared, so the generator does not refuse the model for them. It asks the same routing as the generator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FamilyHandlerAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Unreached = new(
        RuleIds.UnreachedHandler,
        title: "Handler of a family is never called",
        messageFormat: "No event is left for this handler: {0}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A handler of a family takes the events of the family that have no handler of their own, or of a more specific "
            + "family, and that can carry the tags of the boundary. Without any, it does nothing.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnreachedHandler));

    private static readonly DiagnosticDescriptor Ambiguous = new(
        RuleIds.AmbiguousFamily,
        title: "Event is of two families that have handlers",
        messageFormat: "'{0}' is of {1}, which both have handlers, and neither family is a part of the other; add a handler of '{0}' "
            + "itself, or let one family extend the other",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Of several handlers that could take an event, the most specific one is called, whatever their order. Between two "
            + "families that only overlap there is none.",
        helpLinkUri: RuleIds.PageOf(RuleIds.AmbiguousFamily));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unreached, Ambiguous];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.DecisionModelAttribute) is null) return;
            var members = new Lazy<EquatableArray<FamilyMember>>(() => Members(start.Compilation, start.CancellationToken));
            start.RegisterSymbolAction(symbol => Look(symbol, members), SymbolKind.NamedType);
        });
    }

    private static void Look(SymbolAnalysisContext context, Lazy<EquatableArray<FamilyMember>> members)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var silent = new ParseContext(context.Compilation, refusals: null, context.CancellationToken);
        if (HandlersOf(type, silent) is not var (handled, keys) || handled.All(static handler => handler.Family is null)) return;
        foreach (var handler in HandlerRouting.Unreached(handled, keys, members.Value))
            if (ParameterOf(type, handler) is { } parameter)
                context.ReportDiagnostic(Diagnostic.Create(Unreached, parameter.Locations[0], WhyUnreached(parameter, keys)));
        foreach (var (e, handlers) in HandlerRouting.Ambiguous(handled, keys, members.Value))
        {
            IParameterSymbol[] parameters = [.. handlers.Select(handler => ParameterOf(type, handler)).OfType<IParameterSymbol>()];
            if (parameters.Length < 2) continue;
            var families = string.Join(" and ", parameters.Select(static each => $"'{each.Type.Name}'"));
            context.ReportDiagnostic(Diagnostic.Create(Ambiguous, parameters[^1].Locations[0], ShortName(e.Event), families));
        }
    }

    /// <summary>
    /// The handlers of a decision model, a consumer, a read model or a projection, and the keys of tags that events must have for them;
    /// null for what is none of these, or is refused.
    /// </summary>
    private static (EquatableArray<HandlerSpec> Handlers, string[] Keys)? HandlersOf(INamedTypeSymbol type, ParseContext context)
    {
        if (ObservedEvents.IsModel(type))
            return DecisionModelParser.Parse(type, context) is { } model
                ? (model.Handlers, [.. model.Boundary.Select(static tag => tag.Key)])
                : null;
        if (Attributes.Has(type, KnownSymbols.ReadModelAttribute))
            return ReadModelParser.Parse(type, context) is { } projected ? (projected.Handlers, [.. projected.TagKeys]) : null;
        if (Attributes.Has(type, KnownSymbols.ProjectionAttribute))
            return ProjectionParser.Parse(type, context) is { } projection ? (projection.Handlers, []) : null;
        if (!Attributes.Has(type, KnownSymbols.ConsumerAttribute)) return null;
        return ConsumerParser.Parse(type, context) is { } consumer ? (consumer.Handlers, []) : null;
    }

    private static string WhyUnreached(IParameterSymbol parameter, string[] keys) => keys.Length == 0
        ? $"'{parameter.Type.Name}' has no events but those that have handlers of their own; remove the handler, or declare an event of "
            + "the family"
        : $"'{parameter.Type.Name}' has no events that can carry {string.Join(" and ", keys.Select(static key => $"the tag '{key}'"))}, "
            + "but those that have handlers of their own; remove the handler, or give an event of the family a member with the tag";

    private static IParameterSymbol? ParameterOf(INamedTypeSymbol type, HandlerSpec handler) => type.GetMembers("On")
        .OfType<IMethodSymbol>()
        .SelectMany(static method => method.Parameters)
        .FirstOrDefault(parameter => Declaration.Reference(parameter.Type) == handler.Parameter);

    private static string ShortName(string reference) => reference.Substring(reference.LastIndexOfAny(['.', ':']) + 1);

    /// <summary>As the generator gathers them.</summary>
    private static EquatableArray<FamilyMember> Members(Compilation compilation, CancellationToken cancellation)
    {
        EventSpec[] events = [.. new EventIndex(compilation).All
            .Select(e => ParsedEvents.Of(e, compilation, cancellation).Spec)
            .OfType<EventSpec>()];
        var past = CatalogSpec.PastOf([.. events.Select(CatalogEntry.Of)]);
        return events.Where(e => !past.Contains(e.Declaration.FullName)).SelectMany(FamilyMember.Of).ToEquatableArray();
    }
}
