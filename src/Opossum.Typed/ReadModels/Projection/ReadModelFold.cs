using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The fold of one read model: folds blocks of events into rows in memory, and writes what has changed. It stops on its own, so that what
/// stops one model stops no other. Used by the projector alone.
/// </summary>
internal abstract class ReadModelFold(ReadModelShape shape, bool isBeside)
{
    private readonly HashSet<EventDescriptor> _handled = [.. shape.Events.Select(static e => e.Type)];
    private HashSet<long> _skipped = [];

    public ReadModelShape Shape => shape;

    /// <summary>True while the rows are made beside those that are read.</summary>
    public bool IsBeside { get; private set; } = isBeside;

    /// <summary>Those who watch the rows of the model.</summary>
    public RowWatchers Watchers { get; set; } = new();

    /// <summary>How fast rows are made that are not complete.</summary>
    public BuildClock Clock { get; } = new();

    /// <summary>What it keeps of the decision models that rows are joined with.</summary>
    public virtual ImmutableArray<ReadModelJoinStatus> Joins => [];

    /// <summary>What is stored in its place; null if nothing is.</summary>
    public abstract StoredReadModel? Found { get; }

    /// <summary>What is stored.</summary>
    public StoredReadModel Stored { get; private set; } = null!;

    /// <summary>How far its readers see it.</summary>
    public ModelProgress Progress { get; private set; } = null!;

    /// <summary>Every event up to here is folded; what is stored may lag behind.</summary>
    public long Position { get; private set; }

    /// <summary>The event before which it stands still; null while it goes on.</summary>
    public ReadModelFailure? Failure { get; private set; }

    /// <summary>How many events were folded into rows and are not stored yet.</summary>
    public int UnstoredEvents { get; protected set; }

    /// <summary>True if rows have changed that are not stored yet.</summary>
    public abstract bool HasChanges { get; }

    /// <summary>True if the rows of all models take all the memory that they may.</summary>
    public abstract bool IsFull { get; }

    /// <summary>How many events a block may have.</summary>
    public int Portion => IsSearching ? Searched : Pace;

    /// <summary>True while it is on its own, to find the event that makes a row which can't be stored.</summary>
    public bool IsSearching => Searched > 0;

    /// <summary>How many events it folds between two commits while it searches; 0 while it does not.</summary>
    private int Searched { get; set; }

    /// <summary>Up to where it searches.</summary>
    private long SearchedTo { get; set; }

    /// <summary>How many events concern no more rows than it may have in memory.</summary>
    protected int Pace { get; set; } = EventBlock.MaxEvents;

    protected long Missed { get; set; }

    /// <summary>The event that was folded last into a row.</summary>
    protected EventPlace LastEvent { get; set; }

    /// <summary>Begins with what is stored.</summary>
    public void Begin(StoredReadModel stored)
    {
        Stored = stored;
        Progress = new(stored, IsBeside);
        Forget();
    }

    /// <summary>Deletes the rows, and begins before the first event.</summary>
    public async ValueTask ResetAsync(Guid storeId, long tagEpoch, ImmutableArray<string>? replaced = null)
    {
        await ResetTableAsync().ConfigureAwait(false);
        Begin(Empty(storeId, tagEpoch) with { Replaced = replaced ?? [] });
    }

    /// <summary>True if old events got tags since the rows were made, and so may concern rows that they were not folded into.</summary>
    public bool IsRetagged(StoredReadModel stored, long tagEpoch) => shape.TagKeys.Length > 0 && stored.TagEpoch != tagEpoch;

    /// <summary>Deletes the rows while they are read, and goes on before the first event.</summary>
    public async ValueTask RestartAsync(Guid storeId, long tagEpoch)
    {
        await ResetTableAsync().ConfigureAwait(false);
        (Searched, SearchedTo) = (0, 0);
        Clock.Stop();
        Resume(Empty(storeId, tagEpoch) with { Replaced = Stored.Replaced });
        Publish();
    }

    /// <summary>Folds what is after its position.</summary>
    /// <param name="block">Events, of which it takes those that it has handlers for.</param>
    /// <param name="end">Where the block ends: no event between its last one and here concerns a model.</param>
    public async ValueTask FoldAsync(EventBlock block, long end)
    {
        if (Failure is not null) return;
        await FoldAsync(block, block.FirstAfter(Position)).ConfigureAwait(false);
        if (Failure is null) Position = Math.Max(Position, end);
    }

    /// <summary>Writes the rows that have changed, within a transaction.</summary>
    /// <exception cref="RowNotStoredException">One can't be stored.</exception>
    public abstract void Write();

    /// <summary>What is to be stored with what was written.</summary>
    /// <param name="checkpoint">That of its position.</param>
    /// <param name="isComplete">True if it has caught up.</param>
    public virtual StoredReadModel Describe(Checkpoint checkpoint, bool isComplete) => Stored with
    {
        Checkpoint = checkpoint, IsComplete = isComplete || Stored.IsComplete, Missed = Missed,
    };

    /// <summary>What was written is stored.</summary>
    public virtual void Settle(StoredReadModel stored)
    {
        Stored = stored;
        UnstoredEvents = 0;
        if (Position >= SearchedTo) Searched = 0;
    }

    /// <summary>The rows are in the place of those that were read.</summary>
    public void TakePlace(StoredReadModel stored)
    {
        (Stored, IsBeside) = (stored, false);
        Progress.TakePlace();
    }

    /// <summary>Drops rows from memory that were not used for long. All are stored.</summary>
    public abstract void Trim();

    /// <summary>Shows its readers how far it is.</summary>
    /// <param name="trouble">What is tried again; null for nothing.</param>
    public void Publish(ReadModelFailure? trouble = null)
    {
        if (Progress.Publish(
            Stored, HasChanges ? Stored.Checkpoint.Position : Position, HasChanges ? Stored.Missed : Missed, Failure ?? trouble))
            Watchers.WakeAll();
    }

    /// <summary>Forgets what is not stored.</summary>
    public virtual void Forget()
    {
        (Position, Missed, Failure, UnstoredEvents) = (Stored.Checkpoint.Position, Stored.Missed, null, 0);
        _skipped = [.. Stored.Skipped];
    }

    /// <summary>
    /// A row can't be stored: forgets what is not stored, and looks for the event that made the row so, in portions of half as many events.
    /// Where it was the only one, the model stops before it.
    /// </summary>
    public void Search(RowNotStoredException error)
    {
        var (events, last) = (UnstoredEvents, LastEvent);
        SearchedTo = Math.Max(SearchedTo, Position);
        Forget();
        if (events > 1)
        {
            Searched = events / 2;
            return;
        }

        Searched = 0;
        StopAt(last, error.RowKey, error.InnerException!);
    }

    /// <summary>Goes on after what is stored, as that says which events to leave out.</summary>
    public void Resume(StoredReadModel stored)
    {
        Stored = stored;
        Forget();
    }

    /// <summary>True if an event was to be left out.</summary>
    public bool Skips(long position) => _skipped.Count > 0 && _skipped.Contains(position);

    private StoredReadModel Empty(Guid storeId, long tagEpoch) =>
        new(shape.Name, shape.Identity, new(storeId, 0, Guid.Empty))
        {
            TagEpoch = tagEpoch, Layout = shape.RowLayout, IsBeside = IsBeside,
        };

    /// <summary>Deletes the rows.</summary>
    protected abstract ValueTask ResetTableAsync();

    /// <param name="block">The events.</param>
    /// <param name="first">The first one to fold.</param>
    protected abstract ValueTask FoldAsync(EventBlock block, int first);

    protected bool IsHandled(in BlockEvent e) => _handled.Contains(e.Type) && !Skips(e.Position);

    protected void StopAt(EventPlace e, object? key, Exception error)
    {
        Failure = new(Shape.Name, error) { Position = e.Position, EventType = e.Type.Name, EventId = e.Id, RowKey = key };
        Position = e.Position - 1;
    }
}
