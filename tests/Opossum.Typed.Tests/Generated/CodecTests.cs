using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Opossum.Typed.Tests.Generated;

/// <summary>Generated codecs against System.Text.Json, over every shape.</summary>
public class CodecTests
{
    public static TheoryData<string> Events => Samples.Names;

    [Theory, MemberData(nameof(Events))]
    public void What_is_written_is_read_back(string sample)
    {
        var e = Samples.All[sample];
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Codec.Read(e.Descriptor, Codec.Write(e))));
    }

    [Theory, MemberData(nameof(Events))]
    public void What_is_written_is_read_by_prediction(string sample)
    {
        var e = Samples.All[sample];
        Assert.True(Codec.IsPredicted(e.Descriptor, Codec.Write(e)), Encoding.UTF8.GetString(Codec.Write(e)));
    }

    [Theory, MemberData(nameof(Events))]
    public void System_Text_Json_reads_what_is_written(string sample)
    {
        var e = Samples.All[sample];
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Oracle.Read(e.GetType(), Codec.Write(e))));
    }

    [Theory, MemberData(nameof(Events))]
    public void What_System_Text_Json_writes_is_read(string sample)
    {
        var e = Samples.All[sample];
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Codec.Read(e.Descriptor, Oracle.Write(e))));
    }

    [Theory, MemberData(nameof(Events))]
    public void Fields_may_come_in_any_order(string sample)
    {
        var e = Samples.All[sample];
        var reversed = Oracle.Bytes(Map(sample, Oracle.Parse(Codec.Write(e)), static fields => fields.Reverse()));
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Codec.Read(e.Descriptor, reversed)));
    }

    [Theory, MemberData(nameof(Events))]
    public void Unknown_fields_are_skipped(string sample)
    {
        var e = Samples.All[sample];
        var json = Oracle.Parse(Codec.Write(e));
        var extended = Oracle.Bytes(Map(sample, json, static fields => fields.SelectMany(
            static field => new KeyValuePair<string, JsonNode?>[]
            {
                new("unknown-" + field.Key, JsonNode.Parse("""{"a":[1,{"b":null}]}""")), field,
            })));
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Codec.Read(e.Descriptor, extended)));
    }

    [Theory, MemberData(nameof(Events))]
    public void A_missing_field_is_an_error_where_it_is_one_for_System_Text_Json(string sample) =>
        Compare(sample, static (json, field) => json.Remove(field), static (field, e) =>
        {
            Assert.Equal(field, e.Field);
            Assert.Contains("missing", e.Message);
        });

    [Theory, MemberData(nameof(Events))]
    public void A_null_is_an_error_where_it_is_one_for_System_Text_Json(string sample) =>
        Compare(sample, static (json, field) => json[field] = null, static (field, e) => Assert.Equal(field, e.Field));

    /// <summary>Spoils one field after the other; both sides must refuse, or read the same.</summary>
    private static void Compare(string sample, Action<JsonObject, string> spoil, Action<string, EventFormatException> check)
    {
        var e = Samples.All[sample];
        foreach (var (field, _) in Oracle.Parse(Codec.Write(e)))
        {
            var json = Oracle.Parse(Codec.Write(e));
            spoil(json, field);
            IEvent expected;
            try
            {
                expected = Oracle.Read(e.GetType(), Oracle.Bytes(json));
            }
            catch (JsonException)
            {
                check(field, Assert.Throws<EventFormatException>(() => Codec.Read(e.Descriptor, Oracle.Bytes(json))));
                continue;
            }

            Assert.Equal(Oracle.Contents(expected), Oracle.Contents(Codec.Read(e.Descriptor, Oracle.Bytes(json))));
        }
    }

    private static JsonNode Map(
        string sample, JsonObject json,
        Func<IEnumerable<KeyValuePair<string, JsonNode?>>, IEnumerable<KeyValuePair<string, JsonNode?>>> change) =>
        Samples.HasDataForNames(sample)
            ? new JsonObject(change(json.DeepClone().AsObject()
                .Select(static field => new KeyValuePair<string, JsonNode?>(field.Key, field.Value?.DeepClone()))))
            : Map(json, change);

    /// <summary>The same with the fields of every object changed.</summary>
    private static JsonNode Map(
        JsonNode json, Func<IEnumerable<KeyValuePair<string, JsonNode?>>, IEnumerable<KeyValuePair<string, JsonNode?>>> change) =>
        json switch
        {
            JsonObject fields => new JsonObject(change(fields.Select(field =>
                new KeyValuePair<string, JsonNode?>(field.Key, field.Value is { } value ? Map(value, change) : null)))),
            JsonArray items => new JsonArray([.. items.Select(item => item is { } value ? Map(value, change) : null)]),
            _ => json.DeepClone(),
        };
}
