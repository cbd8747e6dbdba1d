using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>OPSM3004: a query of event types by a tag that none of them can carry.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeadQueryAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DeadQuery,
        title: "Query can't match",
        messageFormat: "No event can match: {0} no tag '{1}'; {2}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Tags are what an event declares, and are stored with it. A query by another tag finds nothing, and as a condition "
            + "it never refuses.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DeadQuery));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start)
    {
        var events = new EventIndex(start.Compilation);
        start.RegisterOperationAction(operation => LookAtCall(operation, events), OperationKind.Invocation);
        start.RegisterOperationAction(operation => LookAtItem(operation, events), OperationKind.ObjectCreation);
    }

    private static void LookAtCall(OperationAnalysisContext context, EventIndex events)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { TypeArguments: [INamedTypeSymbol type] } method) return;
        if (method is { Name: "Of", IsStatic: true } && Guard.IsQuery(method.ContainingType))
            LookAtTags(context, call.Arguments, "tags", [events.TagKeys(type, context.CancellationToken)], type.Name);
        else if (StoreCall.Is(call, "ReadAsync", "FollowAsync")
            && StoreCall.Argument(call, "query") is { } query
            && !(query.Type is INamedTypeSymbol { IsGenericType: true })) LookAtFamily(context, query, type, events);
    }

    /// <summary><c>new QueryItem(["course-defined"], [Tag.Of(student)])</c>.</summary>
    private static void LookAtItem(OperationAnalysisContext context, EventIndex events)
    {
        var item = (IObjectCreationOperation)context.Operation;
        if (item.Type is null || !MemberClassifier.Is(item.Type, KnownSymbols.QueryItem)) return;
        if (item.Arguments.FirstOrDefault(static each => each.Parameter?.Name == "types") is not { } types
            || StoreCall.Elements(types.Value) is not { } elements) return;
        var names = elements.Select(static each => each.ConstantValue is { HasValue: true, Value: string name } ? name : null).ToArray();
        if (names.Length == 0 || names.Contains(null)) return;
        LookAtTags(
            context,
            item.Arguments,
            "tags",
            [.. names.Select(name => events.TagKeys(name!, context.CancellationToken))],
            string.Join("', '", names));
    }

    private static void LookAtTags(
        OperationAnalysisContext context,
        ImmutableArray<IArgumentOperation> arguments,
        string parameter,
        IReadOnlyList<IReadOnlyCollection<string>?> declared,
        string names)
    {
        if (arguments.FirstOrDefault(each => each.Parameter?.Name == parameter) is not { } tags
            || StoreCall.Elements(tags.Value) is not { } elements) return;
        var writes = new LocalWrites(StoreCall.Root(context.Operation));
        foreach (var element in elements)
        {
            if (TagShape.Of(element, writes) is { } tag) Judge(context, element.Syntax, tag.Key, declared, names);
        }
    }

    /// <summary><c>store.ReadAsync&lt;ICourseEvent&gt;(Query.Tagged(student))</c>: where nobody else can add to the family.</summary>
    private static void LookAtFamily(OperationAnalysisContext context, IOperation query, INamedTypeSymbol family, EventIndex events)
    {
        var writes = new LocalWrites(StoreCall.Root(context.Operation));
        if (new QueryShapes(context.Compilation, writes, context.CancellationToken).Of(query) is not { } items) return;
        var isClosed = SymbolEqualityComparer.Default.Equals(family.ContainingAssembly, context.Compilation.Assembly)
            && (IsProgram(context.Compilation) || family.DeclaredAccessibility != Accessibility.Public);
        var members = EventTags.IsEvent(family)
            ? [family]
            : events.All.Where(each => isClosed && each.AllInterfaces.Contains(family, SymbolEqualityComparer.Default)).ToArray();
        if (members.Length == 0) return;
        var declared = members.Select(each => events.TagKeys(each, context.CancellationToken)).ToArray();
        foreach (var tag in items.Where(static item => item.Types.IsEmpty).SelectMany(static item => item.Tags))
            Judge(context, query.Syntax, tag.Key, declared, family.Name);
    }

    private static bool IsProgram(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    private static void Judge(
        OperationAnalysisContext context, SyntaxNode place, string key, IReadOnlyList<IReadOnlyCollection<string>?> declared, string names)
    {
        if (declared.Count == 0 || declared.Any(keys => keys is null || keys.Contains(key))) return;
        var known = declared.SelectMany(static keys => keys!)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static each => each, StringComparer.Ordinal)
            .ToArray();
        var has = known.Length == 0 ? "there is no tag at all" : $"there is '{string.Join("', '", known)}'";
        context.ReportDiagnostic(
            Diagnostic.Create(Rule, place.GetLocation(), $"'{names}' {(names.Contains("', '") ? "declare" : "declares")}", key, has));
    }
}
