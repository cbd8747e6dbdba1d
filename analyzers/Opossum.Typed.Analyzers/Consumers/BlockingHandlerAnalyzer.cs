using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>OPSM3024: a handler that holds a thread while it waits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingHandlerAnalyzer : HandlerAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.BlockingHandler,
        title: "Handler blocks a thread",
        messageFormat: "'{0}' blocks a thread of the pool while the handler waits; {1}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The handlers of a program's consumers share the threads of the pool with everything else in it. One that blocks "
            + "takes a thread away for as long as it waits, and does not end when the host stops.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BlockingHandler));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override IEnumerable<Diagnostic> Look(Delivery delivery) =>
        delivery.Frames.SelectMany(static frame => frame.Operations
            .Where(BlockingWait.Is)
            .Select(wait => Diagnostic.Create(Rule, wait.Syntax.GetLocation(), Shown(wait.Syntax), Advice(wait))));

    private static string Advice(IOperation wait) => BlockingWait.IsSleep(wait)
        ? "await Task.Delay with the handler's token instead"
        : "return a Task, and await it instead";

    /// <summary>What is called, without its arguments, which may be long.</summary>
    private static string Shown(SyntaxNode wait) => wait switch
    {
        InvocationExpressionSyntax { Expression: var called } => Shown(called),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } member => member.ToString(),
        MemberAccessExpressionSyntax { Name: var name } => name.ToString(),
        _ => wait.ToString(),
    };
}
