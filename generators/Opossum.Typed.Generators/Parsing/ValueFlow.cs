using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What an expression makes of a parameter.</summary>
internal enum Flow
{
    /// <summary>The value itself, or nothing: a check throws.</summary>
    Same,

    /// <summary>A value that stays as it is when the same is done to it again, such as trimmed text.</summary>
    Settled,

    /// <summary>What syntax does not tell: the result of somebody else's method.</summary>
    Unknown,

    /// <summary>Another value.</summary>
    Other,
}

/// <summary>Follows a parameter through the expression that a member is set to, by syntax alone.</summary>
/// <param name="type">Whose methods are followed too.</param>
/// <param name="parameter">The name of the parameter.</param>
/// <param name="locals">What the local variables around the expression are set to.</param>
/// <param name="depth">How many methods and variables the value has come through.</param>
internal sealed class ValueFlow(
    INamedTypeSymbol type, string parameter, IReadOnlyDictionary<string, ExpressionSyntax?> locals, int depth = 0)
{
    /// <summary>How many methods and variables deep a value is followed.</summary>
    private const int MaxDepth = 4;

    private static readonly HashSet<string> Copying = new(StringComparer.Ordinal)
    {
        "ToArray", "ToList", "ToHashSet", "ToDictionary", "ToImmutableArray", "ToImmutableList", "ToImmutableHashSet",
        "ToImmutableSortedSet", "ToImmutableDictionary", "ToImmutableSortedDictionary", "ToImmutable", "AsReadOnly", "Clone",
    };

    private static readonly HashSet<string> Settling = new(StringComparer.Ordinal)
    {
        "Trim", "TrimStart", "TrimEnd", "ToUpperInvariant", "ToLowerInvariant", "ToUpper", "ToLower", "Normalize", "ToUniversalTime",
        "Distinct", "Order", "Round", "Floor", "Ceiling", "Truncate", "Abs", "Min", "Max", "Clamp",
    };

    public Flow Of(ExpressionSyntax expression) => expression switch
    {
        ThrowExpressionSyntax => Flow.Same,
        IdentifierNameSyntax { Identifier.ValueText: var name } => OfName(name),
        FieldExpressionSyntax => OfName(Syntax.OwnField),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: IdentifierNameSyntax own } =>
            OfName(own.Identifier.ValueText),
        ParenthesizedExpressionSyntax inner => Of(inner.Expression),
        CheckedExpressionSyntax inner => Of(inner.Expression),
        CastExpressionSyntax cast => Of(cast.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner => Of(inner.Operand),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => Of(assignment.Right),

        // What is not null stays as it is.
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => Of(coalesce.Left),
        ConditionalExpressionSyntax either => Worse(OfBranch(either.WhenTrue), OfBranch(either.WhenFalse)),
        SwitchExpressionSyntax one => one.Arms.Select(arm => OfBranch(arm.Expression)).Aggregate(Flow.Same, Worse),
        CollectionExpressionSyntax { Elements: [SpreadElementSyntax spread] } => Of(spread.Expression),
        ConditionalAccessExpressionSyntax access => OfAccess(access),
        InvocationExpressionSyntax call => OfCall(call),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments }
            when arguments.Any(each => Of(each.Expression) == Flow.Same) => Flow.Unknown,
        _ => Flow.Other,
    };

    public static Flow Worse(Flow one, Flow other) => one > other ? one : other;

    private Flow OfName(string name) =>
        name == parameter ? Flow.Same
        : !locals.TryGetValue(name, out var value) ? Flow.Other
        : value is null || depth >= MaxDepth ? Flow.Unknown
        : new ValueFlow(type, parameter, locals, depth + 1).Of(value);

    /// <summary>A constant in place of some values stays as it is, if the choice does.</summary>
    private Flow OfBranch(ExpressionSyntax expression) => expression is LiteralExpressionSyntax ? Flow.Settled : Of(expression);

    private Flow OfAccess(ConditionalAccessExpressionSyntax access) =>
        access.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name: var method } } call
            ? Worse(Of(access.Expression), OfMethod(method.Identifier.ValueText, call.ArgumentList))
            : Flow.Other;

    private Flow OfCall(InvocationExpressionSyntax call)
    {
        var given = call.ArgumentList.Arguments;
        switch (call.Expression)
        {
            // A method of the value itself.
            case MemberAccessExpressionSyntax access when Of(access.Expression) is var receiver and not Flow.Other:
                return Worse(receiver, OfMethod(access.Name.Identifier.ValueText, call.ArgumentList));
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } when Settling.Contains(method):
                return given is [var first, ..] ? Worse(Flow.Settled, Of(first.Expression)) : Flow.Other;
            case IdentifierNameSyntax { Identifier.ValueText: var method } when OfOwnMethod(method, given) is { } own:
                return own;
            default:
                return given.Any(each => Of(each.Expression) != Flow.Other) ? Flow.Unknown : Flow.Other;
        }
    }

    private static Flow OfMethod(string name, ArgumentListSyntax arguments) => name switch
    {
        _ when Copying.Contains(name) && arguments.Arguments.Count == 0 => Flow.Same,
        _ when Settling.Contains(name) => Flow.Settled,

        // One character for none, or for another, leaves nothing to replace.
        "Replace" when arguments.Arguments is
            [
                { Expression: LiteralExpressionSyntax { Token.Value: { } old } },
                { Expression: LiteralExpressionSyntax { Token.Value: { } @new } },
            ]
            && $"{old}".Length == 1
            && !$"{@new}".Contains($"{old}") => Flow.Settled,
        _ => Flow.Other,
    };

    /// <summary>A check that someone wrote beside it gives back what it takes, or throws.</summary>
    private Flow? OfOwnMethod(string name, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (depth >= MaxDepth || type.GetMembers(name) is not [IMethodSymbol { DeclaringSyntaxReferences: [var only] } method]
            || method.Parameters.Length < arguments.Count
            || only.GetSyntax() is not MethodDeclarationSyntax declaration) return null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is not null || Of(arguments[i].Expression) is not (var given and not Flow.Other)) continue;
            var inner = new ValueFlow(type, method.Parameters[i].Name, Syntax.LocalsOf(declaration), depth + 1);
            return Syntax.Results(declaration).Select(inner.Of).Aggregate(given, Worse);
        }

        return null;
    }
}
