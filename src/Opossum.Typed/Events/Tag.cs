using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Opossum.Typed;

/// <summary>
/// One tag of an event: UTF-8 text, by convention <c>key:value</c>. Tags are compared byte for byte: case matters, nothing is normalised.
/// </summary>
/// <remarks>
/// The value may be personal, and logs print what <see cref="ToString"/> returns. So that shows the key alone, as in <c>mail:…</c>, and so
/// do queries, conditions and every error. Use <see cref="Text"/> where the value is wanted.
/// </remarks>
[DebuggerDisplay("{Text,nq}")]
public readonly struct Tag : IEquatable<Tag>
{
    /// <summary>The longest tag, in bytes of UTF-8, key and colon included.</summary>
    public const int MaxBytes = 1024;

    private readonly byte[]? _utf8;

    /// <summary>A tag of any text.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than <see cref="MaxBytes"/>, or no valid UTF-16.</exception>
    public Tag(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _utf8 = Checked(Utf8Text.Encode(text, nameof(text)), nameof(text));
    }

    private Tag(byte[] utf8) => _utf8 = utf8;

    /// <summary>The whole tag, such as <c>mail:ada@example.org</c>; empty for <c>default(Tag)</c>.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8);

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The tag <c>key:value</c> of a tag type's value.</summary>
    /// <exception cref="ArgumentException">
    /// The value is empty or too long, or an all-zero guid, which <see cref="TagAttribute.AllowDefault"/> allows.
    /// </exception>
    public static Tag Of<TTag>(TTag tag) where TTag : ITag<TTag>
    {
        if (TTag.IsUnassigned(tag))
            throw new ArgumentException(UnassignedId.Problem(typeof(TTag).Name, TTag.Key), nameof(tag));
        Span<byte> buffer = stackalloc byte[MaxBytes];
        var start = WriteKey(buffer, TTag.Key);
        if (!TTag.TryFormat(tag, buffer[start..], out var written))
            throw new ArgumentException($"The value of a tag '{Encoding.UTF8.GetString(buffer[..start])}' is longer than {MaxBytes} bytes "
                + "of UTF-8, key included, or no valid UTF-16.", nameof(tag));
        return OfValue(buffer, start, written, nameof(tag));
    }

    /// <summary>The tag <c>key:value</c>.</summary>
    /// <exception cref="ArgumentException">The key is empty or has a colon, or the value is empty or too long.</exception>
    public static Tag Of(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (key.Contains(':'))
            throw new ArgumentException($"The tag key '{Masked.Key(key)}' has a colon; the colon separates key and value.", nameof(key));
        return new(key + ":" + value);
    }

    /// <summary>
    /// The tag <c>key:value</c> of a text that events carry up to a length only: what generated queries call where
    /// <see cref="TagAttribute.MaxLength"/> is declared.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">The longest value in bytes of UTF-8, the key not counted.</param>
    /// <param name="parameter">The caller's name of the value, for messages; filled in by the compiler.</param>
    /// <exception cref="ArgumentException">
    /// The value is longer, so no event has it; or the key or the value is as no tag may be.
    /// </exception>
    public static Tag Of(string key, string value, int maxLength, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        var tag = Of(key, value);
        var length = tag.Utf8.Length - Encoding.UTF8.GetByteCount(key) - 1;
        return length <= maxLength ? tag : throw new ArgumentException(
            $"The value of the tag '{Masked.Key(key)}' has {length} bytes of UTF-8 and its MaxLength is {maxLength}: "
            + "no event can carry it. Check the text before it is asked for, or raise MaxLength.", parameter);
    }

    /// <summary>The tag <c>key:value</c> of a number or a guid, in invariant form.</summary>
    /// <exception cref="ArgumentException">
    /// The key is empty or has a colon; or the value is an all-zero guid, an id that was never assigned. Pass such a guid as text if it is
    /// meant.
    /// </exception>
    public static Tag Of<T>(string key, T value) where T : struct, IFormattable => value is Guid id && id == Guid.Empty
        ? throw new ArgumentException(UnassignedId.Problem(Masked.Key(key)), nameof(value))
        : Of(key, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A copy of UTF-8 text that is already known to be a tag.</summary>
    internal static Tag FromStored(ReadOnlySpan<byte> utf8) => new(utf8.ToArray());

    /// <summary>The text before the colon. Empty if there is none: then all of the text may be a value.</summary>
    internal static string KeyOf(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf((byte)':') is var colon and > 0 ? Encoding.UTF8.GetString(utf8[..colon]) : "";

    private static int WriteKey(Span<byte> buffer, ReadOnlySpan<byte> key)
    {
        key.CopyTo(buffer);
        buffer[key.Length] = (byte)':';
        return key.Length + 1;
    }

    private static Tag OfValue(ReadOnlySpan<byte> buffer, int start, int written, string parameter) => written == 0
        ? throw new ArgumentException($"The tag '{Encoding.UTF8.GetString(buffer[..start])}' has no value.", parameter)
        : new(buffer[..(start + written)].ToArray());

    private static byte[] Checked(byte[] utf8, string parameter) => utf8.Length > MaxBytes ? throw TooLong(parameter) : utf8;

    private static ArgumentException TooLong(string parameter) =>
        new($"A tag has at most {MaxBytes} bytes of UTF-8, its key included.", parameter);

    /// <inheritdoc/>
    public bool Equals(Tag other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(Tag left, Tag right) => left.Equals(right);

    /// <summary>Whether they are different texts.</summary>
    public static bool operator !=(Tag left, Tag right) => !left.Equals(right);

    /// <summary>The key and a mask for the value, such as <c>mail:…</c>. <see cref="Text"/> has the value.</summary>
    public override string ToString() => Masked.Tag(Text);
}
