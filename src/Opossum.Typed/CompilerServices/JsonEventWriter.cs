using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Opossum.Typed.Json;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// What generated codecs write a payload to, as UTF-8 JSON. Not a general JSON writer: the caller knows every byte between two values and
/// writes it with <see cref="Raw"/>; nothing checks that the two make up a document. Writing allocates nothing. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonEventWriter
{
    /// <summary>
    /// No append can hold more. The log refuses by the exact size; this stops a runaway value before it takes the memory of the process.
    /// </summary>
    private const int MaxBytes = 8 * 1024 * 1024 + 4096;

    private readonly EncodingBuffer _output;
    private readonly string _eventName;
    private readonly SubjectKeyRing? _keys;         // what seals; null for a store without keys
    private readonly ReadOnlySpan<byte> _salt;      // the append key; empty for an append without one
    private int _part;                              // of the sealed parts of the append, the next one

    /// <summary>
    /// Free room behind what <see cref="_output"/> holds; the payload is its first <see cref="_length"/> bytes until <see cref="Complete"/>
    /// commits them.
    /// </summary>
    private Span<byte> _buffer;
    private int _length;
    private int _depth;                 // the objects and arrays that are open around the next value, beside the payload's own

    internal JsonEventWriter(EncodingBuffer output, string eventName)
    {
        _output = output;
        _output.MapCount = 0;
        _eventName = eventName;
        _buffer = output.GetSpan();
    }

    /// <summary>Writes bytes that are the same for every event of a type: punctuation, keys and the quotes around text.</summary>
    /// <param name="constant">UTF-8, copied as it is.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(scoped ReadOnlySpan<byte> constant)
    {
        ref var destination = ref Reserve(constant.Length);
        constant.CopyTo(MemoryMarshal.CreateSpan(ref destination, constant.Length));
        _length += constant.Length;
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(bool value)
    {
        if (value) Raw("true"u8);
        else Raw("false"u8);
    }

    /// <summary>Writes the 36 characters of a guid (format <c>D</c>, lower case), without quotes.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(Guid value)
    {
        GuidText.Write(value, ref Reserve(GuidText.Length));
        _length += GuidText.Length;
    }

    /// <summary>
    /// Announces the object of a dictionary, which comes next: errors never show its keys. <see cref="EndMap"/> follows it.
    /// </summary>
    public readonly void StartMap() => _output.AddMap(_length);

    /// <summary>The end of a dictionary.</summary>
    public readonly void EndMap() => _output.MapCount--;

    /// <summary>The error of an enum value that has no name, and so no text to store. Returned, for the caller to throw.</summary>
    /// <param name="enumName">The enum type, as the message names it.</param>
    public readonly EventFormatException Undefined(string enumName) =>
        Error($"the value is not a named member of {enumName}, and only named members can be stored");

    /// <summary>
    /// The error of a value whose type derives from the declared one, and whose own fields would be lost. Returned, for the caller to
    /// throw.
    /// </summary>
    /// <param name="declared">The type that the member declares.</param>
    /// <param name="actual">The type of the value.</param>
    public readonly EventFormatException Derived(Type declared, Type actual) =>
        Error($"the value is a {actual}, which derives from the declared {declared}; only the fields of that would be stored. "
            + $"Declare the member as what it holds, or make {declared.Name} sealed");

    /// <summary>The same of an event.</summary>
    internal readonly EventFormatException DerivedEvent(Type declared, Type actual) =>
        Error($"the event is a {actual}, which derives from {declared}; only the fields of that would be stored. "
            + $"Give {actual.Name} an [Event] of its own, and both a base record that is no event");

    /// <summary>The error of a value whose type is none of those that its declared type lists. Returned, for the caller to throw.</summary>
    /// <param name="declared">The type that the member declares.</param>
    /// <param name="actual">The type of the value.</param>
    public readonly EventFormatException Unlisted(Type declared, Type actual) =>
        Error($"the value is a {actual}, which {declared} does not list. "
            + $"Add [JsonDerivedType(typeof({actual.Name}), \"…\")] to {declared.Name}");

    /// <summary>Commits the payload to the output; without it nothing was written.</summary>
    internal void Complete()
    {
        _output.Advance(_length);
        _buffer = default;
        _length = 0;
    }

    /// <summary>At least <paramref name="bytes"/> bytes of room, from the returned one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int bytes)
    {
        if ((uint)bytes > (uint)(_buffer.Length - _length)) Grow(bytes);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int bytes)
    {
        if (bytes > MaxBytes - _length) throw Error("with it the payload is longer than 8 MiB, the limit of an append");
        // The buffer keeps only what it was told of when it moves to a larger array; taken back, so that an error leaves no half payload
        // behind.
        _output.Advance(_length);
        _output.GetSpan(bytes);
        _output.Advance(-_length);
        _buffer = _output.GetSpan();
        // Reserve hands out a bare reference: that there is room must not rest on another class alone.
        ArgumentOutOfRangeException.ThrowIfLessThan(_buffer.Length - _length, bytes);
    }

    /// <summary>Names the field by walking what was written so far: a path is paid for by errors alone.</summary>
    private readonly EventFormatException Error(string problem, Exception? inner = null)
    {
        var written = _buffer[.._length];
        return new(_eventName, problem, JsonPath.At(written, written.Length, FieldNames.OutsideOf(_output.Maps)), inner: inner);
    }
}
