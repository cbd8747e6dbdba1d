using System.Collections.Frozen;
using System.Text;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed;

/// <summary>The event types that a store knows: the generated <c>Model</c> of a class with <see cref="EventModelAttribute"/>.</summary>
public sealed class EventModel
{
    private readonly FrozenDictionary<string, EventDescriptor> _byName;

    private readonly FrozenDictionary<string, EventDescriptor>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    private EventModel(string name, Dictionary<string, EventDescriptor> byName)
    {
        Name = name;
        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The full name of the class that declares the model; for messages.</summary>
    public string Name { get; }

    /// <summary>The event types, in no particular order.</summary>
    public IReadOnlyCollection<EventDescriptor> Events => _byName.Values;

    /// <summary>The event type that is stored under a name, or null.</summary>
    public EventDescriptor? Find(string eventName) => _byName.GetValueOrDefault(eventName);

    /// <summary>As <see cref="Find(string)"/>, without making a string of the name.</summary>
    internal EventDescriptor? Find(ReadOnlySpan<byte> utf8Name)
    {
        Span<char> name = stackalloc char[LogFormat.MaxTypeBytes];
        var length = Encoding.UTF8.GetChars(utf8Name, name);
        return _bySpan.TryGetValue(name[..length], out var found) ? found : null;
    }

    /// <summary>A model of these event types. For generated code.</summary>
    /// <exception cref="ArgumentException">Two event types share a name; the message names both.</exception>
    public static EventModel Create(string name, params ReadOnlySpan<EventDescriptor> events)
    {
        var byName = new Dictionary<string, EventDescriptor>(events.Length, StringComparer.Ordinal);
        foreach (var e in events)
        {
            if (!byName.TryAdd(e.Name, e))
                throw new ArgumentException($"Two event types share the name '{e.Name}': {byName[e.Name].ClrType} and {e.ClrType}.", nameof(events));
        }

        return new(name, byName);
    }
}
