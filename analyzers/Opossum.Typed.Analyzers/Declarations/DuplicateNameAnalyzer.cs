using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1006: an event's name that another event has, here or in a referenced assembly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : DiagnosticAnalyzer
{
    private const string NamesAttribute = "Opossum.Typed.CompilerServices.EventNamesAttribute";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DuplicateName,
        title: "Two events share a name",
        messageFormat: "The event name '{0}' of '{1}' belongs to {2}; a log tells events apart by name alone, so give one of them another",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The log stores an event under its name. Of two events with one name the model has the first by full name only, and the other can be neither appended nor read.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateName),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(EventParser.Attribute) is null) return;
            var events = new ConcurrentBag<(string Name, INamedTypeSymbol Type)>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, events), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, events));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<(string Name, INamedTypeSymbol Type)> events)
    {
        if (Attributes.Single(type, EventParser.Attribute) is null || EventMark.Read(type, refusals: null) is not { } mark) return;
        foreach (var name in mark.Names) events.Add((name, type));
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<(string Name, INamedTypeSymbol Type)> events)
    {
        var elsewhere = NamesOfReferences(context.Compilation);
        foreach (var sameName in events.GroupBy(static e => e.Name, StringComparer.Ordinal))
        {
            // The order of the catalog: its first is the one that the model has.
            var types = sameName.Select(static e => e.Type).OrderBy(static type => Declaration.ReadableName(type), StringComparer.Ordinal).ToArray();
            foreach (var type in types)
            {
                if (elsewhere.TryGetValue(sameName.Key, out var assembly))
                    Report(context, sameName.Key, type, $"an event of the assembly '{assembly}' too");
                else if (types.Length > 1)
                    Report(context, sameName.Key, type, $"'{Declaration.ReadableName(types.First(other => !SymbolEqualityComparer.Default.Equals(other, type)))}' too");
            }
        }
    }

    private static void Report(CompilationAnalysisContext context, string name, INamedTypeSymbol type, string owner) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], name, type.Name, owner));

    private static Dictionary<string, string> NamesOfReferences(Compilation compilation)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (var name in Names(assembly)) owners[name] = assembly.Name;
        }

        return owners;
    }

    private static IEnumerable<string> Names(IAssemblySymbol assembly) => assembly.GetAttributes()
        .Where(static attribute => attribute.AttributeClass is { } type && MemberClassifier.Is(type, NamesAttribute))
        .SelectMany(static attribute => attribute.ConstructorArguments)
        .Where(static argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
        .SelectMany(static argument => argument.Values)
        .Select(static value => value.Value)
        .OfType<string>();
}
