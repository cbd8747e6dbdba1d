using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// A rule on declarations of which only one may have a name. The first by its full name keeps it, whatever the order of files, and each
/// other one is reported.
/// </summary>
public abstract class UniqueNameAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The attribute that has the name.</summary>
    private protected abstract string Attribute { get; }

    /// <summary>Another attribute whose names are of the same kind; null for none.</summary>
    private protected virtual string? Other => null;

    /// <summary>Its message is given the reported type, the name, and the full name of the type that keeps it.</summary>
    private protected abstract DiagnosticDescriptor Rule { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        AllDeclarations.Compare(
            context, Attribute, Other, (type, attribute) => NameOf(attribute) is { } name ? new Declared(name, type) : null, Report);
    }

    /// <returns>Null for a name that other rules refuse.</returns>
    private protected abstract string? NameOf(AttributeData attribute);

    private void Report(CompilationAnalysisContext context, IReadOnlyCollection<Declared> all)
    {
        foreach (var same in all.GroupBy(static each => each.Name, StringComparer.Ordinal))
        {
            INamedTypeSymbol[] types =
                [.. same.Select(static each => each.Type).OrderBy(Declaration.ReadableName, StringComparer.Ordinal)];
            foreach (var type in types.Skip(1))
                context.ReportDiagnostic(
                    Diagnostic.Create(Rule, type.Locations[0], type.Name, same.Key, Declaration.ReadableName(types[0])));
        }
    }

    private sealed record Declared(string Name, INamedTypeSymbol Type);
}
