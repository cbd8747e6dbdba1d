namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>Another table of the same rows: what several models cost in one pass.</summary>
[ReadModel("campus_cards_2")]
internal sealed partial record CampusCard2(
    [Key] CampusCourse Course, string Title, int Capacity, int Taken = 0, [Index] bool Full = false, int Bundles = 0)
{
    static CampusCard2 On(CourseOpened e) => new(e.Course, e.Title, e.Capacity);

    CampusCard2 On(CourseTitled e) => this with { Title = e.Title };

    CampusCard2 On(SeatTaken _) => Seat(+1);

    CampusCard2 On(SeatFreed _) => Seat(-1);

    CampusCard2 On(BundleSold _) => this with { Bundles = Bundles + 1 };

    private CampusCard2 Seat(int change) => this with { Taken = Taken + change, Full = Taken + change >= Capacity };
}
