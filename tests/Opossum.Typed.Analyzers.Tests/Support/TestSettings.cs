using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>What the project around a test's sources is like; the same words for rules and for fixes.</summary>
internal static class TestSettings
{
    // One for all tests: a compilation keeps what it read from a reference.
    private static readonly MetadataReference Library = MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location);

    /// <summary>Fixes one by one; all of a document, of a project and of a solution in the full tier.</summary>
    public static CodeFixTestBehaviors FixAll { get; } =
        Tier.IsFull ? CodeFixTestBehaviors.None : CodeFixTestBehaviors.SkipFixAllCheck;

    public static TTest WithFramework<TTest>(this TTest test) where TTest : AnalyzerTest<DefaultVerifier>
    {
        test.ReferenceAssemblies = Net10.NoPackage;
        test.TestState.AdditionalReferences.AddRange(Net10.Framework);
        // The full tier runs each rule once more, with the code suppressed. Which rules look at generated code, GeneratedCodeTests say.
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        if (!Tier.IsFull) test.TestBehaviors |= TestBehaviors.SkipSuppressionCheck;
        return test;
    }

    public static TTest WithSources<TTest>(this TTest test, params ReadOnlySpan<string> sources) where TTest : AnalyzerTest<DefaultVerifier>
    {
        foreach (var source in sources) test.TestState.Sources.Add(source);
        return test;
    }

    /// <summary>A property of the build, as <c>CompilerVisibleProperty</c> hands it over.</summary>
    public static TTest WithBuildProperty<TTest>(this TTest test, string name, string value) where TTest : AnalyzerTest<DefaultVerifier>
    {
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\nbuild_property.{name} = {value}\n"));
        return test;
    }

    /// <summary>The library itself, in place of a stand-in written in source.</summary>
    public static TTest WithLibrary<TTest>(this TTest test) where TTest : AnalyzerTest<DefaultVerifier>
    {
        test.TestState.AdditionalReferences.Add(Library);
        return test;
    }

    /// <summary>A reference to an assembly of that name that uses the library itself.</summary>
    public static TTest WithReferenceToEvents<TTest>(
        this TTest test, string assembly, string source) where TTest : AnalyzerTest<DefaultVerifier> =>
        test.WithReferenceTo(assembly, source, Library);

    /// <summary>A reference to an assembly of that name whose declarations have their generated halves.</summary>
    public static TTest WithReferenceToGenerated<TTest>(
        this TTest test, string assembly, string source) where TTest : AnalyzerTest<DefaultVerifier>
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        var declared = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(source, options)],
            [.. Net10.Framework, Library],
            new(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(declared, out var whole, out _);
        using var image = new MemoryStream();
        var emitted = whole.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromImage(image.ToArray()));
        return test;
    }

    /// <summary>A reference to an assembly of that name, with <paramref name="source"/> in it.</summary>
    public static TTest WithReferenceTo<TTest>(
        this TTest test,
        string assembly,
        string source = "",
        params MetadataReference[] references) where TTest : AnalyzerTest<DefaultVerifier>
    {
        using var image = new MemoryStream();
        var emitted = CSharpCompilation
            .Create(
                assembly,
                [CSharpSyntaxTree.ParseText(source)],
                [.. Net10.Framework, .. references],
                new(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromImage(image.ToArray()));
        return test;
    }

    /// <summary>The compiler's own errors are part of the source, as while somebody is typing.</summary>
    public static TTest WithBrokenCode<TTest>(this TTest test) where TTest : AnalyzerTest<DefaultVerifier>
    {
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        return test;
    }
}
