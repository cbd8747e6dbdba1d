using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Analyzers.Stores.Conditions;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// OPSM2010: a tag that events have shipped without, at its event and wherever a query or a decision model relies on it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NewerTagAnalyzer : DiagnosticAnalyzer
{
    private static readonly SourceTextValueProvider<ContractFile> Reader = new(ContractFile.Read);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ContractRules.NewerTag];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var contract = EventContract.Read(
                start.Options.AdditionalFiles,
                text => start.TryGetValue(text, Reader, out var file) ? file : null,
                start.CancellationToken);
            if (contract is null) return;
            var declared = new DeclaredEvents(start.Compilation);
            var newer = new NewerTags(contract, declared);
            var events = new EventIndex(start.Compilation);
            start.RegisterSymbolAction(symbol => LookAtType(symbol, contract, declared, newer), SymbolKind.NamedType);
            start.RegisterOperationAction(operation => LookAtQuery(operation, newer, events), OperationKind.Invocation);
        });
    }

    private static void LookAtType(SymbolAnalysisContext context, EventContract contract, DeclaredEvents declared, NewerTags newer)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (EventTags.IsEvent(type)) LookAtEvent(context, type, contract, declared, newer);
        else if (ObservedEvents.IsModel(type)) LookAtModel(context, type, newer);
    }

    private static void LookAtEvent(
        SymbolAnalysisContext context, INamedTypeSymbol type, EventContract contract, DeclaredEvents declared, NewerTags newer)
    {
        if (EventMark.Read(type) is not { } mark
            || !SymbolEqualityComparer.Default.Equals(declared.Newest(mark.Name)?.Type, type)) return;
        foreach (var tag in newer.Of(type, context.CancellationToken))
            context.ReportDiagnostic(
                Diagnostic.Create(ContractRules.NewerTag, type.Locations[0], EditOf(tag, contract), tag.Version, tag.Key, tag.Line));
    }

    /// <summary>A line without a word on old events goes, and one with a word comes.</summary>
    private static ImmutableDictionary<string, string?> EditOf(NewerTag tag, EventContract contract)
    {
        var edit = contract.Unshipped(tag.Line.Key) is null ? ContractEdit.None : ContractEdit.Removing(tag.Line);
        return edit.Add(ContractEdit.Retagged, $"{tag.Line} {ContractLine.WordOf(TagHistory.Retagged)}")
            .Add(ContractEdit.Since, $"{tag.Line} {ContractLine.WordOf(TagHistory.Since)}");
    }

    private static void LookAtModel(SymbolAnalysisContext context, INamedTypeSymbol model, NewerTags newer)
    {
        if (ModelBoundary.Read(model, new(context.Compilation, refusals: null, context.CancellationToken)) is not { } boundary) return;
        var missing = ObservedEvents.Of(model)
            .SelectMany(e => boundary.Select(tag => newer.By(e, tag.Spec.Key, context.CancellationToken)))
            .OfType<NewerTag>()
            .Distinct();
        foreach (var tag in missing)
            context.ReportDiagnostic(
                Diagnostic.Create(ContractRules.NewerTag, model.Locations[0], tag.Version, tag.Key, tag.Line));
    }

    private static void LookAtQuery(OperationAnalysisContext context, NewerTags newer, EventIndex events)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.IsStatic || !Guard.IsQuery(call.Type)) return;
        var shapes = new QueryShapes(context.Compilation, new LocalWrites(StoreCall.Root(call)), context.CancellationToken);
        if (shapes.Of(call) is not { } items) return;
        var missing = items.SelectMany(item => item.Tags.SelectMany(tag => TypesOf(item, events)
            .Select(e => newer.By(e, tag.Key, context.CancellationToken))))
            .OfType<NewerTag>()
            .Distinct();
        foreach (var tag in missing)
            context.ReportDiagnostic(
                Diagnostic.Create(ContractRules.NewerTag, call.Syntax.GetLocation(), tag.Version, tag.Key, tag.Line));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(QueryItemShape item, EventIndex events) =>
        item.Types.IsEmpty ? events.All : item.Types;
}
