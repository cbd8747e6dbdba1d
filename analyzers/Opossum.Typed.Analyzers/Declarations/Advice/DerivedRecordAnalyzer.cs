using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1015: a record that derives from one that events hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DerivedRecordAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DerivedRecord,
        title: "Record derives from one that is stored",
        messageFormat: "'{0}' derives from '{1}', which '{2}' holds: an append with a '{0}' there fails, since only the fields of '{1}' "
            + "would be stored; make it one record with members that may be null, or an event of its own",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The codec of a record inside an event knows the fields of the declared type. A value of a derived type would lose "
            + "its own, so appending it is refused at run time.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DerivedRecord),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var (events, derived) = (new ConcurrentBag<INamedTypeSymbol>(), new ConcurrentBag<INamedTypeSymbol>());
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, events, derived), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, events, derived));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<INamedTypeSymbol> events, ConcurrentBag<INamedTypeSymbol> derived)
    {
        if (EventTags.IsEvent(type)) events.Add(type);
        else if (type is { IsRecord: true, TypeKind: TypeKind.Class, IsAbstract: false, BaseType: { IsRecord: true } }) derived.Add(type);
    }

    private static void Report(
        CompilationAnalysisContext context, ConcurrentBag<INamedTypeSymbol> events, ConcurrentBag<INamedTypeSymbol> derived)
    {
        if (derived.IsEmpty) return;
        var holders = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var e in events.OrderBy(static e => Declaration.ReadableName(e), StringComparer.Ordinal))
        {
            if (ParsedEvents.Of(e, context.Compilation, context.CancellationToken).Spec is null) continue;
            foreach (var (member, type) in StoredTypes.Of(e, context.Compilation, context.CancellationToken))
                if (!holders.ContainsKey(type)) holders[type] = $"{e.Name}.{member.Name}";
        }

        foreach (var type in derived)
        {
            for (var @base = type.BaseType; @base is not null; @base = @base.BaseType)
            {
                if (!holders.TryGetValue(@base, out var holder)) continue;
                context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name, @base.Name, holder));
                break;
            }
        }
    }
}
