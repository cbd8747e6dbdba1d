using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a generated consumer says of itself. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConsumerShape
{
    private ImmutableArray<string> _types;

    /// <summary>The name under which its progress is kept.</summary>
    public required string Name { get; init; }

    /// <summary>The event types that have a handler.</summary>
    public required ImmutableArray<EventDescriptor> Events { get; init; }

    /// <summary>The key of the tags that keep events in order if several are handled at a time; null for none.</summary>
    public string? OrderKey { get; init; }

    /// <summary>The names that the log stores these events under.</summary>
    internal ImmutableArray<string> Types => _types.IsDefault ? _types = [.. Events.SelectMany(static e => e.Names)] : _types;

    /// <summary>What the consumer is delivered.</summary>
    internal Query Query => Query.Of(QueryItem.FromDistinctTypes(Types, []));
}
