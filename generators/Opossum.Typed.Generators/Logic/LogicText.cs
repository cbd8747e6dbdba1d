using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Logic;

/// <summary>Code as text, without comments and white space, and without the order of members where that means nothing.</summary>
internal static class LogicText
{
    /// <summary>A type whole: its header, then its members.</summary>
    /// <param name="parts">The declarations of the type.</param>
    /// <param name="mark">The name of an attribute that is not part of it.</param>
    /// <param name="meaning">What a name means besides itself.</param>
    public static string OfType(IEnumerable<SyntaxNode> parts, string? mark, Func<SyntaxToken, string> meaning)
    {
        var (headers, members, fixedOrder) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var part in parts)
        {
            if (part is not TypeDeclarationSyntax type)
            {
                headers.Add(Of(part, mark, meaning));
                continue;
            }

            headers.Add(Of(type.WithoutMembers(), type, mark, meaning));
            foreach (var isStatic in new[] { false, true })
                fixedOrder.Add(string.Concat(Initialized(type, isStatic).Select(member => Of(member, mark, meaning))));
            members.AddRange(type.Members.Where(static member => !IsInitialized(member)).Select(member => Of(member, mark, meaning)));
        }

        return string.Join("\u0001", InOrder(headers)) + "\u0002" + string.Join("\u0001", InOrder(members)) + "\u0002"
            + string.Join("\u0001", InOrder(fixedOrder));
    }

    /// <summary>The members that run code when the type, or an object of it, is made, in the order in which that happens.</summary>
    public static IEnumerable<MemberDeclarationSyntax> Initialized(TypeDeclarationSyntax type, bool isStatic) => type.Members
        .Where(member => IsInitialized(member) && member.Modifiers.Any(SyntaxKind.StaticKeyword) == isStatic);

    /// <summary>The tokens of a node.</summary>
    public static string Of(SyntaxNode node, string? mark, Func<SyntaxToken, string> meaning)
    {
        var text = new StringBuilder();
        foreach (var token in node.DescendantTokens(each => !IsMark(each, mark)))
            text.Append(token.Text).Append(meaning(token)).Append('\0');
        return text.ToString();
    }

    private static string Of(
        IEnumerable<SyntaxNodeOrToken> header, TypeDeclarationSyntax type, string? mark, Func<SyntaxToken, string> meaning)
    {
        var text = new StringBuilder();
        foreach (var each in header)
        {
            if (each.AsNode() is { } node) text.Append(Of(node, mark, meaning));
            else if (each.AsToken() is var token && token != type.Identifier) text.Append(token.Text).Append('\0');
        }

        return text.ToString();
    }

    /// <summary>What a type says before its members; whether it has braces says nothing.</summary>
    private static IEnumerable<SyntaxNodeOrToken> WithoutMembers(this TypeDeclarationSyntax type) => type.ChildNodesAndTokens()
        .Where(static each => each.AsNode() is not MemberDeclarationSyntax
            && !each.IsKind(SyntaxKind.OpenBraceToken)
            && !each.IsKind(SyntaxKind.CloseBraceToken)
            && !each.IsKind(SyntaxKind.SemicolonToken));

    private static bool IsInitialized(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => !field.Modifiers.Any(SyntaxKind.ConstKeyword)
            && field.Declaration.Variables.Any(static each => each.Initializer is not null),
        PropertyDeclarationSyntax property => property.Initializer is not null,
        _ => false,
    };

    private static bool IsMark(SyntaxNode node, string? mark) => mark is not null && node switch
    {
        AttributeListSyntax list => list.Attributes.All(each => IsNamed(each, mark)),
        AttributeSyntax attribute => IsNamed(attribute, mark),
        _ => false,
    };

    private static bool IsNamed(AttributeSyntax attribute, string mark) =>
        attribute.Name.ToString().Split('.', ':').Last() is var name && (name == mark || name == mark + "Attribute");

    private static IEnumerable<string> InOrder(IEnumerable<string> texts) => texts.OrderBy(static text => text, StringComparer.Ordinal);
}
