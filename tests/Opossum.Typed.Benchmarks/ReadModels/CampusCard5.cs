namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>Another table of the same rows: what several models cost in one pass.</summary>
[ReadModel("campus_cards_5")]
internal sealed partial record CampusCard5(
    [Key] CampusCourse Course, string Title, int Capacity, int Taken = 0, [Index] bool Full = false, int Bundles = 0)
{
    static CampusCard5 On(CourseOpened e) => new(e.Course, e.Title, e.Capacity);

    CampusCard5 On(CourseTitled e) => this with { Title = e.Title };

    CampusCard5 On(SeatTaken _) => Seat(+1);

    CampusCard5 On(SeatFreed _) => Seat(-1);

    CampusCard5 On(BundleSold _) => this with { Bundles = Bundles + 1 };

    private CampusCard5 Seat(int change) => this with { Taken = Taken + change, Full = Taken + change >= Capacity };
}
