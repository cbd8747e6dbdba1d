using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Tests.Harness;

/// <summary>Another assembly with events.</summary>
internal static class Library
{
    /// <summary>As the command line sees it, and as the IDE does.</summary>
    public static MetadataReference[] References(string source, string assembly = "Library", params MetadataReference[] references)
    {
        var library = Generation.Of(Generation.Compile(assembly, references, source));
        return [MetadataReference.CreateFromImage(Image(library)), library.Output.ToMetadataReference()];
    }

    /// <summary>The compiled assembly.</summary>
    public static byte[] Image(Generation generation)
    {
        using var image = new MemoryStream();
        Assert.Empty(
            generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken)
                .Diagnostics
                .Where(static each => each.Severity == DiagnosticSeverity.Error));
        return image.ToArray();
    }
}
