using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>
/// OPSM3033 and 3034: a query of a read model's table that SQLite would refuse, or whose pages have no order. What the rules don't know,
/// such as aliases and other tables, they leave to SQLite.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadModelQueryAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property with the column that was perhaps meant.</summary>
    internal const string Column = nameof(Column);

    private static readonly DiagnosticDescriptor UnknownColumn = new(
        RuleIds.UnknownColumn,
        title: "Query names a column that the read model does not have",
        messageFormat: "'{0}' is not a column of '{1}'; {2}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The columns of a read model are called after its members, in lower case with underscores between words. SQLite "
            + "refuses a query with any other name when it is run.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnknownColumn));

    private static readonly DiagnosticDescriptor ClauseOrder = new(
        RuleIds.ClauseOrder,
        title: "Clauses of a query are missing or out of order",
        messageFormat: "This query of '{0}' does not work: {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A query is written as what follows the name of the table: 'where', 'group by', 'having', 'order by' and 'limit', in "
            + "this order. A page needs an order, and brings its own limit.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ClauseOrder));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UnknownColumn, ClauseOrder];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ISqlReadModels) is null) return;
            start.RegisterOperationAction(Look, OperationKind.Invocation);
        });
    }

    private static void Look(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!ViewCall.IsFragment(call) || call.TargetMethod.TypeArguments[0] is not INamedTypeSymbol model) return;
        if (QueryText.Of(call) is not { } text || SqlTokenizer.Read(text.Sql) is not { } tokens) return;
        if (tokens.Any(static token => token.Kind == SqlTokenKind.Word && SqlWords.GivesNames(token.Text))) return;
        if (QueryClauses.Problem(tokens, isPage: call.TargetMethod.Name == "PageAsync") is { } problem)
        {
            var place = problem.Token is { } token ? text.PlaceOf(token, out _) : text.Place;
            context.ReportDiagnostic(Diagnostic.Create(ClauseOrder, place, model.Name, problem.Why));
        }

        if (ColumnsOf(model, context) is { } columns) ReportUnknown(context, text, tokens, model, columns);
    }

    private static void ReportUnknown(
        OperationAnalysisContext context, QueryText text, IReadOnlyList<SqlToken> tokens, INamedTypeSymbol model, HashSet<string> columns)
    {
        // Anything but a clause at the beginning gives the table another name, or joins another one.
        if (tokens.Count == 0 || !(tokens[0].Is("where") || tokens[0].Is("order") || tokens[0].Is("group"))) return;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind != SqlTokenKind.Word || !IsColumn(tokens, i)) continue;
            if (columns.Contains(token.Text) || SqlWords.IsKeyword(token.Text) || SqlWords.IsHiddenColumn(token.Text)) continue;
            var nearest = NearestColumn.Of(token.Text, columns);
            var advice = nearest is null ? $"it has {string.Join(", ", columns.Select(static each => $"'{each}'"))}" : $"write '{nearest}'";
            var place = text.PlaceOf(token, out var isExact);
            var properties = nearest is not null && isExact
                ? ImmutableDictionary<string, string?>.Empty.Add(Column, nearest)
                : ImmutableDictionary<string, string?>.Empty;
            context.ReportDiagnostic(Diagnostic.Create(UnknownColumn, place, properties, token.Text, model.Name, advice));
        }
    }

    /// <summary>Not a function, a collation, or one of two names with a dot between them.</summary>
    private static bool IsColumn(IReadOnlyList<SqlToken> tokens, int i) =>
        !(i + 1 < tokens.Count && (tokens[i + 1].Is("(") || tokens[i + 1].Is(".")))
        && !(i > 0 && (tokens[i - 1].Is("collate") || tokens[i - 1].Is(".")));

    /// <returns>Null for a record that is not a read model, or gets no code.</returns>
    private static HashSet<string>? ColumnsOf(INamedTypeSymbol model, OperationAnalysisContext context)
    {
        if (!Attributes.Has(model, KnownSymbols.ReadModelAttribute)) return null;
        var row = new RowParser(model, isReadModel: true, new(context.Compilation, refusals: null, context.CancellationToken));
        return row.TryRead() ? new(row.Columns.Select(static column => column.Spec.Name), StringComparer.OrdinalIgnoreCase) : null;
    }
}
