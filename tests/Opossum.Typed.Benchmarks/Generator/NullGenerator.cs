using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Benchmarks.Generator;

/// <summary>Looks at the same declarations as ours, and says nothing: what the compiler's own part of the work costs.</summary>
internal sealed class NullGenerator : IIncrementalGenerator
{
    private static readonly string[] Attributes = [
        "Opossum.Typed.EventAttribute", "Opossum.Typed.TagAttribute", "Opossum.Typed.EventModelAttribute"
    ];

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in Attributes)
        {
            var nothing = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute, static (node, _) => node is TypeDeclarationSyntax, static (_, _) => (string?)null);
            context.RegisterSourceOutput(nothing.Where(static each => each is not null), static (_, _) => { });
        }
    }
}
