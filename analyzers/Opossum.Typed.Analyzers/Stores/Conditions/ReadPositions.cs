using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>The locals in which a member keeps the position up to which a read saw everything.</summary>
internal sealed class ReadPositions
{
    private readonly List<ILocalSymbol> _heads = [];
    private readonly ILocalSymbol? _sequence;

    private ReadPositions(ILocalSymbol? sequence) => _sequence = sequence;

    /// <summary>Whether one of them is kept and never looked at.</summary>
    public bool HasUnused { get; private set; }

    /// <summary>The one expression that says it; null where there are several, or none.</summary>
    public string? Only => _heads.Count switch
    {
        0 when _sequence is not null => _sequence.Name + ".Head",
        1 => _heads[0].Name,
        _ => null,
    };

    /// <summary>Whether an expression is one of them.</summary>
    public bool Has(IOperation position) => Operand.Unconverted(position) switch
    {
        ILocalReferenceOperation { Local: var local } => _heads.Contains(local, SymbolEqualityComparer.Default),
        IPropertyReferenceOperation { Property.Name: "Head", Instance: ILocalReferenceOperation { Local: var sequence } } =>
            _sequence is not null && SymbolEqualityComparer.Default.Equals(sequence, _sequence),
        _ => false,
    };

    public static ReadPositions Of(StoreRead read, ISymbol store, IOperation root, LocalWrites writes)
    {
        var positions = new ReadPositions(SequenceOf(read));
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local } declared when writes.To(local) is [var only]
                    && positions.IsHead(Operand.Unconverted(only), declared, read, store):
                    positions._heads.Add(local);
                    break;
                case ISimpleAssignmentOperation
                {
                    Target: ILocalReferenceOperation { Local: var local },
                    Value: var value,
                } when IsLastOf(value, read):
                    positions._heads.Add(local);
                    break;
            }
        }

        positions.HasUnused = positions._heads.Any(head => IsUnused(head, root));
        return positions;
    }

    private static ILocalSymbol? SequenceOf(StoreRead read) => read.Call.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } when !read.IsOfModels => declared.Symbol,
        _ => null,
    };

    /// <summary><c>read.Head</c>, or the head of the store before the read.</summary>
    private bool IsHead(IOperation value, IVariableDeclaratorOperation declared, StoreRead read, ISymbol store)
    {
        if (value is not IPropertyReferenceOperation { Property.Name: "Head", Instance: { } owner }
            || StoreCall.Symbol(Operand.Unconverted(owner)) is not { } symbol) return false;
        return SymbolEqualityComparer.Default.Equals(symbol, _sequence)
            || SymbolEqualityComparer.Default.Equals(symbol, store) && declared.Syntax.SpanStart < read.Call.Syntax.SpanStart;
    }

    /// <summary>Of each event in turn, so that the last remains: of a read that goes forward, and to the end.</summary>
    private static bool IsLastOf(IOperation value, StoreRead read) =>
        Operand.Unconverted(value) is IPropertyReferenceOperation
        {
            Property: { Name: "Position", ContainingType: { } type },
            Instance: ILocalReferenceOperation { Local: var e },
        }
        && MemberClassifier.Is(type.OriginalDefinition, KnownSymbols.SequencedEvent)
        && read.Place is IForEachLoopOperation loop
        && loop.Locals.Contains(e, SymbolEqualityComparer.Default)
        && read.Call.Arguments.All(static each => each.Parameter?.Name == "query" || each.ArgumentKind == ArgumentKind.DefaultValue);

    private static bool IsUnused(ILocalSymbol local, IOperation root) => root.Descendants()
        .OfType<ILocalReferenceOperation>()
        .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
        .All(static reference => reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference);
}
