using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1005: a stored name that <c>nameof</c> gives, so that a rename in the editor changes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameFollowsRenameAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property with the name of today, for the fix.</summary>
    internal const string Name = nameof(Name);

    private static readonly string[] Naming = [KnownSymbols.EventAttribute, KnownSymbols.FieldAttribute, KnownSymbols.TagAttribute];

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.NameFollowsRename,
        title: "Stored name follows a rename",
        messageFormat: "The stored name '{0}' comes from 'nameof': a rename in the editor changes it, and what is stored keeps the old "
            + "one; write \"{0}\"",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Names of events, fields and tags are in the log for ever. One that is computed from a name in the code changes "
            + "with it, and from then on old events are not found.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NameFollowsRename));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.Attribute);
    }

    private static void Look(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList is not { } arguments || !Naming.Any(name => AttributeReader.MayBe(attribute, name))) return;
        var names = arguments.Arguments.SelectMany(static argument => Names(argument))
            .Where(name => FollowsRename(name, context.SemanticModel, depth: 0, context.CancellationToken))
            .ToArray();
        if (names.Length == 0 || !Naming.Any(name => AttributeReader.Is(attribute, name, context.SemanticModel, context.CancellationToken)))
            return;
        foreach (var name in names)
        {
            if (context.SemanticModel.GetConstantValue(name, context.CancellationToken) is not { HasValue: true, Value: string text })
                continue;
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, name.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Name, text), text));
        }
    }

    /// <summary>The first argument, and each alias.</summary>
    private static IEnumerable<ExpressionSyntax> Names(AttributeArgumentSyntax argument) => argument switch
    {
        { NameEquals: null } => [argument.Expression],
        { NameEquals.Name.Identifier.ValueText: "Aliases" } => argument.Expression switch
        {
            CollectionExpressionSyntax collection =>
                collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression),
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            _ => [],
        },
        _ => [],
    };

    private static bool FollowsRename(ExpressionSyntax expression, SemanticModel model, int depth, CancellationToken cancellation)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }) return true;
            if (depth >= Following.MaxBranchingDepth
                || node is not IdentifierNameSyntax identifier
                || identifier.SyntaxTree != model.SyntaxTree) continue;
            if (model.GetSymbolInfo(identifier, cancellation).Symbol is not IFieldSymbol { IsConst: true } constant) continue;
            if (constant.DeclaringSyntaxReferences.Any(IsComputed)) return true;
        }

        return false;

        bool IsComputed(SyntaxReference reference) =>
            reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value }
            && FollowsRename(value, model, depth + 1, cancellation);
    }
}
