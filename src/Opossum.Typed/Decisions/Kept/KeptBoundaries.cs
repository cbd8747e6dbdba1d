using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Retrieval;

namespace Opossum.Typed;

/// <summary>
/// Lets the models of a decision begin where earlier decisions have left them. That is exact because the history below never changes while
/// the log is open: so it is done for an <see cref="EmbeddedEventLog"/> alone, and for readers of its own, which nobody has altered.
/// </summary>
/// <param name="states">The states.</param>
/// <param name="log">The log of the store, which may be wrapped.</param>
/// <param name="engine">The log inside.</param>
internal sealed class KeptBoundaries(KeptStates states, IEventLog log, EmbeddedEventLog engine)
{
    /// <summary>How far the head may be ahead of a state that is the same up to there, before that is noted.</summary>
    private const long MostBehind = 1_024;

    private const int MostTries = 3;

    private const int OnStack = 16;

    /// <summary>The states.</summary>
    public KeptStates States => states;

    /// <summary>Finds the states of models, and opens the reads that go on behind them, all of one snapshot.</summary>
    /// <param name="places">The models. What was found is noted in them, and in which read each takes part.</param>
    /// <param name="stream">The boundary of those that fold every event.</param>
    /// <param name="process">The models themselves, which hold nothing yet.</param>
    /// <param name="erasures">How many subjects were erased before the fold began.</param>
    /// <returns>Null if no state can be used; then nothing was noted.</returns>
    public KeptReads? Open(ModelPlace[] places, Query? stream, DecisionProcess process, long erasures)
    {
        if (stream is null) return null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var epoch = engine.TagEpoch;
            var found = Find(places, epoch, erasures, process);
            if (found == 0) return null;
            if (TryOpen(places, stream, epoch) is { } reads)
            {
                engine.Metrics.StatesUsed(found);
                return reads;
            }

            Forget(places);         // a retagging came in between, or the log is not what it seems
        }

        return null;
    }

    /// <summary>Chooses the models whose state is worth keeping.</summary>
    /// <returns>False if there is none.</returns>
    public bool Choose(ModelPlace[] places, long tagEpoch, long erasures)
    {
        var chosen = false;
        foreach (ref var place in places.AsSpan())
        {
            if (!place.Item.MayBeKept || place.Events < states.FewestEvents) continue;
            if (place.Kept is { } kept && kept.Events == place.Events && place.FoldedTo - kept.Position < MostBehind) continue;
            if (place.Kept is null) engine.Metrics.StateMissed();
            place.SavesAs = KeyOf(in place, tagEpoch, erasures);
            chosen = true;
        }

        return chosen;
    }

    /// <summary>Keeps the states of models that were chosen.</summary>
    public void Keep(ModelPlace[] places)
    {
        foreach (ref var place in places.AsSpan())
        {
            if (place.SavesAs is null) continue;
            states.Keep(place.Kept!);
            Offer(place.Kept!);
            place.SavesAs = null;
        }
    }

    public static bool IsEngines(EventReader reader) => reader is LogReader;

    /// <summary>Notes the states of models.</summary>
    /// <returns>How many there are.</returns>
    private int Find(ModelPlace[] places, long epoch, long erasures, DecisionProcess process)
    {
        var (found, head, isStored) = (0, engine.Head, false);
        foreach (ref var place in places.AsSpan())
        {
            if (!place.Item.MayBeKept) continue;
            var key = KeyOf(in place, epoch, erasures);
            if (states.Find(key) is { } kept) place.Kept = kept.Position > head ? null : kept;
            else if (place.Item.Shape.IsStored) isStored |= TryFindStored(ref place, key);
        }

        if (isStored) Decode(places, process);
        foreach (ref var place in places.AsSpan())
        {
            if (place.Kept is not { } kept) continue;
            (place.FoldedTo, place.BeganAfter, place.Events) = (kept.Position, kept.Position, kept.Events);
            found++;
        }

        return found;
    }

    private bool TryFindStored(ref ModelPlace place, in StateKey key)
    {
        if (engine.Snapshots?.Find(key.ToSnapshotKey()) is not { } stored) return false;
        (place.Stored, place.SavesAs) = (stored, key);
        return true;
    }

    /// <summary>Makes states of the snapshots, and keeps them: the next decision finds them in memory.</summary>
    private void Decode(ModelPlace[] places, DecisionProcess process)
    {
        var cursor = new EventCursor(places, ModelExchange.Decode);
        process.Apply(ref cursor);
        foreach (ref var place in places.AsSpan())
        {
            if (place.Stored is not { } stored) continue;
            if (place.Kept is { } kept) states.Keep(kept);
            else engine.Snapshots!.Forget(place.SavesAs!.Value.ToSnapshotKey(), stored.Position);
            (place.Stored, place.SavesAs) = (null, null);
        }
    }

    /// <summary>Has a state written that has grown enough since its boundary was written last.</summary>
    private void Offer(KeptState kept)
    {
        if (!kept.Key.Shape.IsStored || kept.Events - kept.SnapshotEvents < kept.Key.Shape.Snapshot) return;
        if (engine.Snapshots is not { } snapshots) return;
        kept.SnapshotEvents = kept.Events;
        snapshots.Offer(kept);
    }

    private static void Forget(ModelPlace[] places)
    {
        foreach (ref var place in places.AsSpan())
            (place.Kept, place.FoldedTo, place.BeganAfter, place.Events, place.Read) = (null, 0, 0, 0, place.Item.Shape.Last ? -1 : 0);
    }

    /// <summary>
    /// A model takes part in a read that begins before its state if reading its events once more costs less than a read of its own.
    /// </summary>
    private KeptReads? TryOpen(ModelPlace[] places, Query stream, long epoch)
    {
        // Loops and the stack, not LINQ: every decision on a kept boundary comes through here.
        var (few, streamed) = (places.Length <= OnStack, 0);
        Span<int> order = few ? stackalloc int[OnStack] : new int[places.Length];
        Span<long> begins = few ? stackalloc long[OnStack] : new long[places.Length];
        for (var i = 0; i < places.Length; i++)
            if (!places[i].Item.Shape.Last) (order[streamed], begins[streamed++]) = (i, places[i].FoldedTo);
        begins[..streamed].Sort(order[..streamed]);
        var reads = 0;
        for (var i = 0; i < streamed; i++)
        {
            ref var place = ref places[order[i]];
            if (reads == 0 || EventsAgain(in place, begins[reads - 1]) > states.FewestEvents) begins[reads++] = place.FoldedTo;
            place.Read = reads - 1;
        }

        if (reads == 1) return KeptReads.TryOpen(log, [(stream, begins[0])], epoch);
        var plan = new (Query, long)[reads];
        for (var i = 0; i < reads; i++) plan[i] = (QueryOf(places, read: i), begins[i]);
        return KeptReads.TryOpen(log, plan, epoch);
    }

    private static Query QueryOf(ModelPlace[] places, int read)
    {
        var items = new QueryItem[places.Length];
        var count = 0;
        foreach (ref var place in places.AsSpan())
            if (place.Read == read) items[count++] = place.Item.Query;
        return Query.Of(items.AsSpan(0, count));
    }

    /// <summary>About how many events of a model's state lie after a position.</summary>
    private static double EventsAgain(in ModelPlace place, long after) =>
        (double)place.Events * (place.FoldedTo - after) / Math.Max(place.FoldedTo, 1);

    private StateKey KeyOf(in ModelPlace place, long epoch, long erasures) =>
        new(place.Item.Model, place.Item.Shape, place.Item.Query.Tags, engine.StoreId, epoch, erasures);
}
