using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.CompilerServices;

/// <summary>The values of an event's tags of one key. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TagValues
{
    private readonly ReadOnlySpan<byte> _key;
    private readonly string _eventName;
    private readonly long _position;
    private TagList _tags;

    internal TagValues(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> key, string eventName, long position)
    {
        _tags = new(encoded);
        _key = key;
        (_eventName, _position) = (eventName, position);
    }

    /// <summary>The value at which it stands.</summary>
    public readonly TagValue Current => new(_tags.Current[(_key.Length + 1)..], _key, _eventName, _position);

    /// <summary>For <c>foreach</c>.</summary>
    public readonly TagValues GetEnumerator() => this;

    /// <summary>Steps to the next value.</summary>
    public bool MoveNext()
    {
        while (_tags.MoveNext())
        {
            var tag = _tags.Current;
            if (tag.Length > _key.Length && tag[_key.Length] == (byte)':' && tag.StartsWith(_key)) return true;
        }

        return false;
    }
}

/// <summary>The value of a tag, which is text, as what the tag's type holds. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TagValue
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly ReadOnlySpan<byte> _key;
    private readonly string _eventName;
    private readonly long _position;

    internal TagValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> key, string eventName, long position)
    {
        _utf8 = utf8;
        _key = key;
        (_eventName, _position) = (eventName, position);
    }

    /// <summary>The bytes of the text.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The text.</summary>
    public string ToText() => Encoding.UTF8.GetString(_utf8);

    /// <summary>The guid that it is, in the form in which tags have guids.</summary>
    /// <exception cref="EventFormatException">It is not a guid.</exception>
    public Guid ToGuid() =>
        Utf8Parser.TryParse(_utf8, out Guid value, out var length) && length == _utf8.Length
            && !_utf8.ContainsAnyInRange((byte)'A', (byte)'F')
            ? value
            : throw Error("a guid");

    /// <summary>The whole number that it is, in the form in which tags have numbers.</summary>
    /// <exception cref="EventFormatException">It is not such a number.</exception>
    public T ToNumber<T>() where T : struct, IBinaryInteger<T> =>
        T.TryParse(_utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && IsCanonical()
            ? value
            : throw Error("a whole number that fits its type");

    /// <summary>No sign that says nothing, and no leading zero: such a tag is not equal to that of the number.</summary>
    private bool IsCanonical() => _utf8[0] != (byte)'+' && !_utf8.StartsWith("-0"u8) && (_utf8.Length == 1 || _utf8[0] != (byte)'0');

    private EventFormatException Error(string expected) =>
        new(_eventName, $"the value of a tag '{Encoding.UTF8.GetString(_key)}' is not {expected}", position: _position);
}
