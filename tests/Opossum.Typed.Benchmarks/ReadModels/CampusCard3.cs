namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>Another table of the same rows: what several models cost in one pass.</summary>
[ReadModel("campus_cards_3")]
internal sealed partial record CampusCard3(
    [Key] CampusCourse Course, string Title, int Capacity, int Taken = 0, [Index] bool Full = false, int Bundles = 0)
{
    static CampusCard3 On(CourseOpened e) => new(e.Course, e.Title, e.Capacity);

    CampusCard3 On(CourseTitled e) => this with { Title = e.Title };

    CampusCard3 On(SeatTaken _) => Seat(+1);

    CampusCard3 On(SeatFreed _) => Seat(-1);

    CampusCard3 On(BundleSold _) => this with { Bundles = Bundles + 1 };

    private CampusCard3 Seat(int change) => this with { Taken = Taken + change, Full = Taken + change >= Capacity };
}
