using Opossum.Typed.CompilerServices;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>From the bytes of a reader to records.</summary>
internal static class EventDecoding
{
    /// <summary>Steps to the next matching event of the reader's block, and decodes it.</summary>
    /// <typeparam name="TEvent">What the query answers with, checked before the read began.</typeparam>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The event types.</param>
    /// <param name="undecodable">What to do with an event that the model can't decode.</param>
    /// <param name="keepsStored">True to copy what the log stores, too.</param>
    /// <param name="decoded">The event.</param>
    /// <returns>False when the block has no more.</returns>
    /// <exception cref="EventFormatException">
    /// The payload is not what the event declares, or the model can't decode it and that is not to be passed over.
    /// </exception>
    public static bool TryDecode<TEvent>(
        this EventReader reader, EventModel model, UndecodableEvents undecodable, bool keepsStored, out SequencedEvent<TEvent> decoded)
        where TEvent : class, IEvent
    {
        while (reader.TryRead(out var e))
        {
            if (undecodable == UndecodableEvents.Fail || IsDecodable(e, model.Find(e.Type)))
            {
                var descriptor = Find(e, model);
                var erased = SealedTexts.Erased;
                decoded = new(e.Position, (TEvent)Decode(e, descriptor, model.Keys), e.GetMetadata())
                {
                    IsErased = SealedTexts.Erased != erased,
                    Type = descriptor.NameOf(e.Type),
                    Version = e.Version,
                    StoredOrNull = keepsStored ? e.ToSequencedEvent() : null,
                };
                return true;
            }

            if (undecodable == UndecodableEvents.Skip) continue;
            IEvent undecoded = new UndecodedEvent(e.TypeName, e.Version, e.PayloadEncoding, e.Payload.ToArray(), e.GetTags());
            decoded = new(e.Position, (TEvent)undecoded, e.GetMetadata())
            {
                Type = ((UndecodedEvent)undecoded).Type,
                Version = e.Version,
                StoredOrNull = keepsStored ? e.ToSequencedEvent() : null,
            };
            return true;
        }

        decoded = default;
        return false;
    }

    /// <summary>What the event is.</summary>
    /// <exception cref="EventFormatException">It is not of the model.</exception>
    public static EventDescriptor Find(in EventView e, EventModel model) =>
        model.Find(e.Type) ?? throw new EventFormatException(e.TypeName, $"it is not of the model '{model.Name}'", position: e.Position);

    /// <summary>The event as a record; an old version is brought up to the newest.</summary>
    /// <exception cref="EventFormatException">
    /// The payload is not what the event declares, or of a version that is not known yet.
    /// </exception>
    /// <exception cref="SubjectKeyMissingException">A sealed part has a key that is neither in the key store nor erased.</exception>
    public static IEvent Decode(in EventView e, EventDescriptor descriptor, SubjectKeyRing? keys)
    {
        if (!IsDecodable(e, descriptor)) throw Undecodable(e, descriptor);
        try
        {
            var json = new JsonEventReader(e.Payload, descriptor.Name, keys);
            return descriptor.ReadJson(e.Version, ref json);
        }
        catch (EventFormatException error)
        {
            throw error.ForEvent(e.TypeName, e.Position, StoredVersion(e, descriptor));
        }
        catch (Exception error) when (error is not (OutOfMemoryException or StoreException))
        {
            // Of a constructor, a setter or an upcaster of the user's: a payload that it does not take is to be found among millions. Its
            // text may quote what the event holds, so it is inside and not part of ours; nor inside where the event holds what is personal.
            throw new EventFormatException(
                e.TypeName,
                $"{descriptor.ClrType} does not take what it holds: {error.GetType().Name}",
                position: e.Position,
                version: StoredVersion(e, descriptor),
                inner: descriptor.Shape.IsPersonal ? null : error);
        }
    }

    private static bool IsDecodable(in EventView e, EventDescriptor? descriptor) =>
        descriptor is not null && e.PayloadEncoding == PayloadEncoding.Json && e.Version <= descriptor.Shape.Version;

    private static EventFormatException Undecodable(in EventView e, EventDescriptor descriptor)
    {
        var problem = e.PayloadEncoding != PayloadEncoding.Json
            ? $"its payload is not JSON but '{e.PayloadEncoding}'"
            : $"{descriptor.ClrType} is of version {descriptor.Shape.Version}, and a newer program wrote it; "
                + "run one that knows that version, or choose another UndecodableEvents";
        return new(e.TypeName, problem, position: e.Position, version: StoredVersion(e, descriptor));
    }

    /// <summary>Said where it is not the version of today.</summary>
    private static int StoredVersion(in EventView e, EventDescriptor descriptor) => e.Version == descriptor.Shape.Version ? 0 : e.Version;
}
