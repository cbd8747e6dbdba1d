using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Opossum.Typed.Testing;

/// <summary>Answers of a decider as text that can be compared and read: a JSON object a line.</summary>
internal static class AnswerText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Nothing { get; } = Write(static json => json.WriteBoolean("nothing", true));

    /// <param name="reason">Null for any.</param>
    /// <param name="code">Null for none, or any.</param>
    public static string Rejected(string? reason, string? code) => Write(json =>
    {
        json.WriteString("rejected", reason ?? "any reason");
        if (code is not null) json.WriteString("code", code);
    });

    /// <summary>A text as a JSON string.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Readable.Encoder)}\"";

    /// <summary>The events after a position, as they are stored.</summary>
    public static ValueTask<string> AppendedAsync(OpossumStore store, long after) => LinesAsync(store, after, static e => Write(json =>
    {
        json.WriteString("appended", e.Type);
        WritePayload(json, e);
    }));

    /// <summary>All events, with the times when they were recorded.</summary>
    public static ValueTask<string> HistoryAsync(OpossumStore store) => LinesAsync(store, after: 0, static e => Write(json =>
    {
        json.WriteString("recorded", e.Metadata.RecordedAt);
        json.WriteString("event", e.Type);
        WritePayload(json, e);
    }));

    private static async ValueTask<string> LinesAsync(OpossumStore store, long after, Func<SequencedEvent, string> line)
    {
        var lines = new List<string>();
        using var reader = store.Log.Read(Query.All, new() { After = after });
        while (await reader.FillAsync().ConfigureAwait(false))
            while (reader.TryRead(out var e)) lines.Add(line(e.ToSequencedEvent()));
        return string.Join('\n', lines);
    }

    private static void WritePayload(Utf8JsonWriter json, SequencedEvent e)
    {
        json.WritePropertyName("payload");
        json.WriteRawValue(e.Payload.Span);
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
