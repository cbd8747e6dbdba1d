using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>A text in which <c>{|OPSM4002:value|}</c> marks what is reported: the text alone, and the marks.</summary>
internal sealed record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Marks)
{
    public static Markup Parse(string marked)
    {
        TestFileMarkupParser.GetSpans(marked, out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        return new(text, [.. spans.SelectMany(named => named.Value.Select(span => (named.Key, span))).OrderBy(mark => mark.span.Start)]);
    }
}
