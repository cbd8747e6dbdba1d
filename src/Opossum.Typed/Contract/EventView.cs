using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed;

/// <summary>An event at its place in the log, seen in the reader's own memory: nothing is copied until asked for.</summary>
public readonly ref struct EventView
{
    private readonly EventRecord _record;

    internal EventView(long position, EventRecord record)
    {
        Position = position;
        _record = record;
    }

    /// <summary>Its bytes.</summary>
    internal EventRecord Record => _record;

    /// <summary>From 1, without gaps.</summary>
    public long Position { get; }

    /// <summary>The event's own id.</summary>
    public Guid Id => _record.Id;

    /// <summary>When it was recorded, by the clock of the appending process. Not promised to rise with the position.</summary>
    public DateTimeOffset RecordedAt => new(_record.Ticks, TimeSpan.Zero);

    /// <summary>The name of the event's type, as UTF-8.</summary>
    public ReadOnlySpan<byte> Type => _record.Type;

    /// <summary>The name of the event's type.</summary>
    public string TypeName => Encoding.UTF8.GetString(_record.Type);

    /// <summary>The version of the type that the payload follows.</summary>
    public int Version => _record.Version;

    /// <summary>What the payload's bytes are.</summary>
    public PayloadEncoding PayloadEncoding => _record.Encoding;

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload => _record.Payload;

    /// <summary>All that the log knows of the event beside type, tags and payload, copied.</summary>
    public EventMetadata GetMetadata() => MetadataRegion.Read(_record);

    /// <summary>The tags, copied: those that were appended with the event, and behind them those that a retagging added.</summary>
    public ImmutableArray<Tag> GetTags()
    {
        var tags = ImmutableArray.CreateBuilder<Tag>(_record.TagCount);
        foreach (var tag in new TagList(_record.Tags)) tags.Add(Tag.FromStored(tag));
        if (_record.AddedTags.IsEmpty) return tags.MoveToImmutable();
        foreach (var tag in new TagList(_record.AddedTags)) tags.Add(Tag.FromStored(tag));
        return tags.ToImmutable();
    }

    /// <summary>Whether the event carries a tag.</summary>
    public bool HasTag(Tag tag) => _record.HasTag(tag.Utf8);

    /// <summary>A copy that may be kept.</summary>
    public SequencedEvent ToSequencedEvent() =>
        new(Position, TypeName, Payload.ToArray(), GetTags(), GetMetadata()) { Version = Version, PayloadEncoding = PayloadEncoding };
}
