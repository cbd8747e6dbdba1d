namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>A state that is to be written.</summary>
internal interface ISnapshotSource
{
    SnapshotKey SnapshotKey { get; }

    /// <summary>Every event of the boundary up to here is in the state, and none behind it.</summary>
    long Position { get; }

    /// <summary>How many events are in the state.</summary>
    long Events { get; }

    /// <summary>The bytes of the state, which were read back and were the same.</summary>
    /// <exception cref="SnapshotException">It can't be stored.</exception>
    byte[] Encode();
}

/// <summary>A state of a model can't be stored, now and later.</summary>
internal sealed class SnapshotException(string model, Exception? why) : Exception(
    $"A state of the decision model '{model}' can't be stored, so it has no snapshots: "
    + why switch
    {
        null => "what was read back was not what was written.",
        EventFormatException or NotSupportedException => why.Message,
        _ => $"its code threw a {why.GetType()}.",          // whose message may hold anything
    },
    why);
