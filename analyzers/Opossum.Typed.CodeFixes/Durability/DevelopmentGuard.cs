using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>
/// Leaves an assignment to development: <c>if (env.IsDevelopment())</c> before a statement, and in the value where no statement can stand.
/// </summary>
internal static class DevelopmentGuard
{
    private const string HostingNamespace = "Microsoft.Extensions.Hosting";

    /// <summary>Null where nothing in scope knows the environment.</summary>
    public static async Task<Document?> ApplyAsync(Document document, AssignmentExpressionSyntax assignment, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (model is null || root is null) return null;

        foreach (var environment in EnvironmentsInScope.Find(model, assignment.SpanStart))
        {
            if (Guarded(root, assignment, $"{environment}.IsDevelopment()") is not { } guarded) continue;
            var changed = await document.ChangedIfItCompilesAsync(guarded, cancellation).ConfigureAwait(false)
                ?? await document.ChangedIfItCompilesAsync(WithHosting(guarded), cancellation).ConfigureAwait(false);
            if (changed is not null) return changed;
        }

        return null;
    }

    private static SyntaxNode? Guarded(
        SyntaxNode root, AssignmentExpressionSyntax assignment, string isDevelopment) => assignment.Parent switch
    {
        ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement =>
            root.ReplaceNode(statement, If(isDevelopment, statement)),
        // In braces, lest an `else` that follows goes to the new `if`.
        ExpressionStatementSyntax embedded =>
            root.ReplaceNode(embedded, Block(If(isDevelopment, embedded.WithoutTrivia())).WithTriviaFrom(embedded)),
        _ when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) =>
            root.ReplaceNode(assignment.Right, Value(assignment, isDevelopment).WithTriviaFrom(assignment.Right)),
        _ => null,
    };

    private static StatementSyntax If(string condition, ExpressionStatementSyntax statement) => SyntaxFactory
        .ParseStatement($"if ({condition}) {statement.WithoutTrivia().ToFullString()}")
        .WithTriviaFrom(statement);

    private static StatementSyntax Block(StatementSyntax statement) => SyntaxFactory.ParseStatement($"{{ {statement.ToFullString()} }}");

    private static ExpressionSyntax Value(AssignmentExpressionSyntax assignment, string isDevelopment)
    {
        var strategy = assignment.Left switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "Flush" } => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Flush" } => true,
            _ => false,
        };
        return SyntaxFactory.ParseExpression(
            strategy ? $"{isDevelopment} ? {assignment.Right.WithoutTrivia().ToFullString()} : null" : $"!{isDevelopment}");
    }

    private static SyntaxNode WithHosting(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit) return root;
        var end = unit.Usings.Count > 0 ? unit.Usings.Last().GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.LineFeed);
        return unit.AddUsings(
            SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(HostingNamespace)).NormalizeWhitespace().WithTrailingTrivia(end));
    }
}
