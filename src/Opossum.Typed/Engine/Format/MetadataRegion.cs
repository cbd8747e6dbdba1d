using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// What an event record says beside type, tags and payload: entries of a kind (one byte) and a text, or, for a pair of the user's own, two
/// texts; a text is a length of two bytes and UTF-8. Entries of a kind that this version does not know are passed over.
/// </summary>
internal static class MetadataRegion
{
    /// <summary>The longest region, in bytes.</summary>
    public const int MaxBytes = 16 << 10;

    private const byte CorrelationKind = 1;
    private const byte CausationKind = 2;
    private const byte PairKind = 3;

    /// <exception cref="AppendLimitException">The region is too long.</exception>
    /// <exception cref="ArgumentException">A text is no valid UTF-16.</exception>
    public static int Write(in EventData e, string? correlationId, string? causationId, EncodingBuffer destination)
    {
        var start = destination.Length;
        if (correlationId is not null) WriteEntry(CorrelationKind, correlationId, null, destination);
        if (causationId is not null) WriteEntry(CausationKind, causationId, null, destination);
        foreach (var (key, value) in e.Metadata ?? ImmutableDictionary<string, string>.Empty) WriteEntry(PairKind, key, value, destination);
        var length = destination.Length - start;
        return length <= MaxBytes ? length : throw TooLong(e);
    }

    public static EventMetadata Read(in EventRecord e)
    {
        var metadata = new EventMetadata(e.Id, new DateTimeOffset(e.Ticks, TimeSpan.Zero));
        var rest = e.Metadata;
        if (rest.IsEmpty) return metadata;
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var kind = rest[0];
            var first = TakeText(ref rest, skip: 1);
            var second = kind == PairKind ? TakeText(ref rest, skip: 0) : "";
            if (kind == CorrelationKind) metadata = metadata with { CorrelationId = first };
            else if (kind == CausationKind) metadata = metadata with { CausationId = first };
            else if (kind == PairKind) values[first] = second;
        }

        return values.Count == 0 ? metadata : metadata with { Values = values.ToImmutable() };
    }

    private static void WriteEntry(byte kind, string text, string? second, EncodingBuffer destination)
    {
        destination.Write([kind]);
        WriteText(text, destination);
        if (second is not null) WriteText(second, destination);
    }

    private static void WriteText(string text, EncodingBuffer destination)
    {
        var utf8 = Utf8Text.Encode(text, nameof(EventData.Metadata));
        if (utf8.Length > MaxBytes)
            throw new AppendLimitException(
                $"A text of an event's metadata has {utf8.Length} bytes of UTF-8; all of its metadata has at most {MaxBytes}.");
        BinaryPrimitives.WriteUInt16LittleEndian(destination.GetSpan(sizeof(ushort)), (ushort)utf8.Length);
        destination.Advance(sizeof(ushort));
        destination.Write(utf8);
    }

    private static string TakeText(ref ReadOnlySpan<byte> rest, int skip)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[skip..]);
        var text = Encoding.UTF8.GetString(rest.Slice(skip + sizeof(ushort), length));
        rest = rest[(skip + sizeof(ushort) + length)..];
        return text;
    }

    private static AppendLimitException TooLong(in EventData e) => new($"Event '{e.Type}' has more than {MaxBytes} bytes of metadata.");
}
