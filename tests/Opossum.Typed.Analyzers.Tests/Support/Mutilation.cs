using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>Broken variants of a text: cut off, a token missing or doubled, a line that ends in its middle.</summary>
internal static class Mutilation
{
    /// <param name="text">What is cut.</param>
    /// <param name="ofEachKind">About as many of each kind, spread over the text; always the same ones.</param>
    public static IReadOnlyList<string> Of(string text, int ofEachKind = 40)
    {
        var tokens = SyntaxFactory.ParseTokens(text).Where(token => token.Span.Length > 0).ToArray();
        var lines = text.Split('\n');
        return
        [
            .. Spread(text.Length).Select(length => text[..length]),
            .. Spread(tokens.Length).Select(index => text.Remove(tokens[index].SpanStart, tokens[index].Span.Length)),
            .. Spread(tokens.Length).Select(index => text.Insert(tokens[index].SpanStart, tokens[index].Text + " ")),
            .. Spread(lines.Length)
                .Select(index => string.Join('\n', lines.Select((line, at) => at == index ? line[..(line.Length * 2 / 3)] : line))),
        ];

        IEnumerable<int> Spread(int count) =>
            Enumerable.Range(0, Math.Min(count, ofEachKind)).Select(step => (int)((long)step * count / Math.Min(count, ofEachKind)));
    }
}
