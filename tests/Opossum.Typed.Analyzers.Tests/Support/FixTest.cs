using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>
/// Runs one analyzer and its fix: the first source marks what is reported, the second is what must come out, one by one and by "fix all".
/// It has to compile, and what is still reported in it has to be marked. The same text twice says that no fix is offered.
/// </summary>
internal sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public FixTest(string source, string fixedSource)
    {
        this.WithFramework().WithSources(source);
        FixedState.Sources.Add(fixedSource);
        CodeFixTestBehaviors |= TestSettings.FixAll;
    }

    /// <summary>The fix to take, by its equivalence key, where a rule has several.</summary>
    public FixTest<TAnalyzer, TFix> Choosing(string key)
    {
        CodeActionEquivalenceKey = key;
        return this;
    }

    /// <summary>One more source, which the fix leaves as it is.</summary>
    public FixTest<TAnalyzer, TFix> Beside(string source)
    {
        TestState.Sources.Add(source);
        FixedState.Sources.Add(source);
        return this;
    }

    protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
}
