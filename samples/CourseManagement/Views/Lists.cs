using System.Collections.Immutable;
using CourseManagement.Domain;
using Opossum.Typed;

namespace CourseManagement.Views;

/// <summary>A page of a list, as of a position of the log.</summary>
public sealed record CoursePage(IReadOnlyList<CourseCard> Items, int Page, long Pages, long Total, long Position);

/// <summary>A course that a student has, with what its own row says of it.</summary>
[Row]
public partial record Booking(CourseId Course, string Title, bool IsFull, DateTimeOffset Since);

/// <summary>Lists come from tables: events would have to be read all, and sorted, for each page.</summary>
internal static class Lists
{
    private const int MostPerPage = 200;

    /// <param name="views">The tables.</param>
    /// <param name="term">What a title begins with; null for any.</param>
    /// <param name="free">True for those with a free seat alone.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">How many a page has, at most 200.</param>
    /// <param name="stop">Of the request.</param>
    public static async Task<CoursePage> CoursesAsync(
        this ISqlReadModels views, string? term, bool free, int page, int size, CancellationToken stop)
    {
        bool[] states = free ? [false] : [false, true];
        var (from, to) = (term ?? "", term + "\uFFFF");
        var found = await views.PageAsync<CourseCard>(
            $"where title >= {from} and title < {to} and is_full in {states} order by title, course",
            Math.Max(1, page),
            Math.Clamp(size, 1, MostPerPage),
            stop);
        return new(found.Items, found.Number, found.Pages, found.Total, found.Position);
    }

    /// <summary>The first of them by title, and again whenever they are others.</summary>
    /// <param name="views">The tables.</param>
    /// <param name="term">What a title begins with; null for any.</param>
    /// <param name="free">True for those with a free seat alone.</param>
    /// <param name="stop">Of the request.</param>
    public static IAsyncEnumerable<(ImmutableArray<CourseCard> Rows, long Position)> WatchCoursesAsync(
        this ISqlReadModels views, string? term, bool free, CancellationToken stop)
    {
        bool[] states = free ? [false] : [false, true];
        var (from, to) = (term ?? "", term + "\uFFFF");
        return views.WatchAsync<CourseCard>(
            $"where title >= {from} and title < {to} and is_full in {states} order by title, course limit {MostPerPage}", stop);
    }

    public static IAsyncEnumerable<Booking> BookingsAsync(this ISqlReadModels views, StudentId student, CancellationToken stop) =>
        views.SelectAsync<Booking>(
            $"""
            select e.course, c.title, c.is_full, e.since
            from enrolments e join course_cards c on c.course = e.course
            where e.student = {student}
            order by e.since
            """,
            stop);
}
