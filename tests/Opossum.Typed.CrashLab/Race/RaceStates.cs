namespace Opossum.Typed.CrashLab.Race;

/// <summary>How the state of models is kept in a race.</summary>
/// <param name="KeptBytes">The memory for it; 0 for none.</param>
/// <param name="DecisionsOfAnEpoch">How many decisions a task makes on the same boundaries.</param>
/// <param name="Openings">How often the store is opened to decide.</param>
internal readonly record struct RaceStates(long KeptBytes, long DecisionsOfAnEpoch, int Openings)
{
    /// <summary>Small boundaries, which are read each time.</summary>
    public static RaceStates None { get; } = new(KeptBytes: 0, DecisionsOfAnEpoch: 100, Openings: 1);

    /// <summary>
    /// Boundaries that grow until the end, and the states of some of them: there is less memory than they take, so that some are lost and
    /// folded again.
    /// </summary>
    public static RaceStates Kept { get; } = new(KeptBytes: 60_000, DecisionsOfAnEpoch: long.MaxValue, Openings: 5);

    public OpossumOptions Options => new() { KeptStateBytes = KeptBytes, KeptStateEvents = 1 };
}
