using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.CodeFixes;

/// <summary>Lists of arguments and parameters.</summary>
internal static class SeparatedLists
{
    /// <summary>The list with an item more, behind a comma and a space.</summary>
    public static SeparatedSyntaxList<T> Spaced<T>(this SeparatedSyntaxList<T> list, T item, int index) where T : SyntaxNode
    {
        if (list.Count == 0) return list.Add(item);
        var comma = SyntaxFactory.Token(default, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return SyntaxFactory.SeparatedList<T>(list.GetWithSeparators().InsertRange(2 * index - 1, [comma, item]));
    }
}
