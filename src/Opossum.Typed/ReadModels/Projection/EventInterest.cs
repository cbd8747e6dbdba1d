using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>What some read models need of a log: one pass for all of them.</summary>
internal sealed class EventInterest
{
    private readonly Dictionary<EventDescriptor, bool> _types = [];

    /// <param name="shapes">The models.</param>
    /// <param name="model">The event types of the store.</param>
    /// <exception cref="ArgumentException">A model has a handler for an event that the store does not know.</exception>
    public EventInterest(IEnumerable<ReadModelShape> shapes, EventModel model)
    {
        Model = model;
        foreach (var shape in shapes)
        {
            NeedsMetadata |= shape.NeedsMetadata;
            foreach (var (type, decode) in shape.Events)
            {
                if (!model.Has(type)) throw new ArgumentException(model.NotOfThis(type));
                _types[type] = decode || _types.GetValueOrDefault(type);
            }

            foreach (var join in shape.Joins)
            {
                NeedsMetadata |= join.Shape.NeedsMetadata;
                foreach (var type in join.Shape.Events)
                {
                    if (!model.Has(type)) throw new ArgumentException(model.NotOfThis(type));
                    _types[type] = !join.Shape.Undecoded.Contains(type) || _types.GetValueOrDefault(type);
                }
            }
        }

        ImmutableArray<string> names = [.. _types.Keys.SelectMany(static type => type.Names)];
        Query = names.IsEmpty ? null : Query.Of(QueryItem.FromDistinctTypes(names, []));
    }

    /// <summary>The event types of the store.</summary>
    public EventModel Model { get; }

    /// <summary>Whether a handler takes the metadata of events.</summary>
    public bool NeedsMetadata { get; }

    /// <summary>The events that concern one of the models; null for none.</summary>
    public Query? Query { get; }

    /// <summary>Whether a handler needs the payload of such an event.</summary>
    public bool Decodes(EventDescriptor type) => _types.GetValueOrDefault(type);
}
