using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Backup;

/// <summary>How far the consumer of a state file was.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Progress">The progress; null if it could not be read.</param>
/// <param name="Bytes">What could be read of a file without a progress; empty otherwise.</param>
internal readonly record struct SavedState(string Name, ConsumerProgress? Progress, byte[] Bytes);

/// <summary>
/// How far consumers were, read before the snapshot is taken: a backup must not have a position that is beyond its events. A file that is
/// damaged is no reason to have no backup of the events.
/// </summary>
internal static class SavedStates
{
    /// <summary>Slots are written in turn, so that both are torn for a reader only if it meets two writes.</summary>
    private const int Attempts = 100;

    public static SavedState[] Of(IStorage storage, ulong seed)
    {
        var states = new List<SavedState>();
        foreach (var name in storage.List(StateFileName.Directory))
        {
            if (!StateFileName.IsOne(name)) continue;
            try
            {
                using var file = storage.Open(name);
                states.Add(Read(file, name, seed));
            }
            catch (FileNotFoundException)
            {
                // The consumer was forgotten just now.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                states.Add(new(name, null, []));        // a file without a slot: a restored store must not take it for no progress
            }
        }

        return [.. states];
    }

    private static SavedState Read(IStorageFile file, string name, ulong seed)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
            if (StateFile.Read(file, seed, out _) is { } progress) return new(name, progress, []);
        var bytes = new byte[Math.Min(file.Length, 2L * StateSlot.Size)];
        return new(name, null, bytes[..file.Read(bytes, 0)]);
    }
}
