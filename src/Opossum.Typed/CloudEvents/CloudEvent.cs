using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Opossum.Typed.CloudEvents;

/// <summary>
/// A stored event as a CloudEvent 1.0, for publishing it to a bus or over HTTP. The stored payload is its data, byte for byte: no second
/// serializer takes part.
/// </summary>
/// <remarks>
/// <para>
/// Its attributes are <c>id</c> (the event's id), <c>source</c>, <c>type</c> (the stored type name, with <c>.v2</c> behind it for version 2
/// and so on), <c>time</c> (when it was recorded), <c>subject</c> if there is one, and the extensions <c>position</c>, <c>storeid</c>,
/// <c>correlationid</c> and <c>causationid</c>. CloudEvents allow no control character in an attribute, and an integer of 32 bits at most.
/// So the position is text, and a correlation or causation id with such a character is left out.
/// </para>
/// <para>
/// Tags and your own pairs of metadata are not part of it: what leaves the store is the payload and what is named here.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Task On(ICourseEvent e, ConsumedEvent at, CancellationToken stop) =>
///     bus.PublishAsync(CloudEvent.From(at, subject: $"{e.Course}").ToJson(), stop);
/// </code>
/// </example>
public sealed class CloudEvent
{
    /// <summary>The media type of <see cref="ToJson"/>.</summary>
    public const string StructuredContentType = "application/cloudevents+json; charset=utf-8";

    private const string Json = "application/json";
    private const string Binary = "application/octet-stream";

    private readonly long _position;
    private readonly string _storedType;
    private readonly KeyValuePair<string, string>[] _attributes;

    private CloudEvent(
        (long Position, string Type, int Version) stored, EventMetadata metadata, Guid storeId, Uri? source, string? subject,
        PayloadEncoding encoding, ReadOnlyMemory<byte> payload)
    {
        if (subject is not null && !AttributeText.IsAllowed(subject))
            throw new ArgumentException(
                "The subject of a CloudEvent is not empty, and has no control character, noncharacter or lone surrogate.", nameof(subject));
        if (!AttributeText.IsAllowed(stored.Type))
            throw new EventFormatException(
                stored.Type, "its type name has a control character or a noncharacter, which CloudEvents do not allow",
                position: stored.Position);

        (_position, _storedType, Subject, Data) = (stored.Position, stored.Type, subject, payload);
        Id = metadata.Id.ToString();
        Source = source is null ? "urn:uuid:" + storeId : AttributeText.OfSource(source, nameof(source));
        Type = stored.Version > 1 ? string.Create(CultureInfo.InvariantCulture, $"{stored.Type}.v{stored.Version}") : stored.Type;
        DataContentType = encoding == PayloadEncoding.Json ? Json : Binary;
        _attributes = [.. AttributesOf(metadata, storeId)];
    }

    /// <summary>The event's own id, the same each time it is published: receivers recognise repeated events by it.</summary>
    public string Id { get; }

    /// <summary>Where it comes from: the URI that was given, or <c>urn:uuid:</c> and the id of the store.</summary>
    public string Source { get; }

    /// <summary>The stored type name, and from version 2 on the version: <c>course-defined.v2</c>.</summary>
    public string Type { get; }

    /// <summary>What the event is about, within the source; null if that was not specified.</summary>
    public string? Subject { get; }

    /// <summary>
    /// The media type of <see cref="Data"/>: <c>application/json</c>, or <c>application/octet-stream</c> for a payload of another encoding.
    /// </summary>
    public string DataContentType { get; }

    /// <summary>The payload as it is stored: the body of a message in the binary mode.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>
    /// All attributes but <c>datacontenttype</c>, by name, in the string form of the specification: what protocols other than HTTP and AMQP
    /// make headers of.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes;

    /// <summary>A CloudEvent of an event that a consumer is given.</summary>
    /// <param name="e">The event.</param>
    /// <param name="source">
    /// Where it comes from, such as <c>https://example.org/courses</c> or <c>/courses</c>; null for <c>urn:uuid:</c> and the id of the
    /// store. Receivers recognise an event by source and id, so it should never change.
    /// </param>
    /// <param name="subject">What the event is about, such as the id of a course; null for none.</param>
    /// <exception cref="ArgumentException">The source is not a URI reference, or CloudEvents do not allow the subject.</exception>
    /// <exception cref="EventFormatException">CloudEvents do not allow the type name.</exception>
    public static CloudEvent From(ConsumedEvent e, Uri? source = null, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new((e.Position, e.Type, e.Version), e.Metadata, e.StoreId, source, subject, e.PayloadEncoding, e.Payload);
    }

    /// <summary>A CloudEvent of an event that was read: of <c>Stored</c> after <c>WithStored()</c>, or of a raw read.</summary>
    /// <param name="e">The event.</param>
    /// <param name="storeId">The store that it was read from, <see cref="OpossumReader.StoreId"/>.</param>
    /// <param name="source">As for the other overload.</param>
    /// <param name="subject">As for the other overload.</param>
    /// <exception cref="ArgumentException">The source is not a URI reference, or CloudEvents do not allow the subject.</exception>
    /// <exception cref="EventFormatException">CloudEvents do not allow the type name.</exception>
    /// <example>
    /// <code>
    /// await foreach (var e in store.FollowAsync(CourseDefined.For(course)).WithStored())
    ///     await bus.PublishAsync(CloudEvent.From(e.Stored, store.StoreId).ToJson());
    /// </code>
    /// </example>
    public static CloudEvent From(SequencedEvent e, Guid storeId, Uri? source = null, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new((e.Position, e.Type, e.Version), e.Metadata, storeId, source, subject, e.PayloadEncoding, e.Payload);
    }

    /// <summary>The structured mode: the whole event as one JSON object, of the media type <see cref="StructuredContentType"/>.</summary>
    /// <exception cref="EventFormatException">The payload was appended as JSON and is not valid JSON.</exception>
    public byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>(Data.Length + 512);
        using (var json = new Utf8JsonWriter(bytes)) WriteTo(json);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes the JSON object of <see cref="ToJson"/>, as part of a batch for instance.</summary>
    /// <param name="json">Where to.</param>
    /// <exception cref="EventFormatException">
    /// The payload was appended as JSON and is not valid JSON. Nothing was written then.
    /// </exception>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var isJson = DataContentType == Json;
        if (isJson && !AttributeText.IsJson(Data.Span))
            throw new EventFormatException(_storedType, "its payload was appended as JSON and is not valid JSON", position: _position);

        json.WriteStartObject();
        foreach (var (name, value) in _attributes) json.WriteString(name, value);
        json.WriteString("datacontenttype"u8, DataContentType);
        if (isJson)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(Data.Span, skipInputValidation: true);
        }
        else json.WriteBase64String("data_base64"u8, Data.Span);
        json.WriteEndObject();
    }

    /// <summary>
    /// The headers of the binary mode over HTTP, such as <c>ce-id</c>, with values that are percent-encoded as its binding specifies. The
    /// body is <see cref="Data"/>, and its <c>Content-Type</c> is <see cref="DataContentType"/>.
    /// </summary>
    /// <example>
    /// <code>
    /// request.Content = new ReadOnlyMemoryContent(cloudEvent.Data) { Headers = { ContentType = new(cloudEvent.DataContentType) } };
    /// foreach (var (name, value) in cloudEvent.HttpHeaders()) request.Headers.Add(name, value);
    /// </code>
    /// </example>
    public IEnumerable<KeyValuePair<string, string>> HttpHeaders() =>
        _attributes.Select(static attribute => KeyValuePair.Create("ce-" + attribute.Key, AttributeText.ToHeader(attribute.Value)));

    /// <summary>
    /// The application properties of the binary mode over AMQP, such as <c>cloudEvents:id</c>. The body is <see cref="Data"/>, and the
    /// message's content type is <see cref="DataContentType"/>.
    /// </summary>
    /// <param name="forJms">
    /// True for the prefix <c>cloudEvents_</c>, where receivers use JMS, whose names have no colon. Both are prefixes of the binding.
    /// </param>
    public IEnumerable<KeyValuePair<string, string>> AmqpProperties(bool forJms = false)
    {
        var prefix = forJms ? "cloudEvents_" : "cloudEvents:";
        return _attributes.Select(attribute => KeyValuePair.Create(prefix + attribute.Key, attribute.Value));
    }

    /// <summary>The position, the type and the length of the data, such as <c>17: course-defined, 12 bytes</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_position}: {Type}, {Data.Length} bytes");

    private IEnumerable<KeyValuePair<string, string>> AttributesOf(EventMetadata metadata, Guid storeId)
    {
        yield return new("specversion", "1.0");
        yield return new("id", Id);
        yield return new("source", Source);
        yield return new("type", Type);
        yield return new("time", AttributeText.Of(metadata.RecordedAt));
        if (Subject is not null) yield return new("subject", Subject);
        yield return new("position", _position.ToString(CultureInfo.InvariantCulture));
        yield return new("storeid", storeId.ToString());
        if (AttributeText.IsAllowed(metadata.CorrelationId)) yield return new("correlationid", metadata.CorrelationId);
        if (AttributeText.IsAllowed(metadata.CausationId)) yield return new("causationid", metadata.CausationId);
    }
}
