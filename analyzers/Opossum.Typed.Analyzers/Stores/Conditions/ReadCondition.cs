using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>The condition that <c>BuildAsync</c> returns beside its models, and what becomes of it in a member.</summary>
internal sealed class ReadCondition
{
    private readonly ILocalSymbol? _local;          // the condition, or the whole tuple
    private readonly bool _isTuple;

    private ReadCondition(ILocalSymbol? local, bool isTuple, SyntaxNode place, bool isUsed) =>
        (_local, _isTuple, Place, IsUsed) = (local, isTuple, place, isUsed);

    /// <summary>Where it is discarded, or kept.</summary>
    public SyntaxNode Place { get; }

    /// <summary>Whether the member does anything with it.</summary>
    public bool IsUsed { get; }

    public static ReadCondition Of(StoreRead read, IOperation root)
    {
        switch (read.Place)
        {
            case IVariableDeclaratorOperation declared:
                return new(declared.Symbol, isTuple: true, read.Call.Syntax, References(declared.Symbol, root).Any(IsMoreThanAModel));
            case IDeconstructionAssignmentOperation { Target: var target } when Last(target) is { } last:
                return last switch
                {
                    IDiscardOperation discard => new(null, isTuple: false, discard.Syntax, isUsed: false),
                    ILocalReferenceOperation { Local: var local } kept =>
                        new(local, isTuple: false, kept.Syntax, References(local, root).Any(each => each.Syntax != kept.Syntax)),
                    _ => Unknown(read),
                };
            default:
                return Unknown(read);
        }
    }

    /// <summary>Whether an expression mentions it.</summary>
    public bool IsIn(IOperation expression) =>
        _local is not null && References(_local, expression).Any(each => !_isTuple || IsMoreThanAModel(each));

    private static ReadCondition Unknown(StoreRead read) => new(null, isTuple: false, read.Call.Syntax, isUsed: true);

    private static IOperation? Last(IOperation target) => target switch
    {
        IDeclarationExpressionOperation { Expression: var declared } => Last(declared),
        ITupleOperation { Elements: [.., var last] } => last is IDeclarationExpressionOperation inner ? inner.Expression : last,
        _ => null,
    };

    private static IEnumerable<ILocalReferenceOperation> References(ILocalSymbol local, IOperation within) => within.DescendantsAndSelf()
        .OfType<ILocalReferenceOperation>()
        .Where(each => SymbolEqualityComparer.Default.Equals(each.Local, local));

    /// <summary>The tuple as a whole, or the condition of it.</summary>
    private static bool IsMoreThanAModel(ILocalReferenceOperation reference) =>
        reference.Parent is not IFieldReferenceOperation { Field.Type: { } type }
        || MemberClassifier.Is(type, KnownSymbols.AppendCondition);
}
