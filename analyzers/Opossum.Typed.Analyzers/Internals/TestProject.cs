using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Internals;

/// <summary>Tells test and benchmark projects, whose stores nobody mourns, from code that ships.</summary>
internal static class TestProject
{
    private const string IsTestProjectProperty = "build_property.IsTestProject";

    private static readonly ImmutableHashSet<string> Frameworks = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "xunit.core",
        "xunit.v3.core",
        "nunit.framework",
        "Microsoft.VisualStudio.TestPlatform.TestFramework",
        "MSTest.TestFramework",
        "TUnit.Core",
        "BenchmarkDotNet");

    /// <summary>Whether the project says so itself, or references a framework that only such projects reference.</summary>
    public static bool Is(Compilation compilation, AnalyzerConfigOptionsProvider options) =>
        SaysSo(options.GlobalOptions) || compilation.ReferencedAssemblyNames.Any(static reference => Frameworks.Contains(reference.Name));

    private static bool SaysSo(AnalyzerConfigOptions options) =>
        options.TryGetValue(IsTestProjectProperty, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
