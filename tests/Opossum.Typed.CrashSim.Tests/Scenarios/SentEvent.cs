using System.Text;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>An event as it was handed to the store, in a form that is quickly compared with what comes back.</summary>
internal sealed class SentEvent
{
    private readonly byte[] _type;
    private readonly byte[] _payload;
    private readonly Tag[] _tags;

    public SentEvent(string type, byte[] payload, string[] tags, Guid id)
    {
        (Type, _type, _payload, Id, Tags) = (type, Encoding.UTF8.GetBytes(type), payload, id, tags);
        _tags = [.. tags.Select(tag => new Tag(tag))];
    }

    public string Type { get; }

    public string[] Tags { get; }

    public Guid Id { get; }

    public EventData Data => new(Type, _payload, _tags) { Id = Id };

    public bool Is(in EventView e)
    {
        if (e.Id != Id || !e.Type.SequenceEqual(_type) || !e.Payload.SequenceEqual(_payload) || e.GetTags().Length != _tags.Length)
            return false;
        foreach (var tag in _tags)
            if (!e.HasTag(tag)) return false;
        return true;
    }

    /// <summary>The store's content, as an append key sees it: without the id.</summary>
    public bool HasSameContentAs(SentEvent other) =>
        Type == other.Type && _payload.AsSpan().SequenceEqual(other._payload) && Tags.SequenceEqual(other.Tags);

    public override string ToString() => $"{Type} [{string.Join(' ', Tags)}] {Id}";
}
