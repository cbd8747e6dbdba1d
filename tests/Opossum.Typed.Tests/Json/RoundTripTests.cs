using System.Text;
using CsCheck;

namespace Opossum.Typed.Tests.Json;

/// <summary>What we write, System.Text.Json reads to the same bits; what it writes, we read to the same bits.</summary>
public class RoundTripTests
{
    private static readonly int Iterations = Effort.Of(20_000);

    [Fact]
    public void Int32_survives() => Check(Values.Int32, Boxes.Int32);

    [Fact]
    public void Int64_survives() => Check(Values.Int64, Boxes.Int64);

    [Fact]
    public void Whole_numbers_of_every_size_survive()
    {
        Check(Gen.Byte, Boxes.Byte);
        Check(Gen.SByte, Boxes.SByte);
        Check(Gen.Short, Boxes.Int16);
        Check(Gen.UShort, Boxes.UInt16);
        Check(Gen.UInt, Boxes.UInt32);
        Check(Values.UInt64, Boxes.UInt64);
    }

    [Fact]
    public void Single_survives() => Check(Values.Single, Boxes.Single);

    [Fact]
    public void Wide_numbers_survive()
    {
        Check(WideValues.Half, Boxes.Half);
        Check(WideValues.Int128, Boxes.Int128);
        Check(WideValues.UInt128, Boxes.UInt128);
    }

    [Fact]
    public void Numbers_without_a_bound_survive() => Check(WideValues.BigInteger, Boxes.BigInteger);

    [Fact]
    public void Address_survives() =>
        Check(
            WideValues.Uri, Boxes.Uri,
            static payload => !payload.Replace(@"\\", "", StringComparison.Ordinal).Contains(@"\u", StringComparison.Ordinal));

    [Fact]
    public void Version_survives() => Check(WideValues.Version, Boxes.Version);

    [Fact]
    public void Open_data_survives() => Check(WideValues.Element, Boxes.Element);

    [Fact]
    public void Character_survives() =>
        Check(Values.Char, Boxes.Char, static payload => !payload.Contains(@"\u", StringComparison.Ordinal));

    [Fact]
    public void Time_survives_with_its_kind() => Check(Values.DateTime, Boxes.DateTime);

    [Fact]
    public void Date_survives() => Check(Gen.DateOnly, Boxes.Date);

    [Fact]
    public void Time_of_day_survives() => Check(Values.Time, Boxes.Time);

    [Fact]
    public void Duration_survives() => Check(Values.Duration, Boxes.Duration);

    [Fact]
    public void Bytes_survive() => Check(Gen.Byte.Array[0, 100], Boxes.Bytes);

    [Fact]
    public void Memory_survives() =>
        Check(Gen.Byte.Array[0, 100].Select(static bytes => (ReadOnlyMemory<byte>)bytes), Boxes.Memory);

    [Fact]
    public void Double_survives() => Check(Values.Double, Boxes.Double);

    [Fact]
    public void Decimal_survives_with_its_scale() =>
        Check(Values.Decimal, Boxes.Decimal, static payload => payload.Count(char.IsAsciiDigit) <= 19);

    [Fact]
    public void Boolean_survives() => Check(Gen.Bool, Boxes.Boolean);

    [Fact]
    public void Guid_survives() => Check(Gen.Guid, Boxes.Guid);

    [Fact]
    public void Timestamp_survives_with_ticks_and_offset() => Check(Values.Timestamp, Boxes.Timestamp);

    [Fact]
    public void Text_survives() => Check(
        Values.Text,
        Boxes.Text,
        static payload => !payload.Replace(@"\\", "", StringComparison.Ordinal).Contains(@"\u", StringComparison.Ordinal));

    [Fact]
    public void Any_number_of_any_length_is_rounded_as_strict_json_rounds_it() => Values.NumberText.ForAll(
        static text =>
        {
            var payload = Encoding.UTF8.GetBytes($"{{\"value\":{text}}}");
            Assert.Equal(Strict.Bits(Strict.Read<Box<double>>(payload).Value), Strict.Bits(Boxes.Double.Read(payload)));
            Assert.Equal(Strict.Bits(Strict.Read<Box<float>>(payload).Value), Strict.Bits(Boxes.Single.Read(payload)));
            Assert.Equal(Strict.Bits(Strict.Read<Box<decimal>>(payload).Value), Strict.Bits(Boxes.Decimal.Read(payload)));
        },
        count: Iterations);

    [Fact]
    public void A_record_with_everything_survives() =>
        Gen.Select(Values.Text, Values.Timestamp, Values.Decimal, Values.Lines, Values.Text.Null())
            .Select(static (name, at, price, lines, note) =>
                Booking.Sample with { Name = name, At = at, Price = price, Lines = lines, Note = note })
            .ForAll(
                static e =>
                {
                    var ours = BookingCodec.Write(e);
                    var bits = Strict.Bits(Strict.Read<Booking>(ours));
                    Assert.Equal(bits, Strict.Bits(BookingCodec.Read(ours)));
                    Assert.Equal(bits, Strict.Bits(BookingCodec.ReadTolerantly(ours)));
                    Assert.Equal(bits, Strict.Bits(BookingCodec.Read(Strict.Write(e))));
                    Assert.Equal(e with { Lines = [] }, BookingCodec.Read(ours) with { Lines = [] });
                    Assert.Equal(e.Lines, BookingCodec.Read(ours).Lines);
                },
                count: Effort.Of(5_000));

    [Fact]
    public void The_sample_takes_the_predicted_path() => Assert.True(BookingCodec.TryReadPredicted(BookingCodec.Write(Booking.Sample)));

    private static void Check<T>(Gen<T> values, BoxCodec<T> codec, Func<string, bool>? isPredicted = null) => values.ForAll(
        value =>
        {
            var ours = codec.Write(value);
            var bits = Strict.Bits(value);
            Assert.Equal(bits, Strict.Bits(Strict.Read<Box<T>>(ours).Value));
            Assert.Equal(bits, Strict.Bits(codec.ReadTolerantly(ours)));
            Assert.Equal(
                isPredicted is null || isPredicted(Encoding.UTF8.GetString(ours)), codec.TryReadPredicted(ours, out var predicted));
            if (codec.TryReadPredicted(ours, out _)) Assert.Equal(bits, Strict.Bits(predicted));
            // The platform leaves out the sign of a decimal's zero.
            if (value is 0m) bits = Strict.Bits(decimal.Abs((decimal)(object)value));
            Assert.Equal(bits, Strict.Bits(codec.Read(Strict.Write(new Box<T>(value)))));
        },
        count: Iterations);
}
