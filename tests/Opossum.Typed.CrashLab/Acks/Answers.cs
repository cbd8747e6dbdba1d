using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Acks;

/// <summary>One event of an append that was acknowledged.</summary>
internal readonly record struct Acknowledged(long Position, Guid EventId, ulong PayloadHash, AppendId Append);

/// <summary>An append that was refused.</summary>
/// <param name="Conflict">The position that was named.</param>
/// <param name="Guard">Which guard of its condition was named, from 0; -1 for one that the condition does not have.</param>
/// <param name="Seen">The head that the condition was based on.</param>
/// <param name="Head">The store's head when the answer was there.</param>
/// <param name="Append">The append.</param>
internal readonly record struct Refused(long Conflict, int Guard, long Seen, long Head, AppendId Append);

/// <summary>All that writers were told, over all their runs.</summary>
internal sealed class Answers
{
    public Dictionary<Guid, Run> Runs { get; } = [];

    public List<Acknowledged> Acknowledged { get; } = [];

    public List<Refused> Refused { get; } = [];

    /// <summary>Lines that a kill cut off; they are taken for no answer.</summary>
    public int TornLines { get; set; }
}
