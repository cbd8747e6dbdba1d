using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>Runs one analyzer over a source in which <c>{|OPSM4001:code|}</c> marks what it must report, and nothing else.</summary>
internal sealed class RuleTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> where TAnalyzer : DiagnosticAnalyzer, new()
{
    public RuleTest(params ReadOnlySpan<string> sources)
    {
        ReferenceAssemblies = Net10.NoPackage;
        TestState.AdditionalReferences.AddRange(Net10.Framework);
        foreach (var source in sources) TestState.Sources.Add(source);
    }

    /// <summary>A property of the build, as <c>CompilerVisibleProperty</c> hands it over.</summary>
    public RuleTest<TAnalyzer> WithBuildProperty(string name, string value)
    {
        TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\nbuild_property.{name} = {value}\n"));
        return this;
    }

    /// <summary>The library itself, in place of a stand-in written in source.</summary>
    public RuleTest<TAnalyzer> WithLibrary()
    {
        TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location));
        return this;
    }

    /// <summary>A reference to an assembly of that name, with nothing in it.</summary>
    public RuleTest<TAnalyzer> WithReferenceTo(string assembly)
    {
        using var image = new MemoryStream();
        var emitted = CSharpCompilation
            .Create(assembly, references: Net10.Framework, options: new(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image);
        Assert.True(emitted.Success);
        TestState.AdditionalReferences.Add(MetadataReference.CreateFromImage(image.ToArray()));
        return this;
    }

    /// <summary>The compiler's own errors are part of the source, as while somebody is typing.</summary>
    public RuleTest<TAnalyzer> WithBrokenCode()
    {
        CompilerDiagnostics = CompilerDiagnostics.None;
        return this;
    }

    protected override ParseOptions CreateParseOptions() => CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
}
