using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Json;

/// <summary>
/// Cuts JSON into tokens with their places, past comments and a byte order mark. An own one: a library beside the analyzer is a library
/// that every compiler has to find.
/// </summary>
internal sealed class JsonTokenizer(string json)
{
    private int _at;

    public JsonToken Next()
    {
        if (!SkipSpace() || _at >= json.Length) return End();
        var first = json[_at];
        if ("{}[]:,".IndexOf(first) >= 0) return new(JsonTokenKind.Mark, first.ToString(), new(_at++, 1));
        return first == '"' ? ReadText() : ReadWord();
    }

    /// <summary>False at a comment that does not end.</summary>
    private bool SkipSpace()
    {
        while (_at < json.Length)
        {
            if (json[_at] is ' ' or '\t' or '\r' or '\n' or '\uFEFF') _at++;
            else if (StartsWith("//")) _at = EndOf("\n") ?? json.Length;
            else if (StartsWith("/*"))
            {
                if (EndOf("*/") is not { } end) return false;
                _at = end;
            }
            else break;
        }

        return true;
    }

    private bool StartsWith(string mark) => string.CompareOrdinal(json, _at, mark, 0, mark.Length) == 0;

    private int? EndOf(string mark)
    {
        var found = json.IndexOf(mark, Math.Min(_at + 2, json.Length), StringComparison.Ordinal);
        return found < 0 ? null : found + mark.Length;
    }

    private JsonToken ReadWord()
    {
        var start = _at;
        while (_at < json.Length && (char.IsLetterOrDigit(json[_at]) || json[_at] is '+' or '-' or '.' or '_')) _at++;
        return _at == start ? End() : new(JsonTokenKind.Word, json.Substring(start, _at - start), TextSpan.FromBounds(start, _at));
    }

    private JsonToken ReadText()
    {
        var (start, text) = (_at++, new StringBuilder());
        while (_at < json.Length && json[_at] is not ('\n' or '\r'))
        {
            var next = json[_at++];
            if (next == '"') return new(JsonTokenKind.Text, text.ToString(), TextSpan.FromBounds(start, _at));
            if (next != '\\') text.Append(next);
            else if (Unescaped() is { } escaped) text.Append(escaped);
            else break;
        }

        return End();
    }

    private char? Unescaped()
    {
        if (_at >= json.Length) return null;
        switch (json[_at++])
        {
            case var same and ('"' or '\\' or '/'): return same;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= json.Length
                && ushort.TryParse(json.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                _at += 4;
                return (char)unit;
            default: return null;
        }
    }

    /// <summary>Nothing follows an end, so nothing is made of what stands behind an error.</summary>
    private JsonToken End()
    {
        _at = json.Length;
        return new(JsonTokenKind.End, "", new(json.Length, 0));
    }
}
