using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>A sealed part of a payload that was not opened yet. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SealedText
{
    internal SealedText(ReadOnlySpan<byte> text) => Text = text;

    /// <summary>Base64; empty for <c>null</c>.</summary>
    internal ReadOnlySpan<byte> Text { get; }
}
