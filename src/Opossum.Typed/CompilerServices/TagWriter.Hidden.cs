using System.Buffers;
using System.Text.Unicode;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

// Tags whose values the log must not have.
public ref partial struct TagWriter
{
    /// <summary>Adds the pseudonym of <c>key:value</c>; a null adds nothing.</summary>
    /// <param name="key">The key as UTF-8, without the colon.</param>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">The longest value in bytes of UTF-8; 0 for the limit of every tag.</param>
    /// <exception cref="EventFormatException">
    /// The value is empty, too long, or no valid UTF-16, or the store was opened without keys.
    /// </exception>
    public void AddHidden(ReadOnlySpan<byte> key, string? value, int maxLength = 0)
    {
        if (value is null) return;
        Span<byte> tag = stackalloc byte[Tag.MaxBytes];
        var start = BeginHidden(key, tag);
        var status = Utf8.FromUtf16(value, tag[start..], out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.DestinationTooSmall) throw TooLong(key, Tag.MaxBytes);
        if (status != OperationStatus.Done) throw Error(key, "holds half a surrogate pair: it is no valid UTF-16");
        if (maxLength != 0 && written > maxLength) throw TooLong(key, maxLength);
        EndHidden(key, tag[..(start + written)], written);
    }

    /// <summary>Adds the pseudonym of <c>key:value</c> of a number or a guid in invariant form.</summary>
    /// <param name="key">The key as UTF-8, without the colon.</param>
    /// <param name="value">The value.</param>
    /// <param name="allowDefault">Whether an all-zero guid is a value like any other.</param>
    /// <exception cref="EventFormatException">
    /// The value is an all-zero guid that is not allowed, or the store was opened without keys.
    /// </exception>
    public void AddHidden<T>(ReadOnlySpan<byte> key, T value, bool allowDefault = false) where T : struct, IUtf8SpanFormattable
    {
        if (value is Guid id && id == Guid.Empty && !allowDefault) throw Unassigned(key, "");
        Span<byte> tag = stackalloc byte[Tag.MaxBytes];
        var start = BeginHidden(key, tag);
        if (!value.TryFormat(tag[start..], out var written, default, System.Globalization.CultureInfo.InvariantCulture))
            throw TooLong(key, Tag.MaxBytes);
        EndHidden(key, tag[..(start + written)], written);
    }

    private static int BeginHidden(ReadOnlySpan<byte> key, Span<byte> tag)
    {
        key.CopyTo(tag);
        tag[key.Length] = (byte)':';
        return key.Length + 1;
    }

    private void EndHidden(ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> tag, int written)
    {
        if (written == 0) throw Error(key, "is empty; null means no tag");
        if (_keys is null) throw Error(key, SealedTexts.NoKeys);
        var buffer = Begin(key, out var start);
        _keys.Hide(tag, buffer[start..]);
        End(buffer, key, start, KeyDirectory.HiddenBytes);
    }
}
