using Opossum.Typed.Json;

namespace Opossum.Typed;

/// <summary>From the bytes of a reader to records.</summary>
internal static class EventDecoding
{
    /// <summary>Steps to the next matching event of the reader's block, and decodes it.</summary>
    /// <typeparam name="TEvent">What the query answers with, checked before the read began.</typeparam>
    /// <returns>False when the block has no more.</returns>
    /// <exception cref="EventFormatException">The payload is not what the event declares, or the event is not of the model.</exception>
    public static bool TryDecode<TEvent>(this EventReader reader, EventModel model, out SequencedEvent<TEvent> decoded) where TEvent : class, IEvent
    {
        decoded = default;
        if (!reader.TryRead(out var e)) return false;
        decoded = new(e.Position, (TEvent)Decode(e, Find(e, model)), e.GetMetadata());
        return true;
    }

    /// <summary>What the event is.</summary>
    /// <exception cref="EventFormatException">It is not of the model.</exception>
    public static EventDescriptor Find(in EventView e, EventModel model) =>
        model.Find(e.Type) ?? throw new EventFormatException(e.TypeName, $"it is not of the model '{model.Name}'", position: e.Position);

    /// <exception cref="EventFormatException">The payload is not what the event declares.</exception>
    public static IEvent Decode(in EventView e, EventDescriptor descriptor)
    {
        if (e.PayloadEncoding != PayloadEncoding.Json) throw new EventFormatException(e.TypeName, $"its payload is not JSON but '{e.PayloadEncoding}'", position: e.Position);
        try
        {
            var json = new JsonEventReader(e.Payload, descriptor.Name);
            return descriptor.ReadJson(ref json);
        }
        catch (EventFormatException error)
        {
            throw error.At(e.Position);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Of a constructor or a setter of the user's: a payload that it does not take is to be found among millions.
            throw new EventFormatException(e.TypeName, $"{descriptor.ClrType} does not take what it holds: {error.Message}", position: e.Position, inner: error);
        }
    }
}
