using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1006: an event's name that another event has, here or in a referenced assembly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DuplicateName,
        title: "Two events share a name",
        messageFormat: "The event name '{0}' of '{1}' belongs to {2}; a log tells events apart by name and version, so give one of them "
            + "another",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The log stores an event under its name and version. Of two events with one name the model has the first by full "
            + "name only, and the other can be neither appended nor read.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateName),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        AllDeclarations.Compare(context, KnownSymbols.EventAttribute, other: null, static (type, _) => DeclaredEvent.Read(type), Report);
    }

    private static void Report(CompilationAnalysisContext context, IReadOnlyCollection<DeclaredEvent> events)
    {
        var elsewhere = NamesOfReferences(context.Compilation);
        var newest = DeclaredEvent.Newest(events);

        // An alias of an older version has no effect, and OPSM1017 says so.
        var names = events.SelectMany(e => e.IsOlder(newest) ? [e.Mark.Name] : e.Mark.Names, static (e, name) => (Name: name, Event: e));
        foreach (var sameName in names.GroupBy(static each => each.Name, StringComparer.Ordinal))
        {
            // The order of the catalog: its first is the one that the model has.
            var owners = sameName.Select(static each => each.Event)
                .OrderBy(static e => Declaration.ReadableName(e.Type), StringComparer.Ordinal)
                .ToArray();
            foreach (var e in owners)
            {
                if (elsewhere.TryGetValue(sameName.Key, out var assembly))
                    Report(context, sameName.Key, e.Type, $"an event of the assembly '{assembly}' too");
                else if (owners.FirstOrDefault(other => Clash(e, other)) is { } first)
                    Report(context, sameName.Key, e.Type, $"'{Declaration.ReadableName(first.Type)}' too");
            }
        }
    }

    /// <summary>Versions of one event have its name in common, and no version twice.</summary>
    private static bool Clash(DeclaredEvent e, DeclaredEvent other) =>
        !SymbolEqualityComparer.Default.Equals(e.Type, other.Type)
            && (e.Mark.Name != other.Mark.Name || e.Mark.Version == other.Mark.Version);

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
        .Where(static attribute => Attributes.Is(attribute, KnownSymbols.EventNamesAttribute))
        .SelectMany(static attribute => attribute.ConstructorArguments)
        .Where(static argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
        .SelectMany(static argument => argument.Values)
        .Select(static value => value.Value)
        .OfType<string>();
}
