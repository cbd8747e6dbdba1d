using System.Runtime.CompilerServices;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>What appends leave behind for the next ones.</summary>
[Collection(nameof(WholePool))]          // alone: the memory is the process's
public sealed class SpareMemoryTests
{
    private const int Limit = 8 << 20;

    [Fact]
    public async Task After_a_thousand_large_appends_at_once_a_closed_store_leaves_less_than_8_MiB()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await AppendAtOnceAsync();
        await Task.Yield();                     // off its stack, which holds what it used
        Assert.InRange(await LeftAsync(before), long.MinValue, Limit);
    }

    [Fact]
    public void What_is_kept_is_bounded_by_bytes()
    {
        var buffers = Enumerable.Range(0, 1000).Select(static _ => new EncodingBuffer()).ToArray();
        foreach (var buffer in buffers) buffer.Write(new byte[200_000]);
        foreach (var buffer in buffers) buffer.Clear();
        Assert.InRange(SpareArrays.Shared.Bytes, 1, SpareArrays.MaxBytes);
    }

    [Fact]
    public void What_stays_unused_is_let_go_at_full_collections()
    {
        using (var buffer = new EncodingBuffer()) buffer.Write(new byte[200_000]);
        Assert.InRange(SpareArrays.Shared.Bytes, 200_000, SpareArrays.MaxBytes);
        for (var i = 0; i < 5 && SpareArrays.Shared.Bytes > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, SpareArrays.Shared.Bytes);
    }

    [Fact]
    public void What_is_used_again_is_the_same_array()
    {
        var spare = new SpareArrays();
        var first = spare.Rent(5000);
        spare.Return(first);
        Assert.Same(first, spare.Rent(8192));
        Assert.NotSame(first, spare.Rent(8192));
    }

    [Fact]
    public void Spare_objects_are_let_go_if_nobody_took_them_since_the_last_time()
    {
        var spares = new Spares<object>(max: 2);
        var (one, other) = (new object(), new object());
        spares.Return(one);
        spares.Return(other);
        spares.Return(new());                   // too many
        spares.Trim();
        Assert.Same(other, spares.Take());
        spares.Return(other);
        spares.Trim();                          // one of them was not needed
        Assert.Same(other, spares.Take());
        Assert.Null(spares.Take());
    }

    /// <summary>What stays. A thread of the store may have answered but not yet ended; till then its stack holds the buffers.</summary>
    private static async Task<long> LeftAsync(long before)
    {
        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (var i = 0; i < 50 && left > Limit; i++)
        {
            await Task.Delay(20);
            left = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        return left;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task AppendAtOnceAsync()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        var e = new EventData("A", new byte[200_000]);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => log.AppendAsync([e]).AsTask())));
    }
}
