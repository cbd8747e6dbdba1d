namespace Opossum.Typed.Benchmarks.Load;

/// <summary>An open store that <see cref="ClosedLoop"/> appends to.</summary>
internal interface IStoreUnderLoad : IAsyncDisposable
{
    /// <summary>The face for one appender, which may keep buffers of its own.</summary>
    IAppender CreateAppender();
}

/// <summary>Appends on behalf of one task.</summary>
internal interface IAppender
{
    /// <summary>Appends events as one.</summary>
    /// <param name="events">They are read before the call's task completes, and their array is used again afterwards.</param>
    /// <param name="guardAfter">
    /// Null is unconditional. Otherwise the append is to be refused if an event after this position carries the order tag of its first
    /// event: no event does, so none is refused, but the store has to look.
    /// </param>
    /// <returns>The position of the last event, once all are durable.</returns>
    ValueTask<long> AppendAsync(WorkEvent[] events, long? guardAfter);
}
