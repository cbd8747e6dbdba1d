using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Json;

namespace Opossum.Typed.Tests.Docs;

/// <summary>What docs/events.md says is declared and stored, held to the code.</summary>
public partial class EventsPageTests
{
    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 9, 51, 16, 123, TimeSpan.FromHours(1));
    private static readonly string Page = File.ReadAllText(Path.Combine(DocumentationTests.Docs, "events.md"));

    [Fact]
    public void Every_declaration_compiles()
    {
        var compiled = File.ReadAllText(
            Path.Combine(DocumentationTests.Root, "tests", "Opossum.Typed.Tests", "Docs", "DocumentedEvents.cs"));
        var blocks = Blocks("csharp");
        Assert.Equal(7, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, compiled, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_payload_is_what_is_stored()
    {
        var sent = new ParcelSent(Id, Time, [new("tea", 2)]) { Weight = new(1.50m) };
        var booked = new RoomBooked(new(7), "ada");
        var paid = new InvoicePaid(4711, new ByCard(19.90m, "4242"));
        var painted = new WallPainted(new(255, 128, 0), new() { Strokes = { "M 0 0" } });
        var opened = new AccountOpened(Iban.Parse("DE89370400440532013000"));
        // The page breaks a long payload before a field.
        var shown = Blocks("json").Select(static payload => payload.Replace(",\n ", ",", StringComparison.Ordinal));
        Assert.Equal([Stored(sent), Stored(paid), Stored(painted), Stored(opened), Stored(booked)], shown);
        Assert.Equal((255, 128, 0), Codec.Read<WallPainted>(Stored(painted)).Color.Parts);
        Assert.Equal(["room:7", "guest:ada"], Codec.Tags(booked));
    }

    [Fact]
    public void An_old_version_is_read_as_the_page_says()
    {
        Assert.Contains(
            "`{\"room\":7,\"hours\":2}` of version 1 is read as `LectureGiven` of 120 minutes by an unknown speaker", Page,
            StringComparison.Ordinal);
        var json = new JsonEventReader("{\"room\":7,\"hours\":2}"u8, "lecture-given");
        var e = (LectureGiven)EventDescriptor.Of<LectureGiven>().ReadJson(version: 1, ref json);
        Assert.Equal((new RoomId(7), 120, "unknown"), (e.Room, e.Minutes, e.Speakers.Single()));
    }

    [Fact]
    public void Every_type_has_its_bytes()
    {
        string[] rows =
        [
            Row("byte", Boxes.Byte, (byte)200), Row("sbyte", Boxes.SByte, (sbyte)(-100)), Row("short", Boxes.Int16, (short)(-30_000)),
            Row("ushort", Boxes.UInt16, (ushort)60_000), Row("int", Boxes.Int32, -42), Row("uint", Boxes.UInt32, 4_000_000_000),
            Row("long", Boxes.Int64, -9_007_199_254_740_993), Row("ulong", Boxes.UInt64, ulong.MaxValue), Row("float", Boxes.Single, 0.1f),
            Row("double", Boxes.Double, 19.99), Row("decimal", Boxes.Decimal, 1.50m), Row("bool", Boxes.Boolean, true),
            Row("char", Boxes.Char, 'é'), Row("string", Boxes.Text, "naïve \"text\"\n"), Row("Guid", Boxes.Guid, Id),
            Row("DateTimeOffset", Boxes.Timestamp, Time), Row("DateTime", Boxes.DateTime, new(2026, 11, 23, 9, 51, 16, DateTimeKind.Utc)),
            Row("DateOnly", Boxes.Date, new(2026, 11, 23)), Row("TimeOnly", Boxes.Time, new(9, 51, 16)),
            Row("TimeSpan", Boxes.Duration, -new TimeSpan(1, 2, 3, 4, 5)), Row("byte[]", Boxes.Bytes, [1, 2, 250]),
            Row("ReadOnlyMemory<byte>", Boxes.Memory, new byte[] { 1, 2, 250 }),
            Row("Half", Boxes.Half, (Half)0.1), Row("Int128", Boxes.Int128, Int128.MinValue),
            Row("UInt128", Boxes.UInt128, UInt128.MaxValue), Row("BigInteger", Boxes.BigInteger, -BigInteger.Pow(10, 41)),
            Row("Uri", Boxes.Uri, new("https://example.org/a?b=c")), Row("Version", Boxes.Version, new(10, 0, 401)),
            Row("JsonElement", Boxes.Element, JsonElement.Parse("""{ "any": ["thing", null] }""")),
        ];
        Assert.Equal(rows, Page.Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_error_is_the_one_that_is_thrown()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Read<RoomBooked>("""{"room":"7","guest":"ada"}"""))
            .ForEvent("room-booked", 4711);
        Assert.Contains("\n" + error.Message + "\n", Page, StringComparison.Ordinal);
    }

    private static string Row<T>(string type, BoxCodec<T> codec, T value) =>
        $"| `{type}` | `{Encoding.UTF8.GetString(codec.Write(value))["{\"value\":".Length..^1]}` |";

    private static string Stored(IEvent e) => Encoding.UTF8.GetString(Codec.Write(e));

    private static string[] Blocks(string language) =>
        [.. Fences().Matches(Page).Where(block => block.Groups[1].Value == language).Select(static block => block.Groups[2].Value)];

    [GeneratedRegex("^```(\\w*)\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
