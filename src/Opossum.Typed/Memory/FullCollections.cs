namespace Opossum.Typed;

/// <summary>Something of the process that gives memory back.</summary>
internal interface ITrimmed
{
    /// <summary>Lets go of what nobody has needed since the last call.</summary>
    void Trim();
}

/// <summary>
/// Trims at each full garbage collection: an unreachable object's finalizer runs after a collection of its generation, and makes it
/// reachable once more. The runtime's own array pool is trimmed in this way.
/// </summary>
internal sealed class FullCollections
{
    private readonly ITrimmed _trimmed;

    private FullCollections(ITrimmed trimmed) => _trimmed = trimmed;

    /// <summary>Trims something of the process from now on.</summary>
    public static void Trim(ITrimmed trimmed) => _ = new FullCollections(trimmed);

    ~FullCollections()
    {
        if (GC.GetGeneration(this) == GC.MaxGeneration) _trimmed.Trim();
        GC.ReRegisterForFinalize(this);
    }
}
