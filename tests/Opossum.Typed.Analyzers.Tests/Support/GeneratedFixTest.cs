using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>As <see cref="FixTest{TAnalyzer, TFix}"/>, with the generator before the rule, and the library.</summary>
internal sealed class GeneratedFixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public GeneratedFixTest(string source, string fixedSource)
    {
        this.WithFramework().WithSources(source).WithLibrary();
        FixedState.Sources.Add(fixedSource);
        CodeFixTestBehaviors |= TestSettings.FixAll;
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(EventGenerator)];

    protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
}
