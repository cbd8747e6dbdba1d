using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Opossum.Typed.CrashLab.Plan;

/// <summary>What an event says of itself in its payload.</summary>
/// <param name="Append">The append it is of.</param>
/// <param name="Index">Its place among the append's events, from 0.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Seen">The head that the append's condition is based on.</param>
internal readonly record struct Witness(AppendId Append, int Index, int Count, long Seen)
{
    /// <summary>Known to the sender before any answer, so that an event nobody acknowledged can be told as well.</summary>
    public Guid EventId
    {
        get
        {
            var all = (Append.Run, (long)Append.Appender, Append.Number, (long)Index);
            Span<byte> id = stackalloc byte[16];
            XxHash128.Hash(MemoryMarshal.AsBytes(new ReadOnlySpan<(Guid, long, long, long)>(ref all)), id);
            return new(id);
        }
    }

    public byte[] ToPayload(string unless, int noteLength) => Encoding.UTF8.GetBytes(
        $$"""{"run":"{{Append.Run:N}}","appender":{{Append.Appender}},"append":{{Append.Number}},"event":"""
        + $$"""{{Index}},"of":{{Count}},"seen":{{Seen}},"unless":"{{unless}}","note":"{{new string('.', noteLength)}}"}""");

    /// <returns>Null for the payload of somebody else.</returns>
    public static Witness? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            return new Witness(
                new(Guid.ParseExact(Text(ref reader, "run"u8), "N"), (int)Number(ref reader, "appender"u8), Number(ref reader, "append"u8)),
                (int)Number(ref reader, "event"u8),
                (int)Number(ref reader, "of"u8),
                Number(ref reader, "seen"u8));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, name);
        return reader.GetString() ?? "";
    }

    private static long Number(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, name);
        return reader.GetInt64();
    }

    private static void Expect(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name)) throw new FormatException();
        reader.Read();
    }
}
