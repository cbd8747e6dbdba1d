using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// The log up to a position. The view has all of it, since every way to a snapshot takes the two in the order that guarantees this: the
/// commit thread adds an event's segment to the view before it publishes the event's position.
/// </summary>
internal readonly struct Snapshot
{
    private Snapshot(LogView view, long head) => (View, Head) = (view, head);

    public LogView View { get; }

    /// <summary>The last position that belongs to it. The view may go further.</summary>
    public long Head { get; }

    /// <summary>All that is visible now.</summary>
    public static Snapshot Visible(Watermark watermark, LogViews views) => UpTo(watermark.Head, views);

    /// <summary>The log up to a position that was seen published.</summary>
    public static Snapshot UpTo(long head, LogViews views) => new(views.Current, head);       // the view is taken after the head was

    /// <summary>
    /// All that is durable now. No segment was added to the view while the head was taken, so the last segment of the snapshot is one of
    /// the last two of the view: a backup or a verification leaves out what was begun later.
    /// </summary>
    public static Snapshot Durable(Watermark watermark, LogViews views)
    {
        while (true)
        {
            var view = views.Current;
            var head = watermark.DurableHead;
            if (ReferenceEquals(view, views.Current)) return new(view, head);
        }
    }
}
