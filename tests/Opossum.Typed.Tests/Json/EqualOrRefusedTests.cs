using System.Numerics;
using CsCheck;

namespace Opossum.Typed.Tests.Json;

/// <summary>Tests that set the machine's time zone: no other runs beside them.</summary>
[CollectionDefinition(nameof(OtherTimeZones), DisableParallelization = true)]
public sealed class OtherTimeZones;

/// <summary>
/// Any value of any type, its extremes and what JSON can't hold included: written and read it is the same, or the write is refused. What
/// was appended and can't be read, or is read as something else, would be lost.
/// </summary>
[Collection(nameof(OtherTimeZones))]
public sealed class EqualOrRefusedTests
{
    private static readonly int Iterations = Effort.Of(5_000);

    /// <summary>West and east of Greenwich, at the ends of the offsets, with and without summer time, half an hour off.</summary>
    private static readonly string[] Zones =
    [
        "UTC", "America/New_York", "Europe/Berlin", "Europe/Amsterdam", "Asia/Kolkata", "Pacific/Kiritimati", "Etc/GMT+12",
        "Australia/Lord_Howe", "America/St_Johns", "Asia/Manila",
    ];

    private static readonly Gen<long> Ticks = Gen.Frequency(
        (4, Gen.Long[0, DateTime.MaxValue.Ticks]),
        (4, Gen.Long[0, TimeSpan.TicksPerDay]),
        (4, Gen.Long[DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks]),
        (4, Gen.Long[new DateTime(1800, 1, 1).Ticks, new DateTime(2040, 1, 1).Ticks]),
        // The nights in which clocks are set.
        (4, Gen.Select(Gen.Int[1975, 2037], Gen.Int[60, 320], Gen.Int[0, 15])
            .Select(static (year, day, quarter) => new DateTime(year, 1, 1).AddDays(day).AddMinutes(15 * quarter).Ticks)),
        (1, Gen.OneOfConst(0, DateTime.MaxValue.Ticks)));

    [Fact]
    public void Times_of_every_kind_in_every_zone()
    {
        var refused = 0;
        foreach (var zone in Zones)
        {
            In(zone, () => Gen.Select(Ticks, Gen.Enum<DateTimeKind>())
                .Select(static (ticks, kind) => new DateTime(ticks, kind))
                .ForAll(value => refused += Check(Boxes.DateTime, value) ? 0 : 1, count: Iterations));
        }

        Assert.InRange(refused, 1, Zones.Length * Iterations / 2);
    }

    [Theory]
    [InlineData("America/New_York", "9999-12-31T23:00:00")]
    [InlineData("Europe/Berlin", "0001-01-01T00:00:00")]
    [InlineData("America/New_York", "2026-03-08T02:30:00")]
    public void A_local_time_that_can_not_be_read_back_is_refused_and_names_its_field(string zone, string time) => In(zone, () =>
    {
        var value = DateTime.SpecifyKind(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Local);
        var e = Assert.Throws<EventFormatException>(() => Boxes.DateTime.Write(value));
        Assert.StartsWith("Event 'boxed': field 'value': the local time can't be read back", e.Message, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("America/New_York", "2026-11-01T01:30:00")]
    [InlineData("America/New_York", "0001-01-01T00:00:00")]
    [InlineData("Europe/Berlin", "9999-12-31T23:59:59.9999999")]
    public void A_local_time_that_can_be_read_back_is_stored(string zone, string time) => In(zone, () =>
    {
        var value = DateTime.SpecifyKind(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Local);
        if (value.Year is 1 && TimeZoneInfo.Local.GetUtcOffset(value).Seconds != 0) return;
        Assert.True(Check(Boxes.DateTime, value));
    });

    [Fact]
    public void Points_in_time()
    {
        All(
            Boxes.Timestamp, Values.Timestamp, DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
            new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(-14)));
        All(Boxes.Date, Gen.DateOnly, DateOnly.MinValue, DateOnly.MaxValue);
        All(Boxes.Time, Values.Time, TimeOnly.MinValue, TimeOnly.MaxValue);
        All(Boxes.Duration, Gen.Long.Select(static ticks => new TimeSpan(ticks)), TimeSpan.MinValue, TimeSpan.MaxValue, new TimeSpan(-1));
    }

    [Fact]
    public void Numbers()
    {
        All(Boxes.Byte, Gen.Byte, byte.MinValue, byte.MaxValue);
        All(Boxes.SByte, Gen.SByte, sbyte.MinValue, sbyte.MaxValue);
        All(Boxes.Int16, Gen.Short, short.MinValue, short.MaxValue);
        All(Boxes.UInt16, Gen.UShort, ushort.MinValue, ushort.MaxValue);
        All(Boxes.Int32, Values.Int32, int.MinValue, int.MaxValue);
        All(Boxes.UInt32, Gen.UInt, uint.MinValue, uint.MaxValue);
        All(Boxes.Int64, Values.Int64, long.MinValue, long.MaxValue);
        All(Boxes.UInt64, Values.UInt64, ulong.MinValue, ulong.MaxValue);
        All(Boxes.Int128, WideValues.Int128, Int128.MinValue, Int128.MaxValue);
        All(Boxes.UInt128, WideValues.UInt128, UInt128.MinValue, UInt128.MaxValue);
        All(Boxes.Half, Gen.UShort.Select(BitConverter.UInt16BitsToHalf), Half.MinValue, Half.MaxValue, Half.NegativeZero, Half.NaN);
        All(Boxes.Single, Gen.Int.Select(BitConverter.Int32BitsToSingle), float.MinValue, float.MaxValue, -0f, float.NaN);
        All(Boxes.Double, Gen.Long.Select(BitConverter.Int64BitsToDouble), double.MinValue, double.MaxValue, -0d, double.NegativeInfinity);
        All(Boxes.Decimal, Values.Decimal.Where(static value => value != 0), decimal.MinValue, decimal.MaxValue, new(1, 0, 0, true, 28));
    }

    [Fact]
    public void Numbers_without_a_bound()
    {
        var limit = BigInteger.Pow(10, 4096);
        BigInteger[] corners = [limit, limit - 1, -limit, 1 - limit, limit / 10, -(limit / 10), 1 - limit / 10, limit * limit, 0];
        foreach (var corner in corners) Check(Boxes.BigInteger, corner);
        Assert.True(Check(Boxes.BigInteger, limit - 1));
        Assert.False(Check(Boxes.BigInteger, limit));
        Gen.Byte.Array[1600, 1800].Select(static bytes => new BigInteger(bytes))
            .ForAll(static value => Check(Boxes.BigInteger, value), count: Effort.Of(200));
    }

    [Fact]
    public void Text_of_any_characters()
    {
        All(Boxes.Char, Gen.Int[0, 0xFFFF].Select(static value => (char)value), '\0', char.MaxValue, '\ud800', '\udfff');
        var characters = Gen.Frequency((9, Gen.Char[' ', '~']), (1, Gen.Char));
        All(Boxes.Text, characters.Array[0, 90].Select(static text => new string(text)), "", "\0");
        All(Boxes.Bytes, Gen.Byte.Array[0, 100], [], [0]);
        All(Boxes.Guid, Gen.Guid, Guid.Empty, Guid.AllBitsSet);
        All(Boxes.Version, WideValues.Version, new(0, 0), new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue));
    }

    /// <summary>An address is equal if it is the same address, and not only the same text.</summary>
    [Fact]
    public void Addresses_of_every_kind()
    {
        var kinds = Gen.OneOfConst(UriKind.Absolute, UriKind.Relative, UriKind.RelativeOrAbsolute);
        var starts = Gen.OneOfConst(
            "", "/", "//", "\\\\", "/\\", "C:\\", "C:/", "file:///", "file:/", "http://", "mailto:", "urn:", "?", "#", "..", ":");
        Gen.Select(starts, Gen.Frequency((9, Gen.Char[' ', '~']), (1, Gen.Char)).Array[0, 12], kinds)
            .Select(static (start, rest, kind) => Uri.TryCreate(start + new string(rest), kind, out var uri) ? uri : null)
            .ForAll(
                static value =>
                {
                    if (value is null || !TryWrite(Boxes.Uri, value, out var payload)) return;
                    foreach (var read in new[] { Boxes.Uri.Read(payload), Boxes.Uri.ReadTolerantly(payload) })
                    {
                        Assert.Equal(value.IsAbsoluteUri, read.IsAbsoluteUri);
                        Assert.Equal(value, read);
                    }
                },
                count: Effort.Of(20_000));
    }

    private static void All<T>(BoxCodec<T> codec, Gen<T> values, params T[] corners)
    {
        foreach (var corner in corners) Check(codec, corner);
        values.ForAll(value => Check(codec, value), count: Iterations);
    }

    /// <returns>False when it was refused.</returns>
    private static bool Check<T>(BoxCodec<T> codec, T value)
    {
        if (!TryWrite(codec, value, out var payload)) return false;
        Assert.Equal(Strict.Bits(value), Strict.Bits(codec.ReadTolerantly(payload)));
        if (codec.TryReadPredicted(payload, out var predicted)) Assert.Equal(Strict.Bits(value), Strict.Bits(predicted));
        return true;
    }

    private static bool TryWrite<T>(BoxCodec<T> codec, T value, out byte[] payload)
    {
        payload = [];
        try
        {
            payload = codec.Write(value);
            return true;
        }
        catch (EventFormatException e)
        {
            Assert.Equal("value", e.Field);
            return false;
        }
    }

    private static void In(string zone, Action action)
    {
        var before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(zone, TimeZoneInfo.Local.Id);
            action();
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
