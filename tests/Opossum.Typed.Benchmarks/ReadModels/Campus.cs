namespace Opossum.Typed.Benchmarks.ReadModels;

[Tag("campus-course")]
internal readonly partial record struct CampusCourse(Guid Value);

[Event("campus-course-defined")]
internal sealed partial record CourseOpened(CampusCourse Course, string Title, int Capacity);

[Event("campus-course-renamed")]
internal sealed partial record CourseTitled(CampusCourse Course, string Title);

[Event("campus-seat-taken")]
internal sealed partial record SeatTaken(CampusCourse Course, Guid Student);

[Event("campus-seat-freed")]
internal sealed partial record SeatFreed(CampusCourse Course, Guid Student);

[Event("campus-bundle-sold")]
internal sealed partial record BundleSold(CampusCourse[] Courses, decimal Price);

/// <summary>A course as it is at an event: about ten events a course, with as many courses as a tenth of the events.</summary>
[DecisionModel]
internal partial record struct CampusState(CampusCourse Course)
{
    public string? Title;
    public int Taken;

    void On(CourseOpened e) => Title = e.Title;

    void On(CourseTitled e) => Title = e.Title;

    void On(SeatTaken _) => Taken++;

    void On(SeatFreed _) => Taken--;
}

/// <summary>The last seat of each course, with the title as of then: joined at each event of it.</summary>
[ReadModel("campus_seats")]
internal sealed partial record CampusSeat([Key] CampusCourse Course, string? Title, int Taken)
{
    static CampusSeat On(SeatTaken _, CampusCourse course, CampusState state) => new(course, state.Title, state.Taken);
}

[ReadModel("campus_cards")]
internal sealed partial record CampusCard(
    [Key] CampusCourse Course, string Title, int Capacity, int Taken = 0, [Index] bool Full = false, int Bundles = 0)
{
    static CampusCard On(CourseOpened e) => new(e.Course, e.Title, e.Capacity);

    CampusCard On(CourseTitled e) => this with { Title = e.Title };

    CampusCard On(SeatTaken _) => Seat(+1);

    CampusCard On(SeatFreed _) => Seat(-1);

    CampusCard On(BundleSold _) => this with { Bundles = Bundles + 1 };

    private CampusCard Seat(int change) => this with { Taken = Taken + change, Full = Taken + change >= Capacity };
}
