using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>
/// The two options that put an acknowledgement before the flush, of a store and of a hosted one, and what it takes to do so.
/// </summary>
internal sealed class FlushSettings
{
    private readonly ImmutableArray<IPropertySymbol> _immediately;
    private readonly ImmutableArray<IPropertySymbol> _strategy;
    private readonly INamedTypeSymbol? _strategyType;

    private FlushSettings(ImmutableArray<INamedTypeSymbol> options, INamedTypeSymbol? strategyType)
    {
        _immediately = Properties(options, "FlushEventsImmediately");
        _strategyType = strategyType;
        _strategy = strategyType is null ? [] : Properties(options, "Flush");
    }

    /// <summary>Null where the library is not referenced.</summary>
    public static FlushSettings? Find(Compilation compilation)
    {
        ImmutableArray<INamedTypeSymbol> options =
        [
            .. new[] { KnownSymbols.OpossumOptions, KnownSymbols.HostedStoreOptions }
                .Select(compilation.GetTypeByMetadataName)
                .OfType<INamedTypeSymbol>(),
        ];
        return options.IsEmpty ? null : new(options, compilation.GetTypeByMetadataName(KnownSymbols.FlushStrategy));
    }

    /// <summary>Whether the operation writes one of the two, whatever the value.</summary>
    public bool AreWrittenBy(IOperation operation) =>
        operation is IAssignmentOperation { Target: IPropertyReferenceOperation target } && (IsImmediately(target) || IsStrategy(target));

    /// <summary>
    /// Which of the two the operation, of a flow graph, sets so that production acknowledges before it flushes; null if it does not, or is
    /// not known to.
    /// </summary>
    public string? WeakenedBy(IOperation operation, ProductionValues values, SemanticModel? model)
    {
        if (operation is not IAssignmentOperation assignment || TargetOf(assignment, values) is not { } target) return null;
        if (IsImmediately(target)) return TurnsOff(assignment, values) ? "FlushEventsImmediately = false" : null;
        return IsStrategy(target) && IsAStrategy(assignment.Value, values, model, depth: 0) ? "A Flush strategy" : null;
    }

    private static ImmutableArray<IPropertySymbol> Properties(ImmutableArray<INamedTypeSymbol> options, string name) =>
        [.. options.SelectMany(type => type.GetMembers(name).OfType<IPropertySymbol>())];

    private bool IsImmediately(IPropertyReferenceOperation target) =>
        _immediately.Contains(target.Property.OriginalDefinition, SymbolEqualityComparer.Default);

    private bool IsStrategy(IPropertyReferenceOperation target) =>
        _strategy.Contains(target.Property.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>In a flow graph the target is a capture where the value branches.</summary>
    private static IPropertyReferenceOperation? TargetOf(
        IAssignmentOperation assignment, ProductionValues values) => assignment.Target switch
    {
        IPropertyReferenceOperation property => property,
        IFlowCaptureReferenceOperation capture => values.Behind(capture)?.OfType<IPropertyReferenceOperation>().FirstOrDefault(),
        _ => null,
    };

    private static bool TurnsOff(IAssignmentOperation assignment, ProductionValues values) => assignment switch
    {
        ISimpleAssignmentOperation => SaysFalse(assignment.Value, values),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And } => values.Of(assignment.Value) == Outcome.False,
        _ => false,
    };

    /// <summary>
    /// False whatever happens, or in a branch of <c>?:</c> or <c>switch</c> in which the program says so; that <c>a &amp;&amp; b</c> is
    /// false when a is, nobody wrote.
    /// </summary>
    private static bool SaysFalse(IOperation value, ProductionValues values)
    {
        if (values.Of(value) == Outcome.False) return true;
        return Operand.Same(value) is IFlowCaptureReferenceOperation capture
            && values.Behind(capture) is { } branches
            && branches.Any(branch => !branch.IsImplicit && SaysFalse(branch, values));
    }

    private bool IsAStrategy(IOperation value, ProductionValues values, SemanticModel? model, int depth)
    {
        if (values.Of(value) == Outcome.Null || depth > Following.MaxDepth) return false;
        var plain = Operand.Same(value);
        if (plain is IFlowCaptureReferenceOperation)
            return values.Behind(plain)?.Any(branch => IsAStrategy(branch, values, model, depth + 1)) == true;
        if (plain is IObjectCreationOperation || IsMemberOfStrategy(plain)) return true;
        if (values.Behind(plain) is { Count: > 0 } written) return written.All(one => IsAStrategy(one, values, model, depth + 1));
        return IsKnownNotToBeNull(plain, model);
    }

    private bool IsMemberOfStrategy(IOperation value) => value switch
    {
        IInvocationOperation call => IsStrategyType(call.TargetMethod.ContainingType),
        IMemberReferenceOperation member => IsStrategyType(member.Member.ContainingType),
        _ => false,
    };

    private static bool IsKnownNotToBeNull(IOperation value, SemanticModel? model) =>
        model?.GetTypeInfo(value.Syntax).Nullability.FlowState == NullableFlowState.NotNull;

    private bool IsStrategyType(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, _strategyType);
}
