using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Durability;
using Opossum.Typed.CodeFixes.Durability;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>Everything that the two assemblies hold, found in them: a new rule is in every test that asks for all rules.</summary>
internal static class AllRules
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. InstancesOf<DiagnosticAnalyzer>(typeof(FlushDisabledInProductionAnalyzer)),
    ];

    public static IReadOnlyList<CodeFixProvider> Fixes { get; } = [.. InstancesOf<CodeFixProvider>(typeof(FlushDisabledInProductionFix))];

    /// <summary>
    /// One descriptor for each rule, in the order of their ids. A rule may have more than one descriptor; the first says what it is.
    /// </summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [
            .. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .DistinctBy(rule => rule.Id)
                .OrderBy(rule => rule.Id, StringComparer.Ordinal),
        ];

    public static DiagnosticDescriptor Descriptor(string id) => Descriptors.Single(rule => rule.Id == id);

    public static bool HasFix(string id) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static IEnumerable<T> InstancesOf<T>(Type neighbour) => neighbour.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
