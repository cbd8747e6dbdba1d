using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// OPSM2001 to 2006: events held to what has shipped, in projects that have <c>Events.Shipped.txt</c> or <c>Events.Unshipped.txt</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    // The same text is read once, however often the compilation changes around it.
    private static readonly SourceTextValueProvider<ContractFile> Reader = new(ContractFile.Read);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        ContractRules.Behind, ContractRules.Lost, ContractRules.Required, ContractRules.Reused, ContractRules.Narrowed,
        ContractRules.TagLost, ContractRules.Malformed,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var contract = EventContract.Read(
                start.Options.AdditionalFiles,
                text => start.TryGetValue(text, Reader, out var file) ? file : null,
                start.CancellationToken);
            if (contract is null) return;
            var declared = new DeclaredEvents(start.Compilation);
            start.RegisterSymbolAction(symbol => Look(symbol, contract, declared), SymbolKind.NamedType);
            start.RegisterAdditionalFileAction(file => new ContractFileCheck(file, contract, declared).Look());
        });
    }

    private static void Look(SymbolAnalysisContext context, EventContract contract, DeclaredEvents declared)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!EventTags.IsEvent(type) || EventMark.Read(type) is not { } mark || declared.Newest(mark.Name) is not { } newest) return;

        // Of two records of one version OPSM1006 speaks.
        if (!IsThis(declared.ReaderOf(mark.Name, mark.Version), type) || declared.Read(type, context.CancellationToken) is not { } e)
            return;
        var isNewest = IsThis(newest, type);
        ShippedCheck? own = null;
        foreach (var version in newest.Mark.Names.SelectMany(contract.VersionsOf))
        {
            if (isNewest) ShippedTags.Look(context, e, version);
            if (version.Version == 0 || !IsThis(declared.ReaderOf(version.Event, version.Version), type)) continue;
            var check = new ShippedCheck(context, e, version);
            check.Look();
            if (version.Event == e.Name && version.Version == e.Version && version.Shipped.Count != 0) own = check;
        }

        new DeclaredCheck(context, contract, e, isNewest, own).Look();
    }

    private static bool IsThis(DeclaredEvent? e, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(e?.Type, type);
}
