namespace Opossum.Typed.Tests.Engine;

/// <summary>Short forms for tests of the raw log.</summary>
internal static class Raw
{
    public static EventData Event(string type, params string[] tags) =>
        new(type, "data"u8.ToArray(), [.. tags.Select(tag => new Tag(tag))]);

    public static Query Item(string[] types, params string[] tags) => Query.Of(new QueryItem(types, [.. tags.Select(tag => new Tag(tag))]));

    public static async Task<string[]> ReadAsync(IReadOnlyEventLog log, Query query, ReadOptions options = default) =>
        [.. (await EventsAsync(log, query, options)).Select(e => $"{e.Position} {e.Type}")];

    public static async Task<List<SequencedEvent>> EventsAsync(IReadOnlyEventLog log, Query query, ReadOptions options = default)
    {
        var events = new List<SequencedEvent>();
        using var reader = log.Read(query, options);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) events.Add(e.ToSequencedEvent());
        return events;
    }
}
