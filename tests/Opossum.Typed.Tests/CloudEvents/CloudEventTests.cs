using System.Text;
using System.Text.Json;
using Opossum.Typed.CloudEvents;
using Opossum.Typed.Tests.Consumers;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.CloudEvents;

/// <summary>What a stored event is as a CloudEvent, and what can't be one.</summary>
public class CloudEventTests
{
    private static readonly Guid StoreId = new("11223344-5566-4788-99aa-bbccddeeff00");
    private static readonly Guid EventId = new("019b76da-a800-7000-8000-000000000001");
    private static readonly DateTimeOffset Recorded = new(2026, 11, 29, 16, 21, 8, 500, TimeSpan.FromHours(2));

    private static readonly SequencedEvent Stored = new(4711, "course-defined", """{"seats":30}"""u8.ToArray(), [], new(EventId, Recorded)
    {
        CorrelationId = "request-7", CausationId = "event-6",
    })
    {
        PayloadEncoding = PayloadEncoding.Json,
    };

    [Fact]
    public void An_event_is_one_json_object_in_the_structured_mode()
    {
        const string Expected = """
            {"specversion":"1.0","id":"019b76da-a800-7000-8000-000000000001","source":"urn:uuid:11223344-5566-4788-99aa-bbccddeeff00",
            "type":"course-defined","time":"2026-11-29T14:21:08.5Z","subject":"ada","position":"4711",
            "storeid":"11223344-5566-4788-99aa-bbccddeeff00","correlationid":"request-7","causationid":"event-6",
            "datacontenttype":"application/json","data":{"seats":30}}
            """;
        var json = Encoding.UTF8.GetString(CloudEvent.From(Stored, StoreId, subject: "ada").ToJson());
        Assert.Equal(Expected.ReplaceLineEndings(""), json);
    }

    [Fact]
    public void An_event_is_its_payload_and_headers_in_the_binary_mode()
    {
        var e = CloudEvent.From(Stored, StoreId, new("/courses", UriKind.Relative));
        Assert.Equal("application/json", e.DataContentType);
        Assert.True(e.Data.Equals(Stored.Payload));         // the same memory: no copy, no second serializer
        Assert.Equal(
            [
                new("ce-specversion", "1.0"), new("ce-id", "019b76da-a800-7000-8000-000000000001"), new("ce-source", "/courses"),
                new("ce-type", "course-defined"), new("ce-time", "2026-11-29T14:21:08.5Z"), new("ce-position", "4711"),
                new("ce-storeid", "11223344-5566-4788-99aa-bbccddeeff00"), new("ce-correlationid", "request-7"),
                new KeyValuePair<string, string>("ce-causationid", "event-6"),
            ],
            e.HttpHeaders());
    }

    [Fact]
    public async Task A_consumed_event_is_the_same_cloud_event_as_its_stored_form()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 20));
        var made = new TaskCompletionSource<CloudEvent>();
        var recorder = new Recorder((_, at, _) =>
        {
            made.TrySetResult(CloudEvent.From(at, subject: "room"));
            return Task.CompletedTask;
        });
        await using var consumer = await store.StartConsumerAsync(recorder);
        var consumed = await made.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await foreach (var e in store.ReadAsync(Query.All).WithStored())
            Assert.Equal(CloudEvent.From(e.Stored, store.StoreId, subject: "room").ToJson(), consumed.ToJson());
        Assert.Contains("\"data\":{", Encoding.UTF8.GetString(consumed.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_above_one_is_part_of_the_type() =>
        Assert.Equal("course-defined.v3", CloudEvent.From(Stored with { Version = 3 }, StoreId).Type);

    [Theory, InlineData("https://example.org/courses"), InlineData("/courses"), InlineData("urn:shop"), InlineData("courses?x=%20#y")]
    public void A_source_is_written_as_it_is_given(string source) =>
        Assert.Equal(source, CloudEvent.From(Stored, StoreId, new(source, UriKind.RelativeOrAbsolute)).Source);

    [Fact]
    public void A_source_is_escaped_if_that_makes_it_a_uri() =>
        Assert.Equal("https://example.org/K%C3%B6ln%20s", CloudEvent.From(Stored, StoreId, new("https://example.org/Köln s")).Source);

    [Theory, InlineData("a b"), InlineData("Köln"), InlineData("\"")]
    public void A_source_that_is_no_uri_reference_is_refused(string source)
    {
        var error = Assert.Throws<ArgumentException>(() => CloudEvent.From(Stored, StoreId, new(source, UriKind.Relative)));
        Assert.Equal("source", error.ParamName);
    }

    [Theory, InlineData(""), InlineData("a\tb"), InlineData("\u0085"), InlineData("\uFFFE"), InlineData("\uFDD0")]
    [InlineData("\U0001FFFF")]
    public void A_subject_that_cloud_events_do_not_allow_is_refused(string subject)
    {
        var error = Assert.Throws<ArgumentException>(() => CloudEvent.From(Stored, StoreId, subject: subject));
        Assert.Equal("subject", error.ParamName);
    }

    [Fact]          // the metadata of an attribute can't hold them
    public void A_lone_surrogate_in_the_subject_is_refused() => Assert.All(
        (string[])["\uD800x", "\uDC00", "x\uD800"],
        text => Assert.Throws<ArgumentException>("subject", () => CloudEvent.From(Stored, StoreId, subject: text)));

    [Fact]
    public void A_type_that_cloud_events_do_not_allow_is_refused_with_its_position()
    {
        var error = Assert.Throws<EventFormatException>(() => CloudEvent.From(Stored with { Type = "a\nb" }, StoreId));
        Assert.Equal(4711, error.Position);
    }

    [Theory, InlineData(""), InlineData(null), InlineData("a\0b"), InlineData("\u007F")]
    public void Ids_that_cloud_events_do_not_allow_are_left_out(string? id)
    {
        var e = CloudEvent.From(
            Stored with { Metadata = Stored.Metadata with { CorrelationId = id, CausationId = id } }, StoreId);
        Assert.DoesNotContain(e.Attributes, attribute => attribute.Key is "correlationid" or "causationid");
        Assert.Equal(7, e.Attributes.Count);
    }

    [Fact]
    public void A_payload_that_is_not_json_is_base64_in_the_structured_mode()
    {
        var e = CloudEvent.From(Stored with { Payload = new byte[] { 1, 2, 255 }, PayloadEncoding = PayloadEncoding.Binary }, StoreId);
        using var json = JsonDocument.Parse(e.ToJson());
        Assert.Equal("AQL/", json.RootElement.GetProperty("data_base64").GetString());
        Assert.Equal("application/octet-stream", json.RootElement.GetProperty("datacontenttype").GetString());
        Assert.False(json.RootElement.TryGetProperty("data", out _));
        Assert.Equal("application/octet-stream", e.DataContentType);
    }

    [Theory, InlineData(""), InlineData("{"), InlineData("secret"), InlineData("1 2"), InlineData("[\"\u00E4\"]")]
    public void A_payload_that_claims_to_be_json_is_refused_in_the_structured_mode_without_a_word_of_it(string payload)
    {
        var stored = Stored with { Payload = Encoding.Latin1.GetBytes(payload) };
        var error = Assert.Throws<EventFormatException>(() => CloudEvent.From(stored, StoreId).ToJson());
        Assert.Equal(4711, error.Position);
        Assert.Null(error.InnerException);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("Euro € 😀", "Euro%20%E2%82%AC%20%F0%9F%98%80"), InlineData("\"%\\,;=", "%22%25\\,;=")]
    public void A_header_is_percent_encoded_as_the_http_binding_specifies(string subject, string header) =>
        Assert.Contains(new("ce-subject", header), CloudEvent.From(Stored, StoreId, subject: subject).HttpHeaders());

    [Theory, InlineData(false, "cloudEvents:"), InlineData(true, "cloudEvents_")]
    public void An_application_property_of_amqp_has_the_prefix_and_the_text_as_it_is(bool forJms, string prefix)
    {
        var e = CloudEvent.From(Stored, StoreId, subject: "Euro €");
        var properties = e.AmqpProperties(forJms).ToArray();
        Assert.Contains(new(prefix + "subject", "Euro €"), properties);
        Assert.Equal(e.Attributes, properties.Select(p => new KeyValuePair<string, string>(p.Key[prefix.Length..], p.Value)));
    }

    [Fact]
    public void Its_text_has_no_content() =>
        Assert.Equal("4711: course-defined, 12 bytes", CloudEvent.From(Stored, StoreId, subject: "ada").ToString());
}
