using System.Globalization;
using System.Net.ServerSentEvents;
using CourseManagement.Domain;
using Microsoft.AspNetCore.Mvc;
using Opossum.Typed;

namespace CourseManagement.Live;

/// <summary>An event, for a page.</summary>
public sealed record Notice(long Position, DateTimeOffset At, string Text);

/// <summary>
/// A page that shows events as they come, and the stream that it follows: server-sent events with the position as their id, so that a
/// browser that lost the line goes on where it was.
/// </summary>
internal static class LiveEvents
{
    /// <summary>How many a new page shows of what is there.</summary>
    private const int Shown = 50;

    public static void MapLiveEvents(this IEndpointRouteBuilder app)
    {
        app.MapPage("/events", "events.html");
        app.MapGet("/events/stream", (
            HttpContext http, OpossumStore store, [FromHeader(Name = "Last-Event-ID")] string? last, CancellationToken stop) =>
        {
            var after = After(last, store.DurableHead);
            return TypedResults.ServerSentEvents(LiveStream.UntilTheEndAsync(
                http, either => store.FollowAsync(Query.All, after, either).Select(NoticeOf), stop));
        }).WithTags("Live");
    }

    private static long After(string? last, long head) =>
        long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= head
            ? position
            : Math.Max(head - Shown, 0);

    private static SseItem<Notice> NoticeOf(SequencedEvent<IEvent> e) => new(new(e.Position, e.Metadata.RecordedAt, TextOf(e.Event)))
    {
        EventId = e.Position.ToString(CultureInfo.InvariantCulture),
    };

    private static string TextOf(IEvent e) => e switch
    {
        CourseDefined defined => $"course {defined.Course}: defined as '{defined.Title}' with {defined.Capacity} seats",
        CourseCapacityChanged changed => $"course {changed.Course}: has {changed.Capacity} seats now",
        StudentRegistered registered => $"student {registered.Student}: registered as '{registered.Name}'",
        StudentSubscribed subscribed => $"course {subscribed.Course}: student {subscribed.Student} subscribed",
        StudentUnsubscribed unsubscribed => $"course {unsubscribed.Course}: student {unsubscribed.Student} left",
        _ => $"{e}",
    };
}
