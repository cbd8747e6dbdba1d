namespace Opossum.Typed.Tests.Campus;

[EventModel] public static partial class CampusModel;

[Tag("student"), Subject] public readonly partial record struct StudentId(Guid Value);

[Tag("guest"), Subject] public readonly partial record struct GuestId(string Value);

[Tag("room")] public readonly partial record struct RoomId(int Value);

public enum Diet
{
    Unknown,
    Anything,
    Vegan,
}

[Event("student-registered")]
public partial record StudentRegistered(
    StudentId Student, [Personal] string? Name, [Personal, Tag("email", MaxLength = 254)] string? Email,
    [Personal(Replacement = "erased")] string Address);

[Event("money-lent")]
public sealed partial record MoneyLent(
    StudentId From, GuestId To, decimal Amount, [Personal(Of = nameof(From))] string? Why, [Personal(Of = nameof(To))] string? Iban,
    [Personal(Of = nameof(From), Replacement = -1)] int Limit);

[Event("class-photographed")]
public partial record ClassPhotographed(RoomId Room, IReadOnlyList<Pictured> Pictured);

public sealed record Pictured(StudentId Student, [property: Personal] string? Caption);

[Event("dinner-booked")]
public partial record DinnerBooked(GuestId Guest, [Personal] Wishes? Wishes, [Personal(Replacement = Diet.Unknown)] Diet Diet)
{
    [Personal] public DateOnly? Birthday { get; init; }

    [Personal(Replacement = true)] public bool IsNew { get; init; } = true;

    public int Seats { get; init; } = 1;
}

public sealed record Wishes(string Dish, string[] Allergies);

[Event("student-moved", Version = 2)]
public partial record StudentMoved(StudentId Student, [Personal] string? Street, [Personal] string? Town)
{
    public static StudentMoved Upcast(StudentMoved1 old) => new(old.Student, old.Address?.Split(',')[0], old.Address?.Split(',')[^1]);
}

[Event("student-moved", Version = 1)]
public partial record StudentMoved1(StudentId Student, [Personal] string? Address);
