using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>
/// As <see cref="RuleTest{TAnalyzer}"/>, with the generator before the rule: for rules on code that uses what is generated.
/// </summary>
internal sealed class GeneratedTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> where TAnalyzer : DiagnosticAnalyzer, new()
{
    public GeneratedTest(params ReadOnlySpan<string> sources)
    {
        this.WithFramework().WithSources(sources);
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(EventGenerator)];

    protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
}
