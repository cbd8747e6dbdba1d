using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>OPSM3026: work that a handler begins and does not wait for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTaskAnalyzer : HandlerAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DroppedTask,
        title: "Handler does not wait for its work",
        messageFormat: "The event counts as handled before {0} is done, and is not delivered again if it fails; {1}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An event is handled when its handler returns. What the handler does not wait for is lost in a crash, and its "
            + "exception is lost too.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DroppedTask));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override IEnumerable<Diagnostic> Look(Delivery delivery)
    {
        foreach (var frame in delivery.Frames)
        {
            if (frame is { Method: { IsAsync: true, ReturnsVoid: true }, Call: { } call })
                yield return Report(call.Syntax, $"'{frame.Method.Name}', which is 'async void',", "let it return a Task, and await it");
            foreach (var operation in frame.Operations)
            {
                switch (operation)
                {
                    case IExpressionStatementOperation { Operation: IInvocationOperation { Type: INamedTypeSymbol type } dropped }
                        when IsTask(type) && !IsInAsync(dropped, frame):
                        yield return Report(dropped.Syntax, $"'{dropped.TargetMethod.Name}'", "await it");
                        break;
                    case IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda
                        when !IsSubscribed(lambda):
                        yield return Report(Beginning(lambda), "this lambda, which is 'async void',", "await its work in a loop instead");
                        break;
                }
            }
        }
    }

    private static bool IsTask(INamedTypeSymbol type) =>
        MemberClassifier.Is(type, KnownSymbols.Task) || MemberClassifier.Is(type, KnownSymbols.ValueTask);

    /// <summary>In async code the compiler warns itself: CS4014.</summary>
    private static bool IsInAsync(IOperation operation, HandlerFrame frame)
    {
        for (var outer = operation.Parent; outer is not null && outer != frame.Body; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation lambda) return lambda.Symbol.IsAsync;
        return frame.Method.IsAsync;
    }

    /// <summary>A handler of a .NET event can be nothing else than <c>async void</c>.</summary>
    private static bool IsSubscribed(IAnonymousFunctionOperation lambda)
    {
        var outer = lambda.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation) outer = outer.Parent;
        return outer is IEventAssignmentOperation;
    }

    /// <summary>The parameters alone: a body may be long.</summary>
    private static SyntaxNode Beginning(IAnonymousFunctionOperation lambda) => lambda.Syntax switch
    {
        SimpleLambdaExpressionSyntax { Parameter: var parameter } => parameter,
        ParenthesizedLambdaExpressionSyntax { ParameterList: var parameters } => parameters,
        var whole => whole,
    };

    private static Diagnostic Report(SyntaxNode place, string work, string advice) =>
        Diagnostic.Create(Rule, place.GetLocation(), work, advice);
}
