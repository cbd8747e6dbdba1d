using System.Text;
using System.Text.Json;

namespace Opossum.Typed.Tests.Json;

/// <summary>
/// Damaged payloads: we accept exactly what strict System.Text.Json accepts, and read the same bits; anything else is a named error.
/// </summary>
public class MutationTests
{
    private delegate T Reading<out T>(ReadOnlySpan<byte> utf8);

    [Fact]
    public void A_damaged_record_gets_the_verdict_of_strict_json() =>
        Check(
            200_000, 1, 0.1, BookingCodec.Write(Booking.Sample), static utf8 => BookingCodec.Read(utf8),
            static utf8 => Strict.Read<Booking>(utf8));

    [Fact]
    public void A_damaged_record_of_the_platform_gets_the_verdict_of_strict_json() =>
        Check(
            70_000, 2, 0.1, Strict.Write(Booking.Sample), static utf8 => BookingCodec.Read(utf8),
            static utf8 => Strict.Read<Booking>(utf8));

    [Fact]
    public void Damaged_whole_numbers_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Int32, 15_000, -42, int.MaxValue, int.MinValue, 0);
        Check(Boxes.Int64, 15_000, -42L, long.MaxValue, long.MinValue, 0L);
        Check(Boxes.UInt64, 15_000, 42UL, ulong.MaxValue, 9_999_999_999_999_999_999, 0UL);
        Check(Boxes.UInt32, 10_000, 42u, uint.MaxValue, 0u);
        Check(Boxes.Int16, 10_000, (short)-42, short.MaxValue, short.MinValue, (short)0);
        Check(Boxes.UInt16, 10_000, (ushort)42, ushort.MaxValue, (ushort)0);
        Check(Boxes.SByte, 10_000, (sbyte)-42, sbyte.MaxValue, sbyte.MinValue, (sbyte)0);
        Check(Boxes.Byte, 10_000, (byte)42, byte.MaxValue, (byte)0);
    }

    [Fact]
    public void Damaged_fractions_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Single, 15_000, 19.99f, -1.5e-30f, 16_777_216f, 0f);
        Check(Boxes.Double, 15_000, 19.99, -1.5e-300, 1e22, 0.0);
        Check(Boxes.Decimal, 15_000, 19.90m, -0.000_000_000_000_000_001m, 9_999_999_999_999_999_999m, decimal.MaxValue, 0m);
    }

    [Fact]
    public void Damaged_wide_numbers_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Half, 15_000, (Half)19.9, (Half)(-1.5e-5), Half.MaxValue, Half.Zero);
        Check(Boxes.Int128, 15_000, -42, Int128.MaxValue, Int128.MinValue, 0);
        Check(Boxes.UInt128, 15_000, (UInt128)42, UInt128.MaxValue, UInt128.Zero);
        Check(Boxes.BigInteger, 15_000, -42, System.Numerics.BigInteger.Pow(7, 200), 0);
    }

    [Fact]
    public void Damaged_addresses_and_versions_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Uri, 20_000, new Uri("https://example.org:8080/a?b=c#d"), new Uri("../a b", UriKind.Relative));
        Check(Boxes.Version, 20_000, new Version(1, 2), new Version(10, 0, 401, int.MaxValue));
    }

    [Fact]
    public void Damaged_open_data_gets_the_verdict_of_strict_json() => Check(
        Boxes.Element,
        30_000,
        JsonElement.Parse("""{"a":[1,2.5,{"b":null}],"c":"é\n"}"""), JsonElement.Parse("[]"), JsonElement.Parse("1e5"),
        JsonElement.Parse("\"text\""));

    [Fact]
    public void Damaged_timestamps_get_the_verdict_of_strict_json() => Check(
        Boxes.Timestamp,
        30_000,
        new(2024, 2, 29, 23, 59, 59, 999, TimeSpan.FromHours(14)),
        new(2026, 11, 30, 0, 0, 0, TimeSpan.FromMinutes(-30)),
        DateTimeOffset.MinValue,
        DateTimeOffset.MaxValue);

    [Fact]
    public void Damaged_times_get_the_verdict_of_strict_json()
    {
        Check(
            Boxes.DateTime, 30_000, new(2024, 2, 29, 23, 59, 59, 999), new(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc),
            new(2026, 11, 30, 1, 2, 3, DateTimeKind.Local));
        Check(Boxes.Date, 15_000, new(2024, 2, 29), DateOnly.MinValue, DateOnly.MaxValue);
        Check(Boxes.Time, 20_000, new(9, 51, 16), new(23, 59, 59, 999, 999), TimeOnly.MinValue);
        Check(Boxes.Duration, 20_000, TimeSpan.Zero, new(1, 2, 3), new(-10, 23, 59, 59, 999), TimeSpan.MaxValue, TimeSpan.MinValue);
    }

    [Fact]
    public void Damaged_characters_and_bytes_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Char, 20_000, 'a', 'é', '漢', '"', '\n', '\u0001');
        Check(Boxes.Bytes, 20_000, [1, 2, 3], [0xFF, 0xFE], [0], []);
    }

    [Fact]
    public void Damaged_guids_booleans_and_text_get_the_verdict_of_strict_json()
    {
        Check(Boxes.Guid, 20_000, new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
        Check(Boxes.Boolean, 20_000, true, false);
        Check(Boxes.Text, 20_000, "introduction to analytical engines", "naïve \"quotes\"", "漢字 😀\n", "");
    }

    private static void Check<T>(BoxCodec<T> codec, int mutations, params T[] values)
    {
        foreach (var value in values)
            Check(
                mutations / values.Length, 7, 0.005, codec.Write(value), utf8 => codec.Read(utf8),
                static utf8 => Strict.Read<Box<T>>(utf8).Value);
    }

    private static void Check<T>(int mutations, int seed, double acceptedAtLeast, byte[] payload, Reading<T> read, Reading<T> oracle)
    {
        var mutator = new Mutator(Tier.SeedOf(seed));
        var accepted = 0;
        mutations = Effort.Of(mutations);
        for (var i = 0; i < mutations; i++)
        {
            var damaged = mutator.Mutate(payload);
            var expected = Verdict(oracle, damaged);
            var actual = Verdict(read, damaged);
            if (expected != actual)
                Assert.Fail($"OPOSSUM_SEED={Tier.Seed}: {Encoding.Latin1.GetString(damaged)}\nstrict JSON: {expected ?? "refused"}\nours: "
                    + $"{actual ?? "refused"}");
            if (actual is not null) accepted++;
        }

        // Were nothing accepted, nothing would have been compared.
        Assert.InRange(accepted, mutations * acceptedAtLeast, mutations * 0.98);
    }

    /// <summary>What was read, or null for a refusal; any other exception is a crash and fails the test.</summary>
    private static string? Verdict<T>(Reading<T> read, byte[] utf8)
    {
        try
        {
            return Strict.Bits(read(utf8));
        }
        catch (Exception e) when (e is JsonException or EventFormatException)
        {
            return null;
        }
    }
}
