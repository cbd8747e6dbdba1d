namespace Opossum.Typed.Tests.Projections;

/// <summary>Rows in memory take as much as they may, and no more.</summary>
public class RowCacheTests
{
    [Fact]
    public void It_is_full_when_the_newer_rows_take_half_of_what_all_may()
    {
        var cache = new RowCache<string, int>(maxBytes: 100_000);
        cache.Clear(isEmpty: false);
        for (var i = 0; i < 99; i++) Load(cache, i, bytes: 340);         // and 160 for each
        Assert.False(cache.IsFull);
        Load(cache, 99, bytes: 340);
        Load(cache, 100, bytes: 340);
        Assert.True(cache.IsFull);
        cache.Trim();
        Assert.False(cache.IsFull);
    }

    [Fact]
    public void A_row_that_was_used_since_the_last_trim_stays()
    {
        var cache = new RowCache<string, int>(maxBytes: 100_000);
        cache.Clear(isEmpty: false);
        for (var i = 0; i < 10; i++) Load(cache, i, bytes: 100);
        cache.Trim();
        Assert.Equal("7", cache.Get(7, out var isNew).Row);
        Assert.False(isNew);
        cache.Trim();
        cache.Get(7, out isNew);
        Assert.False(isNew);
        cache.Get(8, out isNew);
        Assert.True(isNew);
    }

    [Fact]
    public void While_it_has_all_rows_none_is_loaded()
    {
        var cache = new RowCache<string, int>(maxBytes: 100_000);
        cache.Clear(isEmpty: true);
        cache.Get(1, out var isNew);
        Assert.False(isNew);
        cache.Trim();
        cache.Get(2, out isNew);
        Assert.False(isNew);
        cache.Trim();               // drops the row of 1
        cache.Get(1, out isNew);
        Assert.True(isNew);
    }

    [Fact]
    public void What_a_block_adds_is_what_its_rows_take()
    {
        var cache = new RowCache<string, int>(maxBytes: 10_000);
        cache.Clear(isEmpty: false);
        Load(cache, 1, bytes: 840);
        cache.BeginBlock();
        Load(cache, 2, bytes: 340);
        cache.Get(1, out _);
        Assert.Equal((1, 0.05), (cache.Used, cache.UsedShare));
    }

    [Fact]
    public void A_row_that_grows_counts_by_what_it_has_grown()
    {
        var cache = new RowCache<string, int>(maxBytes: 100_000);
        cache.Clear(isEmpty: true);
        var cell = cache.Get(1, out _);
        cache.Resize(cell, 50_000);
        Assert.True(cache.IsFull);
        cache.Resize(cell, 100);
        Assert.False(cache.IsFull);
    }

    private static void Load(RowCache<string, int> cache, int key, int bytes)
    {
        var cell = cache.Get(key, out var isNew);
        Assert.True(isNew);
        cell.Row = $"{key}";
        cache.Resize(cell, bytes);
    }
}
