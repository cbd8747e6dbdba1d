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
