namespace Opossum.Typed;

/// <summary>What the folds of a set of read models share.</summary>
/// <param name="Storage">Where the rows are.</param>
/// <param name="Memory">What rows and states may take that are kept for later events.</param>
/// <param name="Store">Where states are read from that rows are joined with.</param>
internal sealed record FoldContext(ReadModelStorage Storage, RowMemory Memory, OpossumReader Store);
