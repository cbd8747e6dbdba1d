using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Opossum.Typed.Json;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// Reads what <see cref="JsonEventWriter"/> wrote, in the order in which it was written. Anything else answers false and throws nothing;
/// the generated code then takes <see cref="AnyOrder"/>, which reads any JSON and names what is wrong with it. It accepts nothing that JSON
/// forbids. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonEventReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string _eventName;
    private readonly SubjectKeyRing? _keys;         // what opens sealed parts; null for a store without keys
    private int _position;
    private int _depth;                 // the objects and arrays that are open around the next value, beside the payload's own

    internal JsonEventReader(ReadOnlySpan<byte> utf8, string eventName)
    {
        _utf8 = utf8;
        _eventName = eventName;
    }

    private readonly ReadOnlySpan<byte> Rest => _utf8[_position..];

    /// <summary>Consumes the bytes that the generator predicts between two values, quotes included.</summary>
    /// <param name="expected">The predicted bytes.</param>
    /// <returns>False when other bytes come next; the reader then stays where it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryConsume(ReadOnlySpan<byte> expected)
    {
        if ((uint)expected.Length > (uint)(_utf8.Length - _position)) return false;
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetReference(_utf8), _position);
        if (!MemoryMarshal.CreateReadOnlySpan(ref next, expected.Length).SequenceEqual(expected)) return false;
        _position += expected.Length;
        return true;
    }

    /// <summary>Consumes the last bytes of the payload.</summary>
    /// <param name="expected">The predicted bytes.</param>
    /// <returns>False when other bytes come next, or any after them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryConsumeEnd(ReadOnlySpan<byte> expected) => expected.Length == _utf8.Length - _position && TryConsume(expected);

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when neither comes next.</returns>
    public bool TryRead(out bool value)
    {
        value = TryConsume("true"u8);
        return value || TryConsume("false"u8);
    }

    /// <summary>Reads the 36 characters of a guid (format <c>D</c>), without quotes.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out Guid value)
    {
        value = default;
        if (_utf8.Length - _position < GuidText.Length) return false;
        if (!GuidText.TryRead(ref Unsafe.Add(ref MemoryMarshal.GetReference(_utf8), _position), out value)) return false;
        _position += GuidText.Length;
        return true;
    }

    /// <summary>The same payload from its start, for fields in any order.</summary>
    /// <returns>A reader that stands on the payload's root value.</returns>
    /// <exception cref="EventFormatException">The payload does not even start as JSON.</exception>
    public readonly JsonFieldReader AnyOrder() => new(_utf8, _eventName, _keys);
}
