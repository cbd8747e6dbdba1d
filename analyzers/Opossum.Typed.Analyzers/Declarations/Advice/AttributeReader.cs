using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>An attribute of ours where it is written, for rules on what somebody wrote.</summary>
internal static class AttributeReader
{
    /// <summary>By the simple name first: every attribute of a project is looked at while the user types.</summary>
    public static bool MayBe(AttributeSyntax attribute, string name)
    {
        var written = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return written == name || written == name + "Attribute";
    }

    public static bool Is(AttributeSyntax attribute, string name, SemanticModel model, CancellationToken cancellation) =>
        MayBe(attribute, name)
        && model.GetSymbolInfo(attribute, cancellation).Symbol is IMethodSymbol { ContainingType: { } type }
        && MemberClassifier.Is(type, $"Opossum.Typed.{name}Attribute");

    /// <summary>What the attribute stands on.</summary>
    public static SyntaxNode? Owner(AttributeSyntax attribute) => attribute.Parent?.Parent;
}
