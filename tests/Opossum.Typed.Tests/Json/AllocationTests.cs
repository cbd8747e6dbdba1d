namespace Opossum.Typed.Tests.Json;

[Trait("Kind", "Allocation")]
public class AllocationTests
{
    [Fact]
    public void Writing_allocates_nothing()
    {
        using var output = new EncodingBuffer();
        Assert.Equal(0, AllocatedBy(() => BookingCodec.Write(Booking.Sample, output), output));
    }

    [Fact]
    public void Writing_the_longest_forms_allocates_nothing()
    {
        using var output = new EncodingBuffer();
        var name = "\u0001é" + new string('漢', 500);
        var e = Booking.Sample with { Views = long.MinValue, Ratio = -2.2250738585072014E-308, Price = decimal.MinValue, Name = name };
        Assert.Equal(0, AllocatedBy(() => BookingCodec.Write(e, output), output));
    }

    [Fact]
    public void A_predicted_read_of_values_allocates_nothing()
    {
        var payload = "{\"value\":-19.990000000000000001}"u8.ToArray();
        Assert.Equal(0, AllocatedBy(() => Assert.True(Boxes.Double.TryReadPredicted(payload, out _))));
    }

    [Fact]
    public void A_read_of_times_and_numbers_allocates_nothing_either_way()
    {
        AssertFree(Boxes.DateTime, "\"2026-11-23T09:51:16.1234567Z\"");
        AssertFree(Boxes.Date, "\"2026-11-23\"");
        AssertFree(Boxes.Time, "\"09:51:16.1234567\"");
        AssertFree(Boxes.Duration, "\"-1.09:51:16\"");
        AssertFree(Boxes.Char, "\"\\n\"");
        AssertFree(Boxes.UInt64, "18446744073709551615");
        AssertFree(Boxes.Single, "3.14159274");
    }

    private static void AssertFree<T>(BoxCodec<T> codec, string value)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes($"{{\"value\":{value}}}");
        Assert.Equal(0, AllocatedBy(() => Assert.True(codec.TryReadPredicted(payload, out _))));
        Assert.Equal(0, AllocatedBy(() => codec.ReadTolerantly(payload)));
    }

    [Fact]
    public void A_tolerant_read_of_values_allocates_nothing()
    {
        var payload = "{ \"unknown\": [1, {}], \"value\": 1e2 }"u8.ToArray();
        Assert.Equal(0, AllocatedBy(() => Boxes.Decimal.Read(payload)));
    }

    private static long AllocatedBy(Action action, EncodingBuffer? output = null)
    {
        // Twice: the first turn compiles code and rents the buffers.
        long allocated = 0;
        for (var turn = 0; turn < 2; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                output?.Clear();
                action();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }
}
