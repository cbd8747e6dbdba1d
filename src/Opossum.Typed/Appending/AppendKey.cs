using System.Diagnostics;
using System.Text;

namespace Opossum.Typed;

/// <summary>
/// Makes an append safe to repeat: a second one with the same key and the same content writes nothing and answers with the positions of the
/// first, also after a restart. Text of your own, such as a request id; at most 255 bytes of UTF-8, kept for ever. Content is the events in
/// their order, each with its type, version, payload, encoding and set of tags; the order of tags, ids, times and metadata are not.
/// </summary>
/// <example>
/// <code>
/// await store.AppendAsync(new OrderPlaced(order, items), key: requestId);
/// </code>
/// </example>
[DebuggerDisplay("{Text,nq}")]
public readonly struct AppendKey : IEquatable<AppendKey>
{
    /// <summary>The longest key, in bytes of UTF-8.</summary>
    public const int MaxBytes = 255;

    private readonly byte[]? _utf8;

    /// <summary>A key.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than <see cref="MaxBytes"/>, or no valid UTF-16.</exception>
    public AppendKey(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var utf8 = Utf8Text.Encode(text, nameof(text));
        if (utf8.Length > MaxBytes)
            throw new ArgumentException($"An append key has at most {MaxBytes} bytes of UTF-8; this one has {utf8.Length}.", nameof(text));
        _utf8 = utf8;
    }

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The key's text; empty for <c>default(AppendKey)</c>.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8);

    /// <summary>A key of text.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than <see cref="MaxBytes"/>, or no valid UTF-16.</exception>
    public static implicit operator AppendKey(string text) => new(text);

    /// <summary>A key of an id.</summary>
    public static implicit operator AppendKey(Guid id) => new(id.ToString("D"));

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static AppendKey FromString(string text) => new(text);

    /// <inheritdoc cref="op_Implicit(Guid)"/>
    public static AppendKey FromGuid(Guid id) => id;

    /// <inheritdoc/>
    public bool Equals(AppendKey other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AppendKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(AppendKey left, AppendKey right) => left.Equals(right);

    /// <summary>Whether they are different texts.</summary>
    public static bool operator !=(AppendKey left, AppendKey right) => !left.Equals(right);

    /// <summary>
    /// A mask, since the text may be personal and logs print what this returns. Use <see cref="Text"/> where the text is wanted.
    /// </summary>
    public override string ToString() => Masked.Value;
}
