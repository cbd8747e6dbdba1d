namespace Opossum.Typed.Engine;

/// <summary>
/// Starts the store's own tasks without the execution context of the caller in whose call they happen to begin: they would hold it, and
/// all that its <see cref="AsyncLocal{T}"/>s hold, and listeners would take its activity for theirs.
/// </summary>
internal static class Background
{
    public static Task Run(Action work)
    {
        if (ExecutionContext.IsFlowSuppressed()) return Task.Run(work);
        using (ExecutionContext.SuppressFlow()) return Task.Run(work);
    }

    /// <inheritdoc cref="Run(Action)"/>
    public static Task<T> Run<T>(Func<T> work)
    {
        if (ExecutionContext.IsFlowSuppressed()) return Task.Run(work);
        using (ExecutionContext.SuppressFlow()) return Task.Run(work);
    }
}
