using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Opossum.Typed.Json;

namespace Opossum.Typed.Tests.Docs;

// The declarations of docs/events.md, to the letter.
public readonly record struct Weight(decimal Kilograms);

public record Line(string Product, int Quantity, string? Note = null);

[Event("parcel-sent")]
public partial record ParcelSent([Tag("parcel")] Guid Parcel, DateTimeOffset At, IReadOnlyList<Line> Lines)
{
    public required Weight Weight { get; init; }

    public string Carrier { get; init; } = "post";
}

[Tag("room")]
public readonly partial record struct RoomId(int Value);

[Event("room-booked")]
public partial record RoomBooked(RoomId Room, [Tag("guest")] string Guest);

[Tag("desk"), JsonConverter(typeof(TagJsonConverter<DeskId>))]
public readonly partial record struct DeskId(Guid Value) : IParsable<DeskId>;

[Event("lecture-given", Version = 3)]
public partial record LectureGiven(RoomId Room, int Minutes, IReadOnlyList<string> Speakers)
{
    private static LectureGiven Upcast(LectureGivenV2 old) => new(old.Room, old.Hours * 60, [old.Speaker]);
}

[Event("lecture-given", Version = 2)]
public partial record LectureGivenV2(RoomId Room, int Hours, string Speaker)
{
    internal static LectureGivenV2 Upcast(LectureGivenV1 old) => new(old.Room, old.Hours, "unknown");
}

[Event("lecture-given", Version = 1)]
public partial record LectureGivenV1(RoomId Room, int Hours);

[JsonDerivedType(typeof(ByCard), "card")]
[JsonDerivedType(typeof(ByTransfer), "transfer")]
public abstract record Payment(decimal Amount);

public sealed record ByCard(decimal Amount, string Digits) : Payment(Amount);

public sealed record ByTransfer(decimal Amount, string Iban) : Payment(Amount);

[Event("invoice-paid")]
public partial record InvoicePaid(int Invoice, Payment Payment);

public sealed class Rgb(byte red, byte green, byte blue)
{
    public (byte Red, byte Green, byte Blue) Parts => (red, green, blue);
}

public sealed class RgbConverter : IEventConverter<Rgb>
{
    public static bool TryWrite(Rgb value, Span<byte> utf8, out int written) =>
        Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"[{value.Parts.Red},{value.Parts.Green},{value.Parts.Blue}]", out written);

    public static Rgb Read(ReadOnlySpan<byte> utf8)
    {
        var parts = JsonSerializer.Deserialize(utf8, Sketches.Default.Int32Array)!;
        return new(checked((byte)parts[0]), checked((byte)parts[1]), checked((byte)parts[2]));
    }
}

public sealed class Sketch
{
    public List<string> Strokes { get; init; } = [];
}

[JsonSerializable(typeof(Sketch)), JsonSerializable(typeof(int[]))]
internal sealed partial class Sketches : JsonSerializerContext;

[Event("wall-painted")]
public partial record WallPainted([Converter(typeof(RgbConverter))] Rgb Color, [JsonContext(typeof(Sketches))] Sketch? Sketch);

public readonly record struct Iban
{
    private Iban(string value) => Value = value;

    public string Value { get; }

    [EventConstructor]
    public static Iban Parse(string value) => value.Length is > 14 and < 35 ? new(value) : throw new FormatException("Not an IBAN.");
}

[Event("account-opened")]
public partial record AccountOpened(Iban Iban);
