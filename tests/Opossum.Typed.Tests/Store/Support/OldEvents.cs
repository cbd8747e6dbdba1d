using System.Text;

namespace Opossum.Typed.Tests.Store;

/// <summary>Events as an earlier program left them: names, versions and bytes.</summary>
internal static class OldEvents
{
    public static ValueTask<AppendResult> AppendRawAsync(
        this OpossumStore store, string type, string json, int version = 1, PayloadEncoding encoding = PayloadEncoding.Json,
        params string[] tags) =>
        store.Log.AppendAsync([new EventData(type, Encoding.UTF8.GetBytes(json), [.. tags.Select(tag => new Tag(tag))])
        {
            Version = version,
            Encoding = encoding,
        }]);

    public static async Task<List<SequencedEvent>> RawAsync(this OpossumStore store)
    {
        var events = new List<SequencedEvent>();
        using var reader = store.Log.Read(Query.All);
        while (await reader.FillAsync())
        {
            while (reader.TryRead(out var e)) events.Add(e.ToSequencedEvent());
        }

        return events;
    }
}
