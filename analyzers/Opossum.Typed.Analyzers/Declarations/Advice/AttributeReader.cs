using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>An attribute of ours where it is written, for rules on what somebody wrote.</summary>
internal static class AttributeReader
{
    private const string Suffix = "Attribute";

    /// <summary>By the simple name first: every attribute of a project is looked at while the user types.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="fullName">The name of its type, with the namespace.</param>
    public static bool MayBe(AttributeSyntax attribute, string fullName)
    {
        var written = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        var start = fullName.LastIndexOf('.') + 1;
        var length = fullName.Length - start;
        return (written.Length == length || written.Length == length - Suffix.Length)
            && string.CompareOrdinal(fullName, start, written, 0, written.Length) == 0;
    }

    public static bool Is(AttributeSyntax attribute, string fullName, SemanticModel model, CancellationToken cancellation) =>
        MayBe(attribute, fullName)
        && model.GetSymbolInfo(attribute, cancellation).Symbol is IMethodSymbol { ContainingType: { } type }
        && MemberClassifier.Is(type, fullName);

    /// <summary>What the attribute stands on.</summary>
    public static SyntaxNode? Owner(AttributeSyntax attribute) => attribute.Parent?.Parent;
}
