namespace Opossum.Typed;

/// <summary>Something is wrong with read models, or where they are stored.</summary>
/// <param name="message">What is wrong, with the way out.</param>
/// <param name="inner">The cause.</param>
public class ReadModelException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A read model stands still at an event. Others go on.</summary>
public sealed class ReadModelStoppedException : ReadModelException
{
    internal ReadModelStoppedException(ReadModelFailure failure) : base(
        $"The read model '{failure.Model}' stands still before position {failure.Position} ({failure.EventType}): "
            + $"{CauseText.Describe(failure.Error)} Fix the handler and restart, resume it, or skip the event.", failure.Error) =>
        Failure = failure;

    /// <summary>What it stands still at.</summary>
    public ReadModelFailure Failure { get; }
}

/// <summary>The rows of a read model are being made, so there is nothing to read yet.</summary>
/// <param name="model">The name of the table.</param>
public sealed class ReadModelNotReadyException(string model) : ReadModelException(
    $"The read model '{model}' is being built and can't be read yet. Await UntilAsync, or open with WaitUntilCaughtUp.")
{
    /// <summary>The name of the table.</summary>
    public string Model => model;
}

/// <summary>
/// Rows were made from another history than the store has: it was restored from an older backup, was replaced, or is another store.
/// </summary>
public sealed class ReadModelHistoryException : ReadModelException
{
    internal ReadModelHistoryException(string model, string place, CheckpointException inner) : base(
        $"The read model '{model}' in {place} is not of this store's history. Open it with the store that it is of, or set "
            + $"ReadModelOptions.WhenHistoryDiffers to Rebuild, and its rows are made again from this store.", inner) =>
        (Model, Checkpoint, Problem) = (model, inner.Checkpoint, inner.Problem);

    /// <summary>The name of the table.</summary>
    public string Model { get; }

    /// <summary>How far the rows are, in the history that they are of.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>How the histories differ.</summary>
    public CheckpointProblem Problem { get; }
}

/// <summary>
/// The rows of a read model are of logic that has replaced that of this program: a later version of it has kept them.
/// </summary>
public sealed class ReadModelReplacedException : ReadModelException
{
    internal ReadModelReplacedException(string model, string place) : base(
        $"The rows of the read model '{model}' in {place} were made by a later version of this program. Run that one, name another "
            + "place, or set ReadModelOptions.WhenReplaced to Rebuild, and this version puts rows of its own in their place.") =>
        Model = model;

    /// <summary>The name of the table.</summary>
    public string Model { get; }
}

/// <summary>The place where read models are stored has an owner already: two would write each other's rows.</summary>
public sealed class ReadModelsLockedException : ReadModelException
{
    /// <summary>The place can't be opened.</summary>
    /// <param name="place">The place.</param>
    public ReadModelsLockedException(string place) : this(
        place,
        $"The read models in {place} are kept by somebody else already, in this process or another. Close them there first, name another "
            + "place, or set ReadModelOptions.WhenOwned to ReadAlong.") { }

    private ReadModelsLockedException(string place, string message) : base(message) => Place = place;

    /// <summary>The place.</summary>
    public string Place { get; }

    /// <summary>Somebody else has become the owner meanwhile.</summary>
    /// <param name="place">The place.</param>
    public static ReadModelsLockedException Lost(string place) => new(
        place,
        $"The read models in {place} are kept by another program by now, though this one had not given them up: the file that its lock is "
            + "on was deleted, or read as an ordinary file in this process. No rows are made here any more. Close and open them again, and "
            + "leave the file alone whose name ends in '-owner'.");

    /// <summary>Only the owner can do something.</summary>
    internal static ReadModelsLockedException ForOwnerOnly(string place) => new(
        place,
        $"The read models in {place} are kept by another program at present, and this one reads along. Do it there, or close them there "
            + "first.");
}
