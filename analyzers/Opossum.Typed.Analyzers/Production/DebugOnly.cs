using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>
/// Code that exists in debug builds alone: methods marked <c>[Conditional("DEBUG")]</c>, and what stands under <c>#if DEBUG</c>.
/// </summary>
internal static class DebugOnly
{
    private const string Symbol = "DEBUG";

    /// <summary>Whether calls of the method, or of a method around it, are compiled under DEBUG only.</summary>
    public static bool Is(ISymbol? member)
    {
        for (; member is IMethodSymbol method; member = method.ContainingSymbol)
            if (IsConditional(method)) return true;
        return false;
    }

    /// <summary>Whether the place would not be compiled if DEBUG were undefined.</summary>
    public static bool Is(Location place)
    {
        if (place.SourceTree?.GetRoot() is not { ContainsDirectives: true } root) return false;
        var open = new Stack<bool>();       // for each #if around: would the branch that we are in be left out?
        for (var directive = root.GetFirstDirective(); directive is not null
            && directive.SpanStart < place.SourceSpan.Start; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax begin:
                    open.Push(WithoutDebug(begin.Condition) == false);
                    break;
                case ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    open.Push(IsLeftOut(directive));
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.Contains(true);
    }

    /// <summary>Several attributes are alternatives: one that names another symbol would let calls through.</summary>
    private static bool IsConditional(IMethodSymbol method)
    {
        var symbols = method.GetAttributes()
            .Where(static attribute =>
                attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" })
            .Select(static attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)
            .ToArray();
        return symbols.Length > 0 && symbols.All(static symbol => symbol == Symbol);
    }

    /// <summary>
    /// An <c>#elif</c> or <c>#else</c> is left out if its own condition is false without DEBUG, or one before it is true.
    /// </summary>
    private static bool IsLeftOut(DirectiveTriviaSyntax branch)
    {
        if (branch is ElifDirectiveTriviaSyntax elif && WithoutDebug(elif.Condition) == false) return true;
        var related = ((BranchingDirectiveTriviaSyntax)branch).GetRelatedDirectives();
        return related.TakeWhile(directive => directive != branch)
            .OfType<ConditionalDirectiveTriviaSyntax>()
            .Any(static earlier => WithoutDebug(earlier.Condition) == true);
    }

    private static bool? WithoutDebug(ExpressionSyntax condition) => condition switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == Symbol ? false : null,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.TrueLiteralExpression),
        ParenthesizedExpressionSyntax inner => WithoutDebug(inner.Expression),
        PrefixUnaryExpressionSyntax not => !WithoutDebug(not.Operand),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => WithoutDebug(both.Left) & WithoutDebug(both.Right),
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) =>
            WithoutDebug(either.Left) | WithoutDebug(either.Right),
        _ => null,
    };
}
