using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>A rule on what the handlers of a consumer do. It sees a class as a whole, because handlers share methods.</summary>
public abstract class HandlerAnalyzer : StoreAnalyzer
{
    private protected sealed override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterSymbolStartAction(
            context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                if (!Attributes.Has(type, KnownSymbols.ConsumerAttribute)) return;
                var code = new ConsumerCode(type);
                context.RegisterOperationBlockAction(code.Add);
                context.RegisterSymbolEndAction(end =>
                {
                    // A method that several handlers call, or one handler several times, is reported once.
                    var found = code.Deliveries(end.CancellationToken).SelectMany(Look).GroupBy(static each => each.Location);
                    foreach (var same in found) end.ReportDiagnostic(same.First());
                });
            },
            SymbolKind.NamedType);

    /// <summary>What the rule says about one handler and the methods that it calls.</summary>
    private protected abstract IEnumerable<Diagnostic> Look(Delivery delivery);
}
