using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>
/// OPSM3037: a read model that calls a method of another assembly, which the hash of its logic does not see. Members of events and of tags
/// are data, and what the platform and this library do is taken to stay as it is.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenLogicAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.HiddenLogic,
        title: "Logic of a read model lies in another assembly",
        messageFormat: "'{0}' calls '{1}' of {2}, and a change there does not rebuild the rows; write 'Revision = 1' in [ReadModel], and "
            + "raise it after such a change",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A table is built again when the logic of its read model has changed, which is seen in the code of the assembly that "
            + "declares it. What it calls in other assemblies is not looked into.",
        helpLinkUri: RuleIds.PageOf(RuleIds.HiddenLogic));

    private static readonly string[] Platform = ["System", "Microsoft", "mscorlib", "netstandard", "Opossum.Typed"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ReadModelAttribute) is null) return;
            start.RegisterSymbolStartAction(
                static type =>
                {
                    if (Attributes.Single((INamedTypeSymbol)type.Symbol, KnownSymbols.ReadModelAttribute) is { } mark
                        && !mark.NamedArguments.Any(static argument => argument.Key == "Revision"))
                        type.RegisterOperationAction(Look, OperationKind.Invocation);
                },
                SymbolKind.NamedType);
        });
    }

    private static void Look(OperationAnalysisContext context)
    {
        var method = ((IInvocationOperation)context.Operation).TargetMethod;
        if (method.ContainingAssembly is not { } home || SymbolEqualityComparer.Default.Equals(home, context.Compilation.Assembly)) return;
        if (IsPlatform(home.Name) || IsData(method.ContainingType)) return;
        if (context.ContainingSymbol is not { ContainingType: { } model } member || !MakesRows(member)) return;
        context.ReportDiagnostic(
            Diagnostic.Create(
                Rule,
                context.Operation.Syntax.GetLocation(),
                $"{model.Name}.{(member as IMethodSymbol)?.AssociatedSymbol?.Name ?? member.Name}",
                $"{method.ContainingType.Name}.{method.Name}",
                home.Name));
    }

    /// <summary>Public methods are for readers of the row, except for those that the generated code calls.</summary>
    private static bool MakesRows(ISymbol member) =>
        member.Name is "On" or RowKey.Method
        || member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public };

    private static bool IsPlatform(string assembly) =>
        Platform.Any(name => assembly == name || assembly.StartsWith(name + ".", StringComparison.Ordinal));

    private static bool IsData(INamedTypeSymbol type) => EventTags.IsEvent(type) || MemberClassifier.IsTagType(type);
}
