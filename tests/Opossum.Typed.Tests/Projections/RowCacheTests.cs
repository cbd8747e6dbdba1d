namespace Opossum.Typed.Tests.Projections;

/// <summary>Rows in memory take as much as they may, and no more.</summary>
public class RowCacheTests
{
    [Fact]
    public void It_is_full_when_its_rows_take_more_than_they_may()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
        cache.Clear(isEmpty: false);
        for (var i = 0; i < 200; i++) Load(cache, i, bytes: 360);         // and 140 for each
        Assert.False(cache.IsFull);
        Load(cache, 200, bytes: 360);
        Assert.True(cache.IsFull);
    }

    [Fact]
    public void Rows_that_fit_are_never_dropped_however_often_they_are_used()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
        cache.Clear(isEmpty: false);
        for (var i = 0; i < 200; i++) Load(cache, i, bytes: 360);
        cache.Trim();
        for (var i = 0; i < 400; i++)
        {
            cache.Get(i % 200, out var isNew);
            Assert.False(isNew || cache.IsFull);
        }
    }

    [Fact]
    public void After_a_trim_a_quarter_comes_before_the_next_one()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
        cache.Clear(isEmpty: false);
        for (var i = 0; i < 201; i++) Load(cache, i, bytes: 360);
        cache.Trim();
        for (var i = 0; i < 50; i++) Load(cache, 1_000 + i, bytes: 360);
        Assert.False(cache.IsFull);
        Load(cache, 1_050, bytes: 360);
        Assert.True(cache.IsFull);
        cache.Trim();                       // drops the first 201
        for (var i = 0; i < 149; i++) Load(cache, 2_000 + i, bytes: 360);
        Assert.False(cache.IsFull);
        Load(cache, 2_149, bytes: 360);
        Assert.True(cache.IsFull);
    }

    [Fact]
    public void A_row_that_was_used_since_the_last_trim_stays()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
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
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
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
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 10_000, models: 1));
        cache.Clear(isEmpty: false);
        Load(cache, 1, bytes: 860);
        cache.BeginBlock();
        Load(cache, 2, bytes: 360);
        cache.Get(1, out _);
        Assert.Equal((1, 0.05), (cache.Added, cache.AddedShare));
    }

    [Fact]
    public void A_row_that_grows_counts_by_what_it_has_grown()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
        cache.Clear(isEmpty: true);
        var cell = cache.Get(1, out _);
        cache.Resize(cell, 100_000);
        Assert.True(cache.IsFull);
        cache.Resize(cell, 100);
        Assert.False(cache.IsFull);
    }

    [Fact]
    public void A_model_with_many_rows_takes_what_the_others_leave_and_all_are_full_together()
    {
        var memory = new RowMemory(maxBytes: 100_000, models: 5);
        var (large, small) = (new RowCache<string, int>(memory), new RowCache<string, int>(memory));
        large.Clear(isEmpty: false);
        small.Clear(isEmpty: false);
        for (var i = 0; i < 160; i++) Load(large, i, bytes: 360);
        Assert.False(large.IsFull);
        for (var i = 0; i < 41; i++) Load(small, i, bytes: 360);
        Assert.True(large.IsFull && small.IsFull);
        large.Trim();
        Assert.False(large.IsFull || small.IsFull);
        large.Clear(isEmpty: false);
        for (var i = 0; i < 159; i++) Load(small, 100 + i, bytes: 360);
        Assert.False(small.IsFull);
    }

    [Fact]
    public void A_row_is_measured_again_when_it_may_be_twice_as_large()
    {
        var cache = new RowCache<string, int>(new RowMemory(maxBytes: 100_000, models: 1));
        cache.Clear(isEmpty: false);
        Load(cache, 1, bytes: 1_000);
        var cell = cache.Get(1, out _);
        Assert.False(cache.Grow(cell, 1_256));
        Assert.True(cache.Grow(cell, 1));
        cache.Resize(cell, 1_100);
        Assert.False(cache.Grow(cell, 1_356));
    }

    [Fact]
    public void Without_memory_nothing_is_kept()
    {
        var cache = new RowCache<string, int>(memory: null);
        cache.Clear(isEmpty: true);
        Assert.False(cache.IsFull);
        cache.Get(1, out _);
        Assert.True(cache.IsFull);
        cache.Trim();
        cache.Get(1, out var isNew);
        Assert.True(isNew);
    }

    private static void Load(RowCache<string, int> cache, int key, int bytes)
    {
        var cell = cache.Get(key, out var isNew);
        Assert.True(isNew);
        cell.Row = $"{key}";
        cache.Resize(cell, bytes);
    }
}
