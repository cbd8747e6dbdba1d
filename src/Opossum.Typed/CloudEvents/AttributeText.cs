using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Opossum.Typed.CloudEvents;

/// <summary>What the CloudEvents specification and its HTTP binding allow in the values of attributes, and how they are written.</summary>
internal static class AttributeText
{
    private const int LastOfPlane = 0xFFFF;

    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>Printable ASCII but the space, the quote and the percent sign: what the HTTP binding leaves as it is.</summary>
    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '%'))]);

    /// <summary>True if the text may be a String of CloudEvents: it is not empty and has no character of the forbidden kinds.</summary>
    public static bool IsAllowed([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done) return false;
            if (Rune.IsControl(rune) || IsNoncharacter(rune.Value)) return false;
            rest = rest[length..];
        }

        return true;
    }

    /// <summary>The source as a URI reference: as it was given if that is one, or else escaped.</summary>
    /// <exception cref="ArgumentException">It is not a URI reference in either form.</exception>
    public static string OfSource(Uri source, string parameter)
    {
        var text = source.OriginalString;
        if (IsUriReference(text)) return text;
        return source.IsAbsoluteUri && IsUriReference(source.AbsoluteUri) ? source.AbsoluteUri : throw new ArgumentException(
            "The source of a CloudEvent is a URI reference in ASCII that is not empty, such as https://example.org/courses or /courses.",
            parameter);
    }

    /// <summary>A time as RFC 3339 writes it, in UTC, with as many digits as it has.</summary>
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A value as the HTTP binding encodes it in a header: UTF-8, percent-encoded.</summary>
    public static string ToHeader(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(HeaderCharacters)) return value;
        var header = new StringBuilder(value.Length * 3);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            if (HeaderCharacters.Contains((char)unit)) header.Append((char)unit);
            else header.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        return header.ToString();
    }

    /// <summary>True if the bytes are one JSON value. What is wrong is not reported, since it would quote them.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return false;          // the reader does not look at the UTF-8 of strings
        try
        {
            var json = new Utf8JsonReader(utf8);
            while (json.Read());
            return json.TokenType != JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsUriReference(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(UriCharacters);

    private static bool IsNoncharacter(int code) => (code & LastOfPlane) >= LastOfPlane - 1 || code is >= 0xFDD0 and <= 0xFDEF;
}
