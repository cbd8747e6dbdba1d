namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>A log of courses that come up over its first half, as they would, and of seats that are taken in them.</summary>
internal static class CampusLog
{
    private const int BatchSize = 1000;

    public static async Task FillAsync(OpossumStore store, int events, int keys)
    {
        var random = new Random(7);
        CampusCourse[] courses = [.. Enumerable.Range(0, keys).Select(_ => new CampusCourse(NewGuid(random)))];
        Guid[] students = [.. Enumerable.Range(0, 50_000).Select(_ => NewGuid(random))];
        var batch = new List<IEvent>(BatchSize);
        for (var (i, opened) = (0, 0); i < events; i++)
        {
            if (opened < keys && (opened == 0 || opened < (long)i * 2 * keys / events))
                batch.Add(new CourseOpened(courses[opened], $"Course number {++opened}", Capacity: 30));
            else
                batch.Add(Next(i, courses.AsSpan(0, opened), students, random));
            if (batch.Count < BatchSize && i < events - 1) continue;
            await store.AppendAsync(batch);
            batch.Clear();
        }
    }

    private static IEvent Next(int number, ReadOnlySpan<CampusCourse> courses, Guid[] students, Random random)
    {
        var (course, student) = (courses[random.Next(courses.Length)], students[random.Next(students.Length)]);
        return random.Next(100) switch
        {
            < 90 => new SeatTaken(course, student),
            < 95 => new SeatFreed(course, student),
            < 98 => new CourseTitled(course, $"Renamed at {number}"),
            _ => new BundleSold([course, courses[random.Next(courses.Length)]], 19.90m),
        };
    }

    private static Guid NewGuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }
}
