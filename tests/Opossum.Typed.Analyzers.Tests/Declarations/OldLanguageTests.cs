using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1018.</summary>
public class OldLanguageTests
{
    [Fact]
    public Task An_old_language_is_reported_at_each_declaration() =>
        Reports<DeclarationAnalyzer>(Source("{|OPSM1018:E|}", "{|OPSM1018:T|}", "{|OPSM1018:M|}"), LanguageVersion.CSharp12);

    [Fact]
    public Task One_that_will_do_is_not() => Reports<DeclarationAnalyzer>(Source("E", "T", "M"), LanguageVersion.CSharp13);

    [Fact]
    public Task A_model_is_reported_too() => Reports<DecisionAnalyzer>("""
        using Opossum.Typed;
        [DecisionModel] public partial class {|OPSM1018:Model|} { }
        """, LanguageVersion.CSharp12);

    private static string Source(string e, string tag, string model) =>
        $"using System; using Opossum.Typed;\n[Event(\"e\")] public partial record {e}(int A); [Tag(\"t\")] public readonly partial "
            + $"record struct {tag}(Guid Value); [EventModel] public static partial class {model} {{ }}";

    private static Task Reports<TAnalyzer>(string source, LanguageVersion version) where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new InLanguage<TAnalyzer>(version).WithFramework().WithSources(source).WithLibrary();
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class InLanguage<TAnalyzer>(LanguageVersion version)
        : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> where TAnalyzer : DiagnosticAnalyzer,
          new()
    {
        protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(version);
    }
}
