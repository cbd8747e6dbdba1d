using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3014: an id of zeros, where events, models, queries and tags take one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnassignedIdAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnassignedId,
        title: "Id was never given a value",
        messageFormat: "This '{0}' is all zeros, as an id is that was never assigned, and the store refuses it as a tag; make one with "
            + "'{0}.New()', or set 'AllowDefault = true' in the [Tag] of '{0}'",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A guid of zeros usually means that an assignment was forgotten. Two things that share it share their boundary: a "
            + "decision about one sees the events of the other.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnassignedId));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.DefaultValue, OperationKind.ObjectCreation);

    private static void Look(OperationAnalysisContext context)
    {
        var value = context.Operation;
        if (value.Type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } type
            || Attributes.Single(type, KnownSymbols.TagAttribute) is null
            || !IsZero(value)
            || !IsGivenAsId(value)
            || IsUpcaster(context.ContainingSymbol)) return;
        var parsed = TagType.Read(type, new(context.Compilation, refusals: null, context.CancellationToken));
        if (parsed is { Kind: ScalarKind.Guid, Mark.AllowsDefault: false })
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), type.Name));
    }

    /// <summary><c>default</c>, <c>new()</c>, <c>new(Guid.Empty)</c>, <c>new(default)</c>, <c>new(new Guid())</c>.</summary>
    private static bool IsZero(IOperation value) => Operand.Same(value) switch
    {
        IDefaultValueOperation => true,
        IObjectCreationOperation { Arguments: [], Initializer: null, Type.IsValueType: true } => true,
        IObjectCreationOperation { Arguments: [var only], Initializer: null } made =>
            Attributes.Single(made.Type!, KnownSymbols.TagAttribute) is not null && IsZero(only.Value),
        IFieldReferenceOperation { Field: { Name: nameof(Guid.Empty), ContainingType.Name: nameof(Guid) } } => true,
        _ => false,
    };

    /// <summary>Not in a comparison, as the start of a variable, or where anything else may be meant.</summary>
    private static bool IsGivenAsId(IOperation value)
    {
        var outer = value.Parent;
        while (outer is IConversionOperation) outer = outer.Parent;
        return outer is IArgumentOperation argument && argument.Parent switch
        {
            IObjectCreationOperation { Type: INamedTypeSymbol made } => EventTags.IsEvent(made) || ObservedEvents.IsModel(made),
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } } =>
                EventTags.IsEvent(type)
                || ObservedEvents.IsModel(type)
                || MemberClassifier.Is(type, KnownSymbols.Tag)
                || MemberClassifier.Is(type, KnownSymbols.Query),
            _ => false,
        };
    }

    /// <summary>What an old version lacks, its newest gets: nothing is stored of it.</summary>
    private static bool IsUpcaster(ISymbol member) => member is IMethodSymbol { IsStatic: true, Name: "Upcast" };
}
