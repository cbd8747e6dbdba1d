using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Text.Unicode;
using Opossum.Typed.Json;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// The sink that generated tag extractors write to: tags as the log keeps them (a length of two bytes, then UTF-8), without strings. For
/// generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct TagWriter
{
    /// <summary>Each record takes two bytes of a payload at least, so one of more records is longer than any append can be.</summary>
    private const int MaxRecords = 8 * 1024 * 1024 / 2;

    /// <summary>What shares its parts repeats their tags. The log refuses by their number; this stops before memory runs out.</summary>
    private const int MaxOutput = 32 * 1024 * 1024;

    private readonly string _eventName;
    private readonly EncodingBuffer _output;
    private readonly int _begin;
    private int _records;
    private int _depth;                 // the records that are open around the next tag
    private bool _isTooDeep;

    private readonly SubjectKeyRing? _keys;

    internal TagWriter(EncodingBuffer output, string eventName, SubjectKeyRing? keys = null)
    {
        _keys = keys;
        _output = output;
        _begin = output.Length;
        _eventName = eventName;
    }

    /// <summary>How many tags were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the tag of a tag type's value.</summary>
    /// <exception cref="EventFormatException">The value is empty or too long, or an all-zero guid that is not allowed.</exception>
    public void Add<TTag>(TTag tag) where TTag : ITag<TTag>
    {
        if (TTag.IsUnassigned(tag)) throw Unassigned(TTag.Key, $" ({typeof(TTag).Name})");
        var buffer = Begin(TTag.Key, out var start);
        if (!TTag.TryFormat(tag, buffer[start..], out var written)) throw TooLong(TTag.Key, Tag.MaxBytes);
        End(buffer, TTag.Key, start, written);
    }

    /// <summary>Adds <c>key:value</c>; a null adds nothing.</summary>
    /// <param name="key">The key as UTF-8, without the colon.</param>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">The longest value in bytes of UTF-8; 0 for the limit of every tag.</param>
    /// <exception cref="EventFormatException">The value is empty, too long, or no valid UTF-16.</exception>
    public void Add(ReadOnlySpan<byte> key, string? value, int maxLength = 0)
    {
        if (value is null) return;
        var buffer = Begin(key, out var start);
        var status = Utf8.FromUtf16(value, buffer[start..], out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.DestinationTooSmall) throw TooLong(key, Tag.MaxBytes);
        if (status != OperationStatus.Done) throw Error(key, "holds half a surrogate pair: it is no valid UTF-16");
        if (maxLength != 0 && written > maxLength) throw TooLong(key, maxLength);
        End(buffer, key, start, written);
    }

    /// <summary>Adds <c>key:value</c> of a number or a guid in invariant form.</summary>
    /// <param name="key">The key as UTF-8, without the colon.</param>
    /// <param name="value">The value.</param>
    /// <param name="allowDefault">Whether an all-zero guid is a value like any other.</param>
    /// <exception cref="EventFormatException">The value is an all-zero guid that is not allowed.</exception>
    public void Add<T>(ReadOnlySpan<byte> key, T value, bool allowDefault = false) where T : struct, IUtf8SpanFormattable
    {
        if (value is Guid id && id == Guid.Empty && !allowDefault) throw Unassigned(key, "");
        var buffer = Begin(key, out var start);
        if (!value.TryFormat(buffer[start..], out var written, default, System.Globalization.CultureInfo.InvariantCulture))
            throw TooLong(key, Tag.MaxBytes);
        End(buffer, key, start, written);
    }

    /// <summary>
    /// Enters a record of an event whose values may hold values of their own type. From the first that is too deep, or one too many, none
    /// is entered: the payload, which comes next, refuses the event and names the field.
    /// </summary>
    /// <returns>False when no payload may be as deep.</returns>
    public bool TryDescend()
    {
        if (_isTooDeep || _depth + 1 >= JsonDepth.Max || ++_records > MaxRecords) _isTooDeep = true;
        else _depth++;
        return !_isTooDeep;
    }

    /// <summary>Leaves it.</summary>
    public void Ascend() => _depth--;

    /// <summary>Room for one tag: length, key and colon are in place.</summary>
    private readonly Span<byte> Begin(ReadOnlySpan<byte> key, out int start)
    {
        var buffer = _output.GetSpan(sizeof(ushort) + Tag.MaxBytes)[..(sizeof(ushort) + Tag.MaxBytes)];
        key.CopyTo(buffer[sizeof(ushort)..]);
        start = sizeof(ushort) + key.Length;
        buffer[start++] = (byte)':';
        return buffer;
    }

    private void End(Span<byte> buffer, ReadOnlySpan<byte> key, int start, int written)
    {
        if (written == 0) throw Error(key, "is empty; null means no tag");
        BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)(start + written - sizeof(ushort)));
        _output.Advance(start + written);
        Count++;
        if (_output.Length - _begin > MaxOutput) throw Error(key, "is repeated until the tags of the event take more than 32 MiB");
    }

    private readonly EventFormatException TooLong(ReadOnlySpan<byte> key, int limit) => Error(key, limit == Tag.MaxBytes
        ? $"is longer than {limit} bytes of UTF-8, key included"
        : $"is longer than its MaxLength of {limit} bytes of UTF-8");

    private readonly EventFormatException Unassigned(ReadOnlySpan<byte> key, string type) =>
        Error(key, $"is an all-zero guid, an id that was never assigned{type}. {UnassignedId.WayOutOf(key).TrimEnd('.')}");

    private readonly EventFormatException Error(ReadOnlySpan<byte> key, string problem) =>
        new(_eventName, $"the tag '{System.Text.Encoding.UTF8.GetString(key)}' {problem}");
}
