namespace Opossum.Typed;

/// <summary>Models at one position, which read the same events together. One that searches is on its own.</summary>
internal sealed class ModelGroup(ReadModelFold[] folds, EventModel model)
{
    public ReadModelFold[] Folds => folds;

    /// <summary>Where they are, unless one has stopped.</summary>
    public long Position => folds[0].Position;

    /// <summary>What they need of events.</summary>
    public EventInterest Interest => field ??= new(folds.Select(static fold => fold.Shape), model);

    /// <summary>How many events a block for them may have.</summary>
    public int Portion => folds.Min(static fold => fold.Portion);

    /// <summary>True if none of their rows are read yet: others take their turn first.</summary>
    public bool IsBeside => Array.TrueForAll(folds, static fold => fold.IsBeside);

    public bool IsSearching => folds[0].IsSearching;

    /// <summary>True if there is nothing to store.</summary>
    public bool IsStored => Array.TrueForAll(folds, static fold => fold is { HasChanges: false, Stored.IsComplete: true });

    /// <summary>The models that go on, in groups: the furthest first.</summary>
    public static ModelGroup[] Of(IEnumerable<ReadModelFold> folds, EventModel model) =>
    [
        .. folds.Where(static fold => fold.Failure is null)
            .GroupBy(static fold => (fold.Position, Alone: fold.IsSearching ? fold : null))
            .OrderByDescending(static group => group.Key.Position).ThenBy(static group => group.Key.Alone is not null)
            .Select(group => new ModelGroup([.. group], model)),
    ];

    /// <summary>True if it is time to store what they have folded.</summary>
    /// <param name="isUpToDate">True if they are at the head of the log.</param>
    /// <param name="isLate">True if the last commit is long ago.</param>
    public bool MustStore(bool isUpToDate, bool isLate) => Array.Exists(
        folds,
        fold => fold.IsFull || fold.IsSearching || fold.Failure is not null || (fold.HasChanges && (isUpToDate || isLate))
            || (isUpToDate && !fold.Stored.IsComplete));
}
