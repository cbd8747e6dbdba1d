using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Benchmarks.Analyzers;

#pragma warning disable RS1001, RS2008     // no compiler loads it, and its rule is never reported

/// <summary>
/// Asks for all that our rules ask for, and says nothing: what the compiler's own part of the work costs. Any project that has the SDK's
/// analyzers pays it already.
/// </summary>
internal sealed class NullAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "NULL0001", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(static _ => { }, SyntaxKind.Attribute);
        context.RegisterOperationAction(
            static _ => { },
            OperationKind.Invocation,
            OperationKind.ObjectCreation,
            OperationKind.PropertyReference,
            OperationKind.ExpressionStatement,
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment,
            OperationKind.CoalesceAssignment);
        context.RegisterOperationBlockAction(static _ => { });
    }
}
