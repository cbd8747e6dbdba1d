using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CourseManagement.Views;
using Opossum.Typed;

namespace CourseManagement.Live;

/// <summary>A list of courses as it is now, as of a position of the log.</summary>
public sealed record CourseBoard(IReadOnlyList<CourseCard> Items, long Position);

/// <summary>
/// A page with a list of courses that updates itself, and the stream that it follows: each time the list is another one, all of it. A
/// browser that lost the line gets it as it is then, so it needs to know nothing of what it has missed.
/// </summary>
internal static class LiveCourses
{
    /// <summary>
    /// Nobody reads a list more often. In the meantime nothing is queued: what comes next is the list as it is then.
    /// </summary>
    private static readonly TimeSpan BetweenLists = TimeSpan.FromMilliseconds(100);

    public static void MapLiveCourses(this IEndpointRouteBuilder app)
    {
        app.MapPage("/board", "board.html");
        app.MapGet("/courses/live", (
            HttpContext http, ISqlReadModels views, string? term, bool free = false, CancellationToken stop = default) =>
            TypedResults.ServerSentEvents(LiveStream.UntilTheEndAsync(http, either => WatchAsync(views, term, free, either), stop)))
            .WithTags("Live");
    }

    private static async IAsyncEnumerable<SseItem<CourseBoard>> WatchAsync(
        ISqlReadModels views, string? term, bool free, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (cards, position) in views.WatchCoursesAsync(term, free, stop))
        {
            yield return new(new CourseBoard(cards, position)) { EventId = position.ToString(CultureInfo.InvariantCulture) };
            await Task.Delay(BetweenLists, stop);
        }
    }
}
