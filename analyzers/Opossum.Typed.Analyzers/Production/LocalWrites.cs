using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>What is ever written to the locals of a member: known only while every write is an initialiser or a plain assignment.</summary>
internal sealed class LocalWrites
{
    private readonly Dictionary<ILocalSymbol, List<IOperation>> _writes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILocalSymbol> _opaque = new(SymbolEqualityComparer.Default);

    public LocalWrites(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation declarator) Declare(declarator);
            else if (operation is ILocalReferenceOperation reference) Refer(reference);
        }
    }

    /// <summary>All values that the local is ever given; null if it may get others.</summary>
    public IReadOnlyList<IOperation>? To(ILocalSymbol local) =>
        !_opaque.Contains(local) && _writes.TryGetValue(local, out var values) ? values : null;

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Symbol.RefKind != RefKind.None) _opaque.Add(declarator.Symbol);
        if (declarator.GetVariableInitializer()?.Value is { } value) Write(declarator.Symbol, value);
    }

    private void Refer(ILocalReferenceOperation reference)
    {
        if (reference.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == reference)
            Write(reference.Local, assignment.Value);
        else if (MayBeWritten(reference)) _opaque.Add(reference.Local);
    }

    private void Write(ILocalSymbol local, IOperation value)
    {
        if (!_writes.TryGetValue(local, out var values)) _writes[local] = values = [];
        values.Add(value);
    }

    private static bool MayBeWritten(ILocalReferenceOperation reference) => reference.IsDeclaration || reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is not RefKind.None,
        _ => reference.Syntax.Parent is RefExpressionSyntax,
    };
}
