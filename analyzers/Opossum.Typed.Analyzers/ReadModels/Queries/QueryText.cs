using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>The SQL of an interpolated string, with a question mark for each value, and where its characters stand.</summary>
internal sealed class QueryText
{
    private readonly InterpolatedStringExpressionSyntax _syntax;
    private readonly List<(int Start, InterpolatedStringTextSyntax Part)> _parts = [];

    private QueryText(InterpolatedStringExpressionSyntax syntax)
    {
        _syntax = syntax;
        var text = new StringBuilder();
        foreach (var part in syntax.Contents)
        {
            if (part is InterpolatedStringTextSyntax literal)
            {
                _parts.Add((text.Length, literal));
                text.Append(literal.TextToken.ValueText);
            }
            else text.Append('?');
        }

        Sql = text.ToString();
    }

    /// <summary>The text.</summary>
    public string Sql { get; }

    /// <returns>Null unless the call is given an interpolated string where it stands.</returns>
    public static QueryText? Of(IInvocationOperation call)
    {
        var argument = call.Arguments.FirstOrDefault(static each => each.Parameter?.Name == "rest");
        return argument?.Syntax is ArgumentSyntax { Expression: InterpolatedStringExpressionSyntax syntax }
            && !syntax.ContainsDiagnostics
                ? new(syntax)
                : null;
    }

    /// <summary>The place of a token; of text with escapes, which is another one in the source, the whole string.</summary>
    public Location PlaceOf(SqlToken token, out bool isExact)
    {
        isExact = false;
        var (start, part) = _parts.LastOrDefault(each => each.Start <= token.Start);
        if (part is null || part.TextToken.Text != part.TextToken.ValueText) return _syntax.GetLocation();
        isExact = true;
        return Location.Create(_syntax.SyntaxTree, new TextSpan(part.SpanStart + token.Start - start, token.Text.Length));
    }

    /// <summary>The place of the whole string.</summary>
    public Location Place => _syntax.GetLocation();
}
