using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Generators.Logic;

/// <summary>The members that code calls without naming them: a loop calls <c>GetEnumerator</c>, a pattern <c>Deconstruct</c>.</summary>
internal static class ImpliedMembers
{
    public static IEnumerable<ISymbol> Of(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        OfSyntax(node, model, cancellation).Concat(OfOperation(node, model, cancellation)).OfType<ISymbol>();

    private static IEnumerable<ISymbol?> OfSyntax(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is ExpressionSyntax expression) yield return model.GetConversion(expression, cancellation).MethodSymbol;
        switch (node)
        {
            case CommonForEachStatementSyntax loop:
                var info = model.GetForEachStatementInfo(loop);
                yield return info.GetEnumeratorMethod;
                yield return info.MoveNextMethod;
                yield return info.CurrentProperty;
                yield return info.DisposeMethod;
                yield return info.ElementConversion.MethodSymbol;
                if (loop is not ForEachVariableStatementSyntax split) break;
                foreach (var each in All(model.GetDeconstructionInfo(split))) yield return each;
                break;
            case AssignmentExpressionSyntax assignment:
                foreach (var each in All(model.GetDeconstructionInfo(assignment))) yield return each;
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } collection:
                foreach (var each in collection.Expressions)
                    yield return model.GetCollectionInitializerSymbolInfo(each, cancellation).Symbol;
                break;
            case QueryClauseSyntax clause:
                var called = model.GetQueryClauseInfo(clause, cancellation);
                yield return called.CastInfo.Symbol;
                yield return called.OperationInfo.Symbol;
                break;
            case SelectOrGroupClauseSyntax select:
                yield return model.GetSymbolInfo(select, cancellation).Symbol;
                break;
            case OrderingSyntax ordering:
                yield return model.GetSymbolInfo(ordering, cancellation).Symbol;
                break;
            case WithExpressionSyntax with when model.GetTypeInfo(with, cancellation).Type is INamedTypeSymbol copied:
                yield return copied.InstanceConstructors.FirstOrDefault(each => !each.IsImplicitlyDeclared
                    && each.Parameters is [{ Type: var from }] && SymbolEqualityComparer.Default.Equals(from, copied));
                break;
            case UsingStatementSyntax { Declaration.Type: var type }:
                foreach (var each in DisposeOf(model.GetTypeInfo(type, cancellation).Type)) yield return each;
                break;
            case UsingStatementSyntax { Expression: { } used }:
                foreach (var each in DisposeOf(model.GetTypeInfo(used, cancellation).Type)) yield return each;
                break;
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } local:
                foreach (var each in DisposeOf(model.GetTypeInfo(local.Declaration.Type, cancellation).Type)) yield return each;
                break;
        }
    }

    private static IEnumerable<ISymbol?> OfOperation(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not (PatternSyntax or ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or CollectionExpressionSyntax))
            return [];
        return model.GetOperation(node, cancellation) switch
        {
            IRecursivePatternOperation pattern => [pattern.DeconstructSymbol],
            IListPatternOperation list => [list.LengthSymbol, list.IndexerSymbol],
            ISlicePatternOperation slice => [slice.SliceSymbol],
            IImplicitIndexerReferenceOperation indexer => [indexer.LengthSymbol, indexer.IndexerSymbol],
            ICollectionExpressionOperation made => [made.ConstructMethod],
            _ => [],
        };
    }

    private static IEnumerable<ISymbol?> All(DeconstructionInfo info) =>
        info.Nested.SelectMany(All).Concat([info.Method, info.Conversion?.MethodSymbol]);

    private static ImmutableArray<ISymbol> DisposeOf(ITypeSymbol? type) => type?.GetMembers("Dispose") ?? [];
}
