namespace Opossum.Typed.Personal;

/// <summary>Puts an erasure into the log, durably. Its id is in the append key: however often it is told, the log has it once.</summary>
internal static class ErasureAppend
{
    /// <returns>Its position.</returns>
    public static async Task<long> RunAsync(IEventLog log, EventModel model, KnownErasure erasure) =>
        (await Start(log, model, erasure).ConfigureAwait(false)).Last;

    private static ValueTask<AppendResult> Start(IEventLog log, EventModel model, KnownErasure erasure)
    {
        using var batch = EventBatch.Rent(metadata: null);
        batch.Add(new SubjectErased(erasure.Id, new(erasure.Subject), [.. erasure.Keys]), model);
        return log.AppendAsync(batch.Events, unless: null, new AppendKey($"{SubjectErased.EventName}:{erasure.Id:D}"), Durability.Flushed);
    }
}
