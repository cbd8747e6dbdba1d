using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.SnapshotFiles;

namespace Opossum.Typed;

/// <summary>One model of a decision: its boundary, and what is folded of it.</summary>
internal struct ModelPlace
{
    public BoundaryItem Item;

    /// <summary>What the model begins with, or is kept as; null for nothing.</summary>
    public KeptState? Kept;

    /// <summary>The state on disk that it may begin with; null for none.</summary>
    public StoredState? Stored;

    /// <summary>What it is to be kept as; null if it is not.</summary>
    public StateKey? SavesAs;

    /// <summary>Which of the reads under way is for it; -1 for a read of its own.</summary>
    public int Read;

    /// <summary>The position up to which it is folded; the read may begin before.</summary>
    public long FoldedTo;

    /// <summary>The position of the kept state that it began with; 0 if it began with the first event.</summary>
    public long BeganAfter;

    /// <summary>How many events are in its state.</summary>
    public long Events;

    /// <summary>How many of them this decision has folded.</summary>
    public long NewEvents;
}

/// <summary>What passes between the models of a decision and their places.</summary>
internal enum ModelExchange
{
    /// <summary>Events are folded.</summary>
    None,

    /// <summary>States on disk are decoded, to be kept.</summary>
    Decode,

    /// <summary>Models become copies of what was kept.</summary>
    Load,

    /// <summary>Copies of models are made, to be kept.</summary>
    Save,
}
