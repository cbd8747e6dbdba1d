using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Decide;

/// <summary>
/// Fills a store to a size. In it, for each command that will be measured, ten events of its boundary, spread over the whole store.
/// </summary>
internal sealed class Boundaries(int count)
{
    public const int EventsOfEach = 10;

    /// <summary>Seven events are of the course, three of the student elsewhere, none of both.</summary>
    private const int OfCourse = 7;

    private const int Capacity = 30;

    public Enrol Command(int number) => new(new(number), new(number));

    public async Task FillAsync(OpossumStore store, long events)
    {
        var others = events - (long)count * EventsOfEach;
        for (var pass = 0; pass < EventsOfEach; pass++)
        {
            await Fill.ToAsync(store.Log, others * (pass + 1) / EventsOfEach + (long)pass * count);
            for (var from = 0; from < count; from += 500)
                await store.AppendAsync(Enumerable.Range(from, Math.Min(500, count - from)).Select(number => Event(number, pass)));
        }
    }

    /// <summary>Ids from here on occur in no command: of who else is in the course, and of where else the student is.</summary>
    private IEvent Event(int number, int pass) => pass switch
    {
        0 => new CourseOpened(new(number), Capacity),
        < OfCourse => new StudentEnrolled(new(number), new(count * (pass + 1) + number)),
        _ => new StudentEnrolled(new(count * (pass + 1) + number), new(number)),
    };
}
