using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Json;

/// <summary>A payload of one value.</summary>
internal sealed record Box<T>(T Value);

internal delegate void Writing<in T>(ref JsonEventWriter json, T value);

internal delegate bool Predicted<T>(ref JsonEventReader json, out T value);

internal delegate T Tolerant<out T>(ref JsonFieldReader json);

/// <summary>What the generator is to emit for <c>{"value":…}</c>, by hand.</summary>
internal sealed class BoxCodec<T>(bool quoted, Writing<T> write, Predicted<T> tryRead, Tolerant<T> read)
{
    public const string EventName = "boxed";

    public byte[] Write(T value, int capacity = 16)
    {
        using var output = new EncodingBuffer(capacity);
        var json = new JsonEventWriter(output, EventName);
        json.Raw("{\"value\":"u8);
        if (quoted) json.Raw("\""u8);
        write(ref json, value);
        if (quoted) json.Raw("\""u8);
        json.Raw("}"u8);
        json.Complete();
        return output.Written.ToArray();
    }

    public T Read(ReadOnlySpan<byte> utf8) => TryReadPredicted(utf8, out var value) ? value : ReadTolerantly(utf8);

    public bool TryReadPredicted(ReadOnlySpan<byte> utf8, out T value)
    {
        var json = new JsonEventReader(utf8, EventName);
        value = default!;
        return json.TryConsume("{\"value\":"u8)
            && (!quoted || json.TryConsume("\""u8))
            && tryRead(ref json, out value)
            && (!quoted || json.TryConsume("\""u8))
            && json.TryConsumeEnd("}"u8);
    }

    public T ReadTolerantly(ReadOnlySpan<byte> utf8)
    {
        var json = new JsonEventReader(utf8, EventName).AnyOrder();
        T value = default!;
        ulong seen = 0;
        json.StartObject();
        while (json.NextField())
        {
            if (json.TryField("value"u8)) (value, seen) = (read(ref json), 1);
            else json.Skip();
        }

        json.Require(seen, 1, "value");
        json.End();
        return value;
    }
}
