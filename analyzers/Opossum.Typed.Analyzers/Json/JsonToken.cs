using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Json;

internal enum JsonTokenKind
{
    /// <summary>One of <c>{ } [ ] : ,</c>.</summary>
    Mark,

    /// <summary>A string; its span has the quotes, its text has not.</summary>
    Text,

    /// <summary>A number, <c>true</c>, <c>false</c>, <c>null</c>, or something that is none of them.</summary>
    Word,

    /// <summary>The end, or something that no JSON has.</summary>
    End,
}

/// <summary>A piece of JSON and where it stands.</summary>
internal readonly record struct JsonToken(JsonTokenKind Kind, string Text, TextSpan Span)
{
    public bool Is(string mark) => Kind == JsonTokenKind.Mark && Text == mark;
}
