using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>Runs one analyzer over a source in which <c>{|OPSM4001:code|}</c> marks what it must report, and nothing else.</summary>
internal sealed class RuleTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> where TAnalyzer : DiagnosticAnalyzer, new()
{
    public RuleTest(params ReadOnlySpan<string> sources) => this.WithFramework().WithSources(sources);

    protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
}
