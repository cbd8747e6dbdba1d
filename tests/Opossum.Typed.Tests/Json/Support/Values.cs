using System.Text;
using CsCheck;

namespace Opossum.Typed.Tests.Json;

/// <summary>Values over the full range of each type, its corners among them.</summary>
internal static class Values
{
    /// <summary>Every number of digits is as likely.</summary>
    public static readonly Gen<long> Int64 = Gen.OneOf(
        Gen.Select(Gen.Long, Gen.Int[0, 63]).Select(static (bits, shift) => bits >> shift),
        Gen.OneOfConst(0, 1, -1, long.MinValue, long.MaxValue, long.MinValue + 1));

    public static readonly Gen<int> Int32 = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Int[0, 31]).Select(static (bits, shift) => bits >> shift),
        Gen.OneOfConst(0, 1, -1, int.MinValue, int.MaxValue));

    /// <summary>Any bits that are a number, and those that people write.</summary>
    public static readonly Gen<double> Double = Gen.OneOf(
        Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite),
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 6]).Select(static (digits, scale) => digits / Math.Pow(10, scale)),
        Gen.Select(Int64, static value => (double)value),
        Gen.OneOfConst(
            0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e15, 1e16, 1e22, 1e23, 999_999_999_999_999, -1e-5,
            9_007_199_254_740_992));

    /// <summary>Numbers as text, with more digits than any type holds.</summary>
    public static readonly Gen<string> NumberText = Gen.Select(
        Gen.Bool, Gen.Char['1', '9'], Gen.Char['0', '9'].Array[0, 12], Gen.Char['0', '9'].Array[1, 16])
        .Select(static (negative, first, whole, fraction) => $"{(negative ? "-" : "")}{first}{new string(whole)}.{new string(fraction)}");

    public static readonly Gen<decimal> Decimal = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28])
            .Select(static (low, middle, high, negative, scale) => new decimal(low, middle, high, negative, scale)),
        Gen.Select(Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28])
            .Select(static (low, middle, negative, scale) => new decimal(low, middle, 0, negative, scale)),
        Gen.Select(Gen.Int[0, 100_000], Gen.Bool, Gen.Byte[0, 28])
            .Select(static (low, negative, scale) => new decimal(low, 0, 0, negative, scale)),
        Gen.OneOfConst(decimal.MaxValue, decimal.MinValue, ulong.MaxValue, 1.50m, 9_999_999_999_999_999_999m, 10_000_000_000_000_000_000m));

    public static readonly Gen<DateTimeOffset> Timestamp = Gen.Select(
        Gen.Frequency(
            (8, Gen.Long[0, System.DateTime.MaxValue.Ticks]),
            (1, Gen.Long[0, TimeSpan.TicksPerDay]),
            (1, Gen.Long[System.DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay, System.DateTime.MaxValue.Ticks])),
        Gen.OneOf(Gen.Int[-840, 840], Gen.OneOfConst(0, 840, -840)))
        .Where(static (ticks, offset) => (ulong)(ticks - offset * TimeSpan.TicksPerMinute) <= (ulong)System.DateTime.MaxValue.Ticks)
        .Select(static (ticks, offset) => new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset)));

    public static readonly Gen<ulong> UInt64 = Gen.OneOf(
        Gen.Select(Gen.ULong, Gen.Int[0, 63]).Select(static (bits, shift) => bits >> shift),
        Gen.OneOfConst<ulong>(0, 1, ulong.MaxValue, ulong.MaxValue - 1, 10_000_000_000_000_000_000, 9_999_999_999_999_999_999));

    /// <summary>Any bits that are a number, and those that people write.</summary>
    public static readonly Gen<float> Single = Gen.OneOf(
        Gen.Int.Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite),
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 6]).Select(static (digits, scale) => (float)(digits / Math.Pow(10, scale))),
        Gen.OneOfConst(0f, -0f, float.Epsilon, float.MaxValue, float.MinValue, 16_777_216f, 16_777_218f, 1e10f, 0.1f, 3.1415927f));

    /// <summary>Of nowhere, of UTC and local.</summary>
    public static readonly Gen<DateTime> DateTime = Gen.Select(
        Gen.Frequency(
            (8, Gen.Long[0, System.DateTime.MaxValue.Ticks]), (1, Gen.OneOfConst(0L, System.DateTime.MaxValue.Ticks)),
            (1, Gen.Long[0, 4000].Select(days => days * TimeSpan.TicksPerDay))),
        Gen.Enum<DateTimeKind>())
        .Select(static (ticks, kind) => new DateTime(ticks, kind))
        .Where(IsStorable);

    public static readonly Gen<TimeOnly> Time = Gen.OneOf(
        Gen.Long[0, TimeSpan.TicksPerDay - 1], Gen.Int[0, 86399].Select(static seconds => seconds * TimeSpan.TicksPerSecond),
        Gen.OneOfConst(0L, TimeSpan.TicksPerDay - 1))
        .Select(static ticks => new TimeOnly(ticks));

    public static readonly Gen<TimeSpan> Duration = Gen.OneOf(Int64, Gen.Int.Select(static seconds => seconds * TimeSpan.TicksPerSecond))
        .Select(static ticks => new TimeSpan(ticks));

    /// <summary>Every character of 16 bits that is none of a pair.</summary>
    public static readonly Gen<char> Char = Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0xFFFF])
        .Select(static value => (char)value);

    private static readonly Gen<Rune> Character = Gen.Frequency(
        (30, Gen.Int[0x20, 0x7F]),
        (2, Gen.Int[0, 0x1F]),
        (3, Gen.OneOfConst('"', '\\', '/', '\n', '\t', 'é', 0x7F, 0x80, 0x2028)),
        (1, Gen.Int[0, 0xD7FF]),
        (1, Gen.Int[0xE000, 0x10FFFF]))
        .Select(static value => new Rune(value));

    /// <summary>Valid UTF-16 of any length around those that vectors care about; mostly ASCII, or ASCII alone.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
        Character.Array[0, 80].Select(static runes => string.Concat(runes)),
        Gen.Char[' ', '~'].Array[0, 80].Select(static characters => new string(characters)),
        Character.Array[200, 700].Select(static runes => string.Concat(runes)));

    /// <summary>
    /// False for a local time whose offset leads past the ends of time or has seconds, and for one that the clocks skipped.
    /// </summary>
    private static bool IsStorable(DateTime value)
    {
        if (value.Kind != DateTimeKind.Local) return true;
        var offset = TimeZoneInfo.Local.GetUtcOffset(value);
        return offset.Ticks % TimeSpan.TicksPerMinute == 0
            && (ulong)(value.Ticks - offset.Ticks) <= (ulong)System.DateTime.MaxValue.Ticks
            && !TimeZoneInfo.Local.IsInvalidTime(value);
    }

    public static readonly Gen<List<Line>> Lines = Gen.Select(Text, Decimal).Select(static (sku, price) => new Line(sku, price)).List[0, 4];
}
