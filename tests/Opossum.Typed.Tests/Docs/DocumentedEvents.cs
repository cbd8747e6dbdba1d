using System.Text.Json.Serialization;

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
