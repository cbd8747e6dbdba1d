using System.Buffers.Binary;
using System.Collections.Immutable;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed;

/// <summary>An event to append to an <see cref="IEventLog"/>: a type name, tags and payload bytes.</summary>
public readonly struct EventData
{
    private readonly ReadOnlyMemory<byte> _encodedTags;

    /// <summary>An event.</summary>
    /// <param name="type">The name of its type; at most 255 bytes of UTF-8.</param>
    /// <param name="payload">Any bytes. An append copies them before it returns its task.</param>
    /// <param name="tags">At most 64; duplicates collapse.</param>
    /// <exception cref="ArgumentException">The type name or a tag is empty.</exception>
    public EventData(string type, ReadOnlyMemory<byte> payload, params ReadOnlySpan<Tag> tags)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        Type = type;
        Payload = payload;
        TagCount = tags.Length;
        _encodedTags = Encode(tags);
    }

    /// <summary>For the typed store, whose tags are encoded already.</summary>
    internal EventData(string type, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> encodedTags, int tagCount)
    {
        Type = type;
        Payload = payload;
        TagCount = tagCount;
        _encodedTags = encodedTags;
    }

    /// <summary>The name of the event's type.</summary>
    public string Type { get; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The version of the type that the payload follows, from 1 (the default) to 65,535.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the payload's bytes are; <see cref="PayloadEncoding.Binary"/> unless said.</summary>
    public PayloadEncoding Encoding { get; init; }

    /// <summary>The event's own id; a new one (UUIDv7) when it is left empty.</summary>
    public Guid Id { get; init; }

    /// <summary>
    /// When the event happened, for imports from elsewhere; when null, the store's clock. Each event of a batch may have its own. It says
    /// nothing about the order: positions do.
    /// </summary>
    /// <example>
    /// <code>
    /// var events = page.Select(row => Courses.Model.ToEventData(row.Event) with { RecordedAt = row.HappenedAt });
    /// await store.Log.AppendAsync([.. events]);
    /// </code>
    /// </example>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>
    /// What the event belongs to, such as a request; when null, the trace of <see cref="System.Diagnostics.Activity.Current"/>, if there is
    /// one.
    /// </summary>
    public string? CorrelationId { get; init; }

    /// <summary>What caused the event; when null, the span of <see cref="System.Diagnostics.Activity.Current"/>, if there is one.</summary>
    public string? CausationId { get; init; }

    /// <summary>Pairs of your own; null for none. With the two ids at most 16 KiB, encoded.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The tags.</summary>
    public ImmutableArray<Tag> Tags
    {
        get
        {
            var tags = ImmutableArray.CreateBuilder<Tag>(TagCount);
            foreach (var tag in new TagList(EncodedTags)) tags.Add(Tag.FromStored(tag));
            return tags.ToImmutable();
        }
    }

    internal int TagCount { get; }

    /// <summary>The type, the keys of the tags and the length of the payload, such as <c>course-defined [course:…], 12 bytes</c>.</summary>
    public override string ToString() => $"{Masked.Event(Type, Tags)}, {Payload.Length} bytes";

    /// <summary>The same event in memory of its own.</summary>
    internal EventData ToOwned() => new(Type, Payload.ToArray(), EncodedTags.ToArray(), TagCount)
    {
        Version = Version,
        Encoding = Encoding,
    };

    internal ReadOnlySpan<byte> EncodedTags => _encodedTags.Span;

    private static byte[] Encode(ReadOnlySpan<Tag> tags)
    {
        var length = 0;
        foreach (var tag in tags)
        {
            if (tag.Utf8.IsEmpty) throw new ArgumentException("A tag is empty.", nameof(tags));
            length += sizeof(ushort) + tag.Utf8.Length;
        }

        var encoded = new byte[length];
        var rest = encoded.AsSpan();
        foreach (var tag in tags)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)tag.Utf8.Length);
            tag.Utf8.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + tag.Utf8.Length)..];
        }

        return encoded;
    }
}
