using System.Buffers;
using System.ComponentModel;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed;

/// <summary>
/// Events as records of bytes, for engines that keep them somewhere else than in the files of an <see cref="EmbeddedEventLog"/>. A record
/// has everything but the position: id, time, type, version, tags, metadata, payload and a check of all of it. docs/engines.md describes
/// what an engine has to do, and docs/format.md the bytes.
/// </summary>
/// <param name="storeId">The id of the store. It seeds the check, so that a record of another store is not taken for one of this
/// store.</param>
/// <remarks>Safe for several threads.</remarks>
/// <example>
/// <code>
/// var records = new EventRecords(storeId);
/// var bytes = new ArrayBufferWriter&lt;byte&gt;();
/// records.Write(new EventData("course-defined", "{}"u8.ToArray(), new Tag("course:1")), DateTimeOffset.UtcNow, bytes);
/// if (records.TryRead(position: 1, bytes.WrittenSpan, out var e)) Console.WriteLine(e.TypeName);
/// </code>
/// </example>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class EventRecords(Guid storeId)
{
    private readonly TermHasher _terms = new(SegmentHeader.SeedOf(storeId));

    /// <summary>Writes the record of an event. The rules of an append hold: an event without an id gets one, the span's context becomes
    /// metadata if the event has none.</summary>
    /// <param name="e">The event.</param>
    /// <param name="recordedAt">When it is recorded.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <exception cref="AppendLimitException">A limit of names, tags or the payload is exceeded.</exception>
    /// <exception cref="ArgumentException">The event has no type, or a name that is no valid UTF-16.</exception>
    public void Write(in EventData e, DateTimeOffset recordedAt, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var record = new EncodingBuffer();
        using var terms = new TermBuffer();
        EventEncoder.Encode([e], key: null, recordedAt, _terms, record, terms);
        var length = EventRecord.SizeOf(record.Written);
        output.Write(record.Written[..length]);
    }

    /// <summary>Looks at a record.</summary>
    /// <param name="position">The position of the event in the log.</param>
    /// <param name="record">The bytes; they must not change while the view is used.</param>
    /// <param name="e">The event.</param>
    /// <returns>False if the bytes are not a record that was written for this store.</returns>
    public bool TryRead(long position, ReadOnlySpan<byte> record, out EventView e)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position);
        var isIntact = EventRecord.IsPlausible(record) && EventRecord.IsIntact(record, _terms.Seed);
        e = isIntact ? new(position, new(record)) : default;
        return isIntact;
    }

    /// <summary>True if an event matches a query, compared byte for byte.</summary>
    /// <param name="query">The query.</param>
    /// <param name="e">The event, of any store.</param>
    public bool Matches(Query query, in EventView e)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CompiledQuery.Of(query, _terms).Matches(e.Record);
    }
}
