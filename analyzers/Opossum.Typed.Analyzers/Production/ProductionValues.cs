using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>Evaluates the expressions of one member as far as they are known when the environment is production.</summary>
internal sealed class ProductionValues(LocalWrites locals, Captures captures, SemanticModel? model)
{
    private int _depth;

    public Outcome Of(IOperation value)
    {
        if (value.ConstantValue.HasValue) return OutcomeOperators.Of(value.ConstantValue.Value);
        return value switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Of(conversion.Operand),
            IDefaultValueOperation { Type: { } type } =>
                type.IsValueType && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? Outcome.Other : Outcome.Null,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => OutcomeOperators.Not(Of(not.Operand)),
            IBinaryOperation binary => OfBinary(binary),
            IIsPatternOperation match => OfPattern(match.Value, match.Pattern),
            IIsNullOperation isNull => OutcomeOperators.AreEqual(Of(isNull.Operand), Outcome.Null),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => OfChoice(Of(choice.Condition), choice.WhenTrue, whenFalse),
            IInvocationOperation call => OfCall(call),
            IPropertyReferenceOperation property => EnvironmentChecks.Of(property),
            _ => Behind(value) is { } values ? OfAny(values) : Outcome.Anything,
        };
    }

    /// <summary>
    /// What a name stands for: the values that a local, a capture of the flow graph or a static readonly field is given; null when that is
    /// not known.
    /// </summary>
    public IReadOnlyList<IOperation>? Behind(IOperation value) => value switch
    {
        ILocalReferenceOperation local => locals.To(local.Local),
        IFlowCaptureReferenceOperation capture => captures.Of(capture.Id),
        IFieldReferenceOperation field => Initializer(field.Field) is { } initializer ? [initializer] : null,
        _ => null,
    };

    private Outcome OfAny(IReadOnlyList<IOperation> values)
    {
        if (_depth >= Following.MaxDepth) return Outcome.Anything;
        _depth++;
        var outcome = Outcome.None;
        foreach (var value in values) outcome |= Of(value);
        _depth--;
        return outcome;
    }

    private Outcome OfBinary(IBinaryOperation binary) => binary.OperatorKind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And =>
            OutcomeOperators.And(Of(binary.LeftOperand), Of(binary.RightOperand)),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => OutcomeOperators.Or(Of(binary.LeftOperand), Of(binary.RightOperand)),
        BinaryOperatorKind.Equals => AreEqual(binary.LeftOperand, binary.RightOperand),
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr =>
            OutcomeOperators.Not(AreEqual(binary.LeftOperand, binary.RightOperand)),
        _ => Outcome.Anything,
    };

    private Outcome OfChoice(Outcome condition, IOperation whenTrue, IOperation whenFalse)
    {
        var outcome = Outcome.None;
        if (condition.Has(Outcome.True)) outcome |= Of(whenTrue);
        if (condition.Has(Outcome.False)) outcome |= Of(whenFalse);
        return outcome;
    }

    private Outcome OfCall(IInvocationOperation call)
    {
        // What the compiler makes of `env?.IsDevelopment() ?? false`.
        if (call is { TargetMethod.Name: nameof(Nullable<bool>.GetValueOrDefault), Arguments.Length: 0, Instance: { } nullable })
            return OutcomeOperators.OrDefault(Of(nullable));
        if (call.TargetMethod is not { Name: nameof(string.Equals), ContainingType.SpecialType: SpecialType.System_String })
            return EnvironmentChecks.Of(call);
        if (call.Instance is { } text) return AreEqual(text, call.Arguments[0].Value);
        return call.Arguments.Length > 1 ? AreEqual(call.Arguments[0].Value, call.Arguments[1].Value) : Outcome.Anything;
    }

    private Outcome OfPattern(IOperation value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => AreEqual(value, constant.Value),
        INegatedPatternOperation negated => OutcomeOperators.Not(OfPattern(value, negated.Pattern)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either =>
            OutcomeOperators.Or(OfPattern(value, either.LeftPattern), OfPattern(value, either.RightPattern)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            OutcomeOperators.And(OfPattern(value, both.LeftPattern), OfPattern(value, both.RightPattern)),
        IDiscardPatternOperation => Outcome.True,
        _ => Outcome.Anything,
    };

    private Outcome AreEqual(IOperation left, IOperation right)
    {
        if (EnvironmentChecks.Constant(right) is { } name) return NameIs(left, name);
        if (EnvironmentChecks.Constant(left) is { } other) return NameIs(right, other);
        return OutcomeOperators.AreEqual(Of(left), Of(right));
    }

    /// <summary>Whether the text is <paramref name="name"/>, where it is the environment's name.</summary>
    private Outcome NameIs(IOperation text, string name)
    {
        if (EnvironmentChecks.IsName(text)) return EnvironmentNames.ProductionIs(name);
        if (EnvironmentChecks.Constant(text) is { } constant) return OutcomeOperators.Of(constant == name);
        if (text is IConversionOperation { OperatorMethod: null } conversion) return NameIs(conversion.Operand, name);
        if (text is ICoalesceOperation coalesce) return NameIs(coalesce.Value, name) | NameIs(coalesce.WhenNull, name);
        if (Behind(text) is not { } values || _depth >= Following.MaxDepth) return Outcome.TrueOrFalse;

        _depth++;
        var outcome = values.Aggregate(Outcome.None, (sum, value) => sum | NameIs(value, name));
        _depth--;
        return outcome;
    }

    /// <summary>A static readonly field has its initialiser's value unless a static constructor can give it another.</summary>
    private IOperation? Initializer(IFieldSymbol field)
    {
        if (field is not { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences.Length: 1 } || model is null) return null;
        if (field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)) return null;
        var declaration = field.DeclaringSyntaxReferences[0];
        // Another file's expressions would need another semantic model, which an analyzer should not ask for.
        if (declaration.SyntaxTree != model.SyntaxTree) return null;
        return declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? model.GetOperation(value) : null;
    }
}
