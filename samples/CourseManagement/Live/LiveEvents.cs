using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
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

    /// <summary>How long a stop waits for a client to read what it was sent.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static void MapLiveEvents(this IEndpointRouteBuilder app)
    {
        var page = Page();
        app.MapGet("/events", () => TypedResults.Bytes(page, "text/html; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/events/stream", (
            HttpContext http, OpossumStore store, IHostApplicationLifetime lifetime, [FromHeader(Name = "Last-Event-ID")] string? last,
            CancellationToken stop) =>
        {
            var after = After(last, store.DurableHead);
            return TypedResults.ServerSentEvents(FollowAsync(store, after, http, lifetime.ApplicationStopping, stop));
        }).WithTags("Live");
    }

    private static long After(string? last, long head) =>
        long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= head
            ? position
            : Math.Max(head - Shown, 0);

    /// <summary>
    /// Ends with the request, and with the server: it waits for its requests before it stops, and this one has no end of its own. A client
    /// that does not read keeps the answer in a write that no token here reaches: its connection is cut.
    /// </summary>
    private static async IAsyncEnumerable<SseItem<Notice>> FollowAsync(
        OpossumStore store, long after, HttpContext http, CancellationToken stopping, [EnumeratorCancellation] CancellationToken stop)
    {
        using var late = new CancellationTokenSource();
        await using var cut = late.Token.Register(http.Abort);
        await using var hurry = stopping.Register(() => late.CancelAfter(Grace));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, stop);
        await using var events = store.FollowAsync(Query.All, after, either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(events))
        {
            var e = events.Current;
            yield return new(new Notice(e.Position, e.Metadata.RecordedAt, TextOf(e.Event)))
            {
                EventId = e.Position.ToString(CultureInfo.InvariantCulture),
            };
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<SequencedEvent<IEvent>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string TextOf(IEvent e) => e switch
    {
        CourseDefined defined => $"course {defined.Course}: defined as '{defined.Title}' with {defined.Capacity} seats",
        CourseCapacityChanged changed => $"course {changed.Course}: has {changed.Capacity} seats now",
        StudentRegistered registered => $"student {registered.Student}: registered as '{registered.Name}'",
        StudentSubscribed subscribed => $"course {subscribed.Course}: student {subscribed.Student} subscribed",
        StudentUnsubscribed unsubscribed => $"course {unsubscribed.Course}: student {unsubscribed.Student} left",
        _ => $"{e}",
    };

    private static byte[] Page()
    {
        using var resource = typeof(LiveEvents).Assembly.GetManifestResourceStream("events.html")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
