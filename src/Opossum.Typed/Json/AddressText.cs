using System.Diagnostics.CodeAnalysis;

namespace Opossum.Typed.Json;

/// <summary>
/// Addresses to and from their text. On Unix the platform takes <c>/orders/7</c> for the path of a file, on Windows for a relative address.
/// A payload must mean one thing everywhere, so it is relative here, and a file of that path is stored with its scheme.
/// </summary>
internal static class AddressText
{
    /// <summary>The text of an address: as it was given, or, of an absolute one without a scheme in its text, with its scheme.</summary>
    public static string Of(Uri value) => value.IsAbsoluteUri && !HasScheme(value) ? value.AbsoluteUri : value.OriginalString;

    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? value) =>
        Uri.TryCreate(text, IsPath(text) ? UriKind.Relative : UriKind.RelativeOrAbsolute, out value);

    /// <summary>
    /// True if the text is read as the same address. Without a colon, a backslash or two slashes no text is absolute, so relative ones are
    /// seldom parsed again.
    /// </summary>
    public static bool ComesBack(Uri value, string text) =>
        (value.IsAbsoluteUri && (HasScheme(value) || (TryRead(text, out var same) && value.Equals(same))))
        || (!value.IsAbsoluteUri && IsRelative(text));

    private static bool IsRelative(string text) =>
        IsPath(text)
        || (!text.StartsWith("//", StringComparison.Ordinal) && text.AsSpan().IndexOfAny(':', '\\') < 0)
        || (TryRead(text, out var read) && !read.IsAbsoluteUri);

    private static bool HasScheme(Uri value)
    {
        var (text, scheme) = (value.OriginalString, value.Scheme);
        return text.Length > scheme.Length && text[scheme.Length] == ':' && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One slash at the start; two are the name of a host.</summary>
    private static bool IsPath(string text) => text is ['/', ..] and not ['/', '/' or '\\', ..];
}
