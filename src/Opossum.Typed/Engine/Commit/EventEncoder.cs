using System.Text;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Turns events into records and their terms, on the caller's thread, so that the commit thread only copies. Every limit is checked here,
/// before anything is queued.
/// </summary>
internal static class EventEncoder
{
    private static readonly byte[] Padding = new byte[LogFormat.Alignment];

    /// <summary>
    /// Appends the records of one append to a buffer, and the terms of each event to a list; the key is one of the first event's.
    /// </summary>
    /// <exception cref="AppendLimitException">A limit is exceeded.</exception>
    /// <exception cref="ArgumentException">A name is no valid UTF-16.</exception>
    public static void Encode(
        ReadOnlySpan<EventData> events, AppendKey? key, DateTimeOffset time, TermHasher hasher, EncodingBuffer records, TermBuffer terms)
    {
        var overhead = FrameHeader.Size + (key is { } given ? LogFormat.Align(KeySection.SizeOf(given)) : 0);
        if (events.Length > LogFormat.MaxEventsPerFrame)
            throw new AppendLimitException($"An append has {events.Length} events; the limit is {LogFormat.MaxEventsPerFrame}. Split it.");
        records.Reserve(EstimateOf(events));
        for (var i = 0; i < events.Length; i++)
        {
            var start = records.Length;
            Encode(events[i], i, time, records);
            var record = records.WrittenFrom(start);
            EventRecord.WriteSizeAndCheck(record, lastOfFrame: i == events.Length - 1, hasher.Seed);
            var length = hasher.OfEvent(new EventRecord(record), terms.Reserve(LogFormat.MaxTags + 1)).Length;
            terms.Advance(length);
            if (i == 0 && key is { } own) terms.Add(hasher.OfKey(own.Utf8));
            records.Write(Padding.AsSpan(0, LogFormat.Align(record.Length) - record.Length));
            if (overhead + records.Length > LogFormat.MaxFrameBytes)
                throw new AppendLimitException($"An append is longer than {LogFormat.MaxFrameBytes} bytes, encoded, "
                    + $"at its event {i + 1} of {events.Length} ('{events[i].Type}'). Split it, or keep large content elsewhere.");
        }
    }

    /// <summary>
    /// About what the records take, so that a large append's are not moved while they are written. Metadata is left out: it is short, or
    /// rare.
    /// </summary>
    private static int EstimateOf(ReadOnlySpan<EventData> events)
    {
        long bytes = 0;
        foreach (ref readonly var e in events)
            bytes += EventRecord.HeaderSize + LogFormat.Alignment + (e.Type?.Length ?? 0) + e.EncodedTags.Length + e.Payload.Length;
        return (int)Math.Min(bytes, LogFormat.MaxFrameBytes);
    }

    private static void Encode(in EventData e, int index, DateTimeOffset time, EncodingBuffer records)
    {
        if (e.Type is null) throw new ArgumentException($"Event {index + 1} of the append is default(EventData); it needs a type.");
        if (e.Version is < 1 or > ushort.MaxValue)
            throw new AppendLimitException($"Event '{e.Type}' has version {e.Version}; versions go from 1 to {ushort.MaxValue}.");
        if ((int)e.Encoding is < 0 or > byte.MaxValue)
            throw new AppendLimitException(
                $"Event '{e.Type}' has the payload encoding {(int)e.Encoding}; encodings go from 0 to {byte.MaxValue}.");
        if (e.Payload.Length > LogFormat.MaxFrameBytes)
            throw new AppendLimitException(
                $"Event '{e.Type}' has a payload of {e.Payload.Length} bytes; an append has at most {LogFormat.MaxFrameBytes}.");

        var start = records.Length;
        records.GetSpan(EventRecord.HeaderSize);
        records.Advance(EventRecord.HeaderSize);
        var typeLength = WriteType(e.Type, records);
        var (tagCount, tagBytes) = WriteTags(e, records);
        var metadataBytes = WriteMetadata(e, records);
        records.Write(e.Payload.Span);
        EventRecord.WriteHeader(
            records.WrittenFrom(start), (e.RecordedAt ?? time).UtcTicks, e.Version, e.Encoding, typeLength, tagCount, tagBytes,
            metadataBytes, e.Id == Guid.Empty ? EventId.Next(time) : e.Id);
    }

    private static int WriteType(string type, EncodingBuffer records)
    {
        int length;
        try
        {
            if (!Utf8Text.Strict.TryGetBytes(type, records.GetSpan(LogFormat.MaxTypeBytes)[..LogFormat.MaxTypeBytes], out length))
                throw new AppendLimitException($"The event type '{type}' is longer than {LogFormat.MaxTypeBytes} bytes of UTF-8.");
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException(
                $"An event type's name has half a surrogate pair at index {e.Index}: it is no valid UTF-16.", nameof(type), e);
        }

        records.Advance(length);
        return length;
    }

    /// <summary>What the caller did not say of correlation and causation, the current activity does.</summary>
    private static int WriteMetadata(in EventData e, EncodingBuffer records)
    {
        var activity = System.Diagnostics.Activity.Current;
        if (activity is null && e.CorrelationId is null && e.CausationId is null && e.Metadata is null) return 0;
        return MetadataRegion.Write(e, e.CorrelationId ?? activity?.RootId, e.CausationId ?? SpanOf(activity), records);
    }

    private static string? SpanOf(System.Diagnostics.Activity? activity) =>
        activity?.IdFormat == System.Diagnostics.ActivityIdFormat.W3C ? activity.SpanId.ToHexString() : activity?.Id;

    /// <summary>Duplicates collapse to their first.</summary>
    private static (int Count, int Bytes) WriteTags(in EventData e, EncodingBuffer records)
    {
        var (start, count) = (records.Length, 0);
        foreach (var tag in new TagList(e.EncodedTags))
        {
            if (TagList.Contains(records.WrittenFrom(start), tag)) continue;
            if (++count > LogFormat.MaxTags)
                throw new AppendLimitException($"Event '{e.Type}' has more than {LogFormat.MaxTags} different tags.");
            var target = records.GetSpan(sizeof(ushort) + tag.Length);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)tag.Length);
            tag.CopyTo(target[sizeof(ushort)..]);
            records.Advance(sizeof(ushort) + tag.Length);
        }

        return (count, records.Length - start);
    }
}
