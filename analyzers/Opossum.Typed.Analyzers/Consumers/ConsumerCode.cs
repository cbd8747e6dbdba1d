using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>The methods of a consumer, over all of its files.</summary>
internal sealed class ConsumerCode(INamedTypeSymbol type)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation> _bodies = new(SymbolEqualityComparer.Default);

    public void Add(OperationBlockAnalysisContext block)
    {
        if (block.OwningSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
            && block.OperationBlocks.Select(StoreCall.Root).OfType<IMethodBodyOperation>().FirstOrDefault() is { } body)
            _bodies[Declared(method)] = body;
    }

    /// <returns>The body of a method of the class; null for any other method.</returns>
    public IOperation? BodyOf(IMethodSymbol method) => _bodies.TryGetValue(Declared(method), out var body) ? body : null;

    /// <summary>What each handler does with an event.</summary>
    public IEnumerable<Delivery> Deliveries(CancellationToken cancellation) => type.GetMembers("On")
        .OfType<IMethodSymbol>()
        .Where(IsHandler)
        .Select(handler => Delivery.To(handler, this, cancellation))
        .OfType<Delivery>();

    private static bool IsHandler(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, Parameters: [{ Type: INamedTypeSymbol e }, ..] }
        && (EventTags.IsEvent(e) || EventFamilies.IsFamily(e));

    /// <summary>A partial method is called by its declaration and has its body in another.</summary>
    private static IMethodSymbol Declared(IMethodSymbol method) => (method.PartialDefinitionPart ?? method).OriginalDefinition;
}
