using System.Text;
using System.Text.Json;
using Opossum.Typed.Tests.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>
/// Damaged payloads of every shape: a generated codec accepts exactly what strict System.Text.Json accepts, and reads the same.
/// </summary>
public class MutationTests
{
    /// <summary>Each of them takes a thousand payloads.</summary>
    public static TheoryData<string> Events =>
        [.. Samples.All.Keys.Order(StringComparer.Ordinal).Where(static (_, i) => i % Tier.Share(quick: 6, full: 2, @long: 1) == 0)];

    [Theory, MemberData(nameof(Events))]
    public void A_damaged_payload_gets_the_verdict_of_strict_json(string sample)
    {
        var e = Samples.All[sample];
        var mutator = new Mutator(Tier.SeedOf(11), Encoding.UTF8.GetString(Codec.Write(e)));
        byte[][] payloads = [Codec.Write(e), Oracle.Write(e)];
        var accepted = 0;
        var count = Effort.OfEvents(10_000);
        for (var i = 0; i < count; i++)
        {
            var damaged = mutator.Mutate(payloads[i % payloads.Length]);
            var expected = Verdict(e, damaged, static (e, utf8) => WithoutForbiddenNull(Oracle.Read(e.GetType(), utf8)));
            var actual = Verdict(e, damaged, static (e, utf8) => Codec.Read(e.Descriptor, utf8));
            if (expected != actual && !HasForeignMetadata(damaged) && !NamesAnAlias(e, damaged))
                Assert.Fail($"OPOSSUM_SEED={Tier.Seed}: {Encoding.Latin1.GetString(damaged)}\nstrict JSON: {expected ?? "refused"}\nours: "
                    + $"{actual ?? "refused"}");
            if (actual is not null) accepted++;
        }

        // Were nothing accepted, nothing would have been compared.
        Assert.InRange(accepted, 1, count - 1);
    }

    [Theory, MemberData(nameof(Events))]
    public void A_payload_cut_at_any_byte_is_refused_and_names_event_and_byte(string sample)
    {
        var e = Samples.All[sample];
        foreach (var payload in new[] { Codec.Write(e), Oracle.Write(e) })
        {
            for (var length = 0; length < payload.Length; length++)
            {
                var error = Assert.Throws<EventFormatException>(() => Codec.Read(e.Descriptor, payload[..length]));
                Assert.Equal(e.Descriptor.Name, error.EventName);
                Assert.InRange(error.ByteOffset, 0, length);
            }
        }
    }

    /// <summary>
    /// The platform does not look at the question marks of items and of a dictionary's values: there we are stricter, as we are when
    /// writing.
    /// </summary>
    private static IEvent WithoutForbiddenNull(IEvent read)
    {
        try
        {
            Codec.Write(read);
        }
        catch (EventFormatException e)
            when (e.Field!.AsSpan().ContainsAny('.', ']') && e.Message.Contains("its type is not nullable", StringComparison.Ordinal))
        {
            throw new JsonException("An item is null.", e);
        }
        catch (EventFormatException)
        {
            // Of a struct that was made without its constructor; it can be read all the same.
        }

        return read;
    }

    /// <summary>
    /// Where a value says its type as <c>$type</c>, the platform refuses every other name that begins like this; to us it is an unknown
    /// field.
    /// </summary>
    private static bool HasForeignMetadata(byte[] damaged)
    {
        var rest = Encoding.Latin1.GetString(damaged).Replace("\"$type\"", "", StringComparison.Ordinal);
        return rest.Contains("\"$", StringComparison.Ordinal);
    }

    /// <summary>Of a field's old names the platform knows nothing.</summary>
    private static bool NamesAnAlias(IEvent e, byte[] damaged)
    {
        var text = Encoding.UTF8.GetString(damaged);
        return e is Fields
            && new[] { "name", "Title", "size", "remark", "article" }.Any(alias => text.Contains($"\"{alias}\"", StringComparison.Ordinal));
    }

    /// <summary>What was read, or null for a refusal; any other exception is a crash and fails the test.</summary>
    private static string? Verdict(IEvent e, byte[] utf8, Func<IEvent, byte[], IEvent> read)
    {
        try
        {
            return Oracle.Contents(read(e, utf8));
        }
        catch (Exception error) when (error is JsonException or EventFormatException)
        {
            return null;
        }
    }
}
