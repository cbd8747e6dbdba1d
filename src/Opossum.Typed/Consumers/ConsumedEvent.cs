using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// An event on its way to the handler of a consumer: where it is, what the log stores of it, and keys for what follows from it.
/// </summary>
/// <example>
/// <code>
/// Task On(StudentRegistered e, ConsumedEvent at, CancellationToken stop) => mailer.SendAsync(e.Email, idempotencyKey: at.Id, stop);
/// </code>
/// </example>
public sealed class ConsumedEvent
{
    private readonly byte[] _record;            // a copy: the handler may go on while the log reads further
    private readonly byte[] _addedTags;         // by retaggings
    private readonly EventDescriptor _descriptor;
    private readonly SubjectKeyRing? _keys;
    private readonly string _consumer;
    private IEvent? _decoded;

    internal ConsumedEvent(in EventView view, EventDescriptor descriptor, SubjectKeyRing? keys, Guid storeId, string consumer)
    {
        (Position, StoreId, _descriptor, _keys, _consumer) = (view.Position, storeId, descriptor, keys, consumer);
        (_record, _addedTags) = (view.Record.ToArray(), view.Record.AddedTags.ToArray());
    }

    /// <summary>From 1, without gaps.</summary>
    public long Position { get; }

    /// <summary>The id of the store.</summary>
    public Guid StoreId { get; }

    /// <summary>How often it was delivered in this run, this time included. Deliveries before a restart don't count.</summary>
    public int Attempt { get; internal set; } = 1;

    /// <summary>The event's own id, the same in each delivery: an idempotency key for what is not in the store.</summary>
    public Guid Id => View.Id;

    /// <summary>When the event was recorded.</summary>
    public DateTimeOffset RecordedAt => View.RecordedAt;

    /// <summary>What the store knows of the event beside its payload.</summary>
    public EventMetadata Metadata => View.GetMetadata();

    /// <summary>The name that it is stored under, which may be an alias.</summary>
    public string Type => _descriptor.NameOf(View.Type);

    /// <summary>The version that it is stored in.</summary>
    public int Version => View.Version;

    /// <summary>What the payload's bytes are.</summary>
    public PayloadEncoding PayloadEncoding => View.PayloadEncoding;

    /// <summary>The payload as it is stored.</summary>
    public ReadOnlyMemory<byte> Payload => _record.AsMemory(_record.Length - View.Payload.Length);

    /// <summary>The tags, copied.</summary>
    public ImmutableArray<Tag> Tags => View.GetTags();

    private EventView View => new(Position, new EventRecord(_record).With(_addedTags));

    /// <summary>
    /// A key for an append that follows from this event: of the store, the consumer, the event and a purpose. However often the event is
    /// delivered, one append with it is made.
    /// </summary>
    /// <param name="purpose">
    /// What is appended, such as <c>fill-seat</c>. Another purpose for each append of a handler: with the same key, the second one would
    /// get the first one's answer.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The purpose is empty, or so long that the key has more than <see cref="AppendKey.MaxBytes"/>.
    /// </exception>
    public AppendKey KeyFor(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        return new(string.Create(CultureInfo.InvariantCulture, $"{StoreId:N}/{_consumer}/{Position}/{Id:N}/{purpose}"));
    }

    /// <summary>For generated code: true if the event is of this type.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Is<TEvent>() where TEvent : class, IEvent<TEvent> => ReferenceEquals(_descriptor, EventDescriptor<TEvent>.Instance);

    /// <summary>For generated code: the event, decoded once.</summary>
    /// <exception cref="EventFormatException">The payload is not what the event declares.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TEvent Event<TEvent>() where TEvent : class, IEvent<TEvent> =>
        (TEvent)(_decoded ??= EventDecoding.Decode(View, _descriptor, _keys));

    /// <summary>The position and the type, such as <c>17: student-registered</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}: {Type}");
}
