using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>The current view. The commit thread adds segments to it, and the index keeper exchanges its parts; readers take it.</summary>
internal sealed class LogViews(LogView current)
{
    private LogView _current = current;

    public LogView Current => Volatile.Read(ref _current);

    public void Add(Segment segment, TailIndex index)
    {
        LogView before;
        do before = Current;
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _current, before.With(segment, index), before), before));
    }

    /// <summary>From here on, what is read and judged has the tags of another retagging. For the commit thread.</summary>
    public void Publish(AddedTags tags)
    {
        LogView before;
        do before = Current;
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _current, before.With(tags), before), before));
    }

    /// <summary>Another view takes the place of all. For a log that one thread at a time brings up to date.</summary>
    public void Replace(LogView view) => Volatile.Write(ref _current, view);

    /// <summary>Exchanges added tags for the same with another index.</summary>
    /// <returns>False if others have been published meanwhile.</returns>
    public bool TryExchange(AddedTags before, AddedTags after)
    {
        while (true)
        {
            var view = Current;
            if (!ReferenceEquals(view.Added, before)) return false;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _current, view.With(after), view), view)) return true;
        }
    }

    /// <returns>False if the parts don't fit any more.</returns>
    public bool TryExchange(IndexPart[] replacement)
    {
        while (true)
        {
            var before = Current;
            if (before.With(replacement) is not { } after) return false;
            foreach (var part in replacement)
                if (part is RunPart { Run: var run }) RequireSealed(before, run);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _current, after, before), before)) return true;
        }
    }

    /// <summary>A reader that finds a run asks its segments for the offsets that come from it, and may do so at once.</summary>
    private static void RequireSealed(LogView view, Run run)
    {
        for (var number = run.Range.First; number <= run.Range.Last; number++)
            Invariant.Require(view.Segment(number).Places is SealedPlaces, "the segments of a run are sealed before it can be seen");
    }
}
