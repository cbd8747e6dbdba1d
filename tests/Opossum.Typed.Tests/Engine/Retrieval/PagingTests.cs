using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>A page ends with a position, and the next one begins before it.</summary>
public class PagingTests
{
    [Theory, InlineData(1), InlineData(3), InlineData(7), InlineData(50)]
    public async Task Pages_from_the_newest_to_the_oldest_are_the_whole_read(int size)
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 512 });
        for (var i = 0; i < 20; i++) await log.AppendAsync([Raw.Event(i % 3 == 0 ? "B" : "A")]);
        var query = Raw.Item(["A"]);
        var (pages, before) = (new List<string>(), default(long?));
        while (true)
        {
            var page = await Raw.EventsAsync(log, query, new() { Backward = true, Limit = size, Before = before });
            if (page.Count == 0) break;
            Assert.True(page.Count <= size);
            pages.AddRange(page.Select(static e => $"{e.Position} {e.Type}"));
            before = page[^1].Position;
        }

        Assert.Equal(await Raw.ReadAsync(log, query, ReadOptions.Backwards), pages);
    }

    [Fact]
    public async Task All_bounds_apply_in_either_direction()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < 9; i++) await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal("3 4", await ReadAsync(new() { After = 2, Before = 5 }));
        Assert.Equal("4 3", await ReadAsync(new() { After = 2, Before = 5, Backward = true }));
        Assert.Equal("4 3", await ReadAsync(new() { From = 4, To = 3, Before = 9, Backward = true }));
        Assert.Equal("2 1", await ReadAsync(new() { From = 8, Before = 3, Backward = true }));
        Assert.Equal("1 2", await ReadAsync(new() { To = 8, Before = 3 }));
        Assert.Equal("", await ReadAsync(new() { Before = 1 }));
        Assert.Equal("", await ReadAsync(new() { Before = 0, Backward = true }));
        Assert.Equal("", await ReadAsync(new() { After = 5, Before = 6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(Query.All, new() { Before = -1 }));

        async Task<string> ReadAsync(ReadOptions options) =>
            string.Join(' ', (await Raw.EventsAsync(log, Query.All, options)).Select(static e => e.Position));
    }

    [Fact]
    public async Task A_typed_page_stays_the_same_when_it_is_enumerated_again()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 1; i <= 5; i++) await store.AppendAsync(new CourseDefined(new(i), i));
        var page = store.ReadAsync(Query.All, new ReadOptions { Backward = true, Limit = 2, Before = 4 });
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([3, 2], await page.Select(static e => e.Position).ToListAsync(TestContext.Current.CancellationToken));
            await store.AppendAsync(new CourseDefined(new(9), 9));
        }
    }
}
