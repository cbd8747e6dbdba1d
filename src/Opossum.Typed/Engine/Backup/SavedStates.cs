using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Backup;

/// <summary>How far the consumer of a state file was.</summary>
internal readonly record struct SavedState(string Name, ConsumerProgress Progress);

/// <summary>
/// How far consumers were, read before the snapshot is taken: a backup must not have a position that is beyond its events.
/// </summary>
internal static class SavedStates
{
    /// <summary>Slots are written in turn, so that both are torn for a reader only if it meets two writes.</summary>
    private const int Attempts = 100;

    /// <exception cref="StoreDamagedException">A file has no whole slot.</exception>
    public static SavedState[] Of(IStorage storage, ulong seed) =>
    [
        .. storage.List(StateFileName.Directory)
            .Where(StateFileName.IsOne)
            .Select(name => new SavedState(name, Read(storage, name, seed))),
    ];

    private static ConsumerProgress Read(IStorage storage, string name, ulong seed)
    {
        using var file = storage.Open(name);
        for (var attempt = 0; attempt < Attempts; attempt++)
            if (StateFile.Read(file, seed, out _) is { } progress) return progress;
        throw new StoreDamagedException(storage.Describe(name), 0, "the progress of a consumer is not what was written");
    }
}
