using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Opossum.Typed.CloudEvents;
using Oracle = CloudNative.CloudEvents;

namespace Opossum.Typed.Tests.CloudEvents;

/// <summary>The official SDK reads what we write, in both modes, and finds the same event.</summary>
public class CloudEventOracleTests
{
    private static readonly int Count = Tier.Share(quick: 500, full: 10_000, @long: 50_000);
    private static readonly JsonEventFormatter Formatter = new();
    private static readonly Guid StoreId = new("11223344-5566-4788-99aa-bbccddeeff00");

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char, 1, 20], Gen.String[Gen.Char[' ', '~'], 1, 20],
        Gen.OneOfConst("€", "😀", "\"", "%41", "a b", " ", "\t", "\uFFFE", "\uFDD0", "\u007F", "\uD800", "é", "\\\"", "1%", "\U0010FFFF"));

    private static readonly Gen<string> Json = Gen.OneOf(
        Text.Select(static text => "{\"text\": " + JsonSerializer.Serialize(text) + " }"),
        Gen.Double.Select(static number =>
            double.IsFinite(number) ? "[" + number.ToString("R", CultureInfo.InvariantCulture) + ",1e400]" : "null"),
        Gen.OneOfConst("{}", "[]", "\"\"", "true", "null", "0", " {\"a\":{\"a\":[ ]}}\n", "\"\u00E4😀\""));

    private static readonly Gen<Uri?> Sources = Gen.OneOfConst(
        null, new("https://example.org/a%20b?c=d#e"), new("/orders", UriKind.Relative), new Uri("urn:example:orders"));

    private static readonly Gen<(SequencedEvent Stored, string? Subject, Uri? Source)> Events =
        from json in Json
        from bytes in Gen.Byte.Array[0, 20]
        from isJson in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
        from position in Gen.Long[1, long.MaxValue]
        from ticks in Gen.Long[0, DateTime.MaxValue.Ticks]
        from version in Gen.OneOf(Gen.Const(1), Gen.Int[1, 65_535])
        from texts in Gen.Select(Text, Text.Null(), Text.Null(), Text.Null())
        from id in Gen.Guid
        from source in Sources
        select (
            new SequencedEvent(position, texts.Item1, isJson ? Encoding.UTF8.GetBytes(json) : bytes, [],
                new(id, new(ticks, TimeSpan.Zero)) { CorrelationId = texts.Item2, CausationId = texts.Item3 })
            {
                Version = version, PayloadEncoding = isJson ? PayloadEncoding.Json : PayloadEncoding.Binary,
            },
            texts.Item4, source);

    [Fact]
    public void The_sdk_reads_the_structured_mode() => Events.ForAll(
        static input => Compare(input, static e =>
        {
            var type = MediaTypeHeaderValue.Parse(CloudEvent.StructuredContentType);
            Assert.Equal("application/cloudevents+json", type.MediaType);
            return Formatter.DecodeStructuredModeMessage(e.ToJson(), new(type.ToString()), null);
        }),
        Count);

    [Fact]
    public async Task The_sdk_reads_the_binary_mode_of_http()
    {
        await Events.ForAllAsync(
            static input =>
            {
                Compare(input, static e =>
                {
                    using var request = new HttpRequestMessage();
                    request.Content = new ReadOnlyMemoryContent(e.Data);
                    request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(e.DataContentType);
                    foreach (var (name, value) in e.HttpHeaders()) request.Headers.Add(name, value);
                    return request.ToCloudEventAsync(Formatter).GetAwaiter().GetResult();
                });
                return Task.CompletedTask;
            },
            Count, static input => input.ToString());
    }

    [Fact]
    public void The_sdk_reads_the_properties_of_amqp() => Events.ForAll(
        static input => Compare(input, static e =>
        {
            const string Prefix = "cloudEvents:";
            var properties = e.AmqpProperties().ToDictionary(static p => p.Key[Prefix.Length..], static p => p.Value);
            var read = new Oracle.CloudEvent(Oracle.CloudEventsSpecVersion.FromVersionId(properties["specversion"])!)
            {
                DataContentType = e.DataContentType,
            };
            properties.Remove("specversion");
            foreach (var (name, value) in properties) read.SetAttributeFromString(name, value);
            Formatter.DecodeBinaryModeEventData(e.Data, read);
            return read;
        }),
        Count);

    private static void Compare((SequencedEvent, string?, Uri?) input, Func<CloudEvent, Oracle.CloudEvent> read)
    {
        var (stored, subject, source) = input;
        if (!IsAllowed(stored.Type))
        {
            Assert.Throws<EventFormatException>(() => CloudEvent.From(stored, StoreId, source, IsAllowed(subject) ? subject : null));
            return;
        }

        if (subject is not null && !IsAllowed(subject))
        {
            Assert.Throws<ArgumentException>(() => CloudEvent.From(stored, StoreId, source, subject));
            return;
        }

        var found = read(CloudEvent.From(stored, StoreId, source, subject));
        Assert.True(found.IsValid);
        Assert.Equal("1.0", found.SpecVersion.VersionId);
        Assert.Equal(stored.Id.ToString(), found.Id);
        Assert.Equal(source?.OriginalString ?? $"urn:uuid:{StoreId}", found.Source!.OriginalString);
        Assert.Equal(stored.Version == 1 ? stored.Type : $"{stored.Type}.v{stored.Version}", found.Type);
        Assert.Equal(stored.RecordedAt, found.Time);
        Assert.Equal(subject, found.Subject);
        Assert.Equal(stored.Position.ToString(CultureInfo.InvariantCulture), found["position"]);
        Assert.Equal(StoreId.ToString(), found["storeid"]);
        Assert.Equal(IsAllowed(stored.Metadata.CorrelationId) ? stored.Metadata.CorrelationId : null, found["correlationid"]);
        Assert.Equal(IsAllowed(stored.Metadata.CausationId) ? stored.Metadata.CausationId : null, found["causationid"]);
        CompareData(stored, found);
    }

    private static void CompareData(SequencedEvent stored, Oracle.CloudEvent found)
    {
        if (stored.PayloadEncoding == PayloadEncoding.Json)
        {
            Assert.Equal("application/json", found.DataContentType);
            using var expected = JsonDocument.Parse(stored.Payload);
            var actual = found.Data is JsonElement element ? element : JsonDocument.Parse("null").RootElement;
            Assert.Equal(expected.RootElement.GetRawText(), actual.GetRawText());
        }
        else
        {
            Assert.Equal("application/octet-stream", found.DataContentType);
            Assert.Equal(stored.Payload.ToArray(), (byte[]?)found.Data ?? []);
        }
    }

    /// <summary>The SDK's own judgement.</summary>
    private static bool IsAllowed(string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        try
        {
            Oracle.CloudEventAttributeType.String.Validate(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
