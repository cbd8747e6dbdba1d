namespace Opossum.Typed.CrashLab.Tests.PowerCuts;

/// <summary>The calls that have changed the files of a directory, in their order.</summary>
internal sealed class Recording
{
    private readonly List<DiskCall> _calls = [];        // under itself

    /// <summary>What was noted.</summary>
    public DiskCall[] Calls
    {
        get
        {
            lock (_calls) return [.. _calls];
        }
    }

    public void Add(DiskCall call)
    {
        lock (_calls) _calls.Add(call);
    }
}

/// <summary>A call that changes a file, or makes its changes durable.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Offset">Where it writes; what size is left; not 0 if a deletion is durable at once.</param>
/// <param name="Bytes">What it writes.</param>
internal sealed record DiskCall(string File, CallKind Kind, long Offset, byte[] Bytes);

internal enum CallKind
{
    Write,
    Truncate,
    Sync,
    Delete,
}
