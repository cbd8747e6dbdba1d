using Opossum.Typed.Engine.IndexFiles.Upkeep;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>Where the index can't be written, memory stays bounded and every answer right; and once it can be, it is whole again.</summary>
public sealed class IndexFailureTests
{
    private const int Events = 600;

    private readonly WatchedStorage _storage = new();

    [Fact]
    public async Task Memory_is_bounded_and_every_answer_is_right_while_the_index_can_not_be_written()
    {
        await using var log = EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 });
        _storage.Before = FailIndex;
        await FillAsync(log);
        await UntilAsync(() => Missing(log) > 0);
        Assert.IsType<UnauthorizedAccessException>(log.IndexFailure);
        await CheckAsync(log);
        Assert.True((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [FullFact]
    public async Task The_index_is_whole_again_once_it_can_be_written()
    {
        await using (var log = EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 }))
        {
            _storage.Before = FailIndex;
            await FillAsync(log);
            await UntilAsync(() => Missing(log) > 0);
            _storage.Before = null;
            await FillAsync(log, from: Events);             // wakes the keeper, which would wait before it tries again
            await UntilAsync(() => log.IndexFailure is null && Missing(log) == 0 && InMemory(log) <= 2);
            await CheckAsync(log);
            Assert.True((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
        }

        await using var again = EmbeddedEventLog.Open(_storage, null);
        await CheckAsync(again);
    }

    [FullFact]
    public async Task What_has_no_index_when_the_log_is_closed_is_read_when_it_is_opened()
    {
        await using (var log = EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 }))
        {
            _storage.Before = FailIndex;
            await FillAsync(log);
        }

        _storage.Before = null;
        await using var again = EmbeddedEventLog.Open(_storage, null);
        await CheckAsync(again);
        Assert.Equal(0, Missing(again));
    }

    private static void FailIndex(string call)
    {
        if (call.StartsWith("create index/", StringComparison.Ordinal)) throw new UnauthorizedAccessException("the index can't be written");
    }

    private static async Task FillAsync(EmbeddedEventLog log, int from = 0)
    {
        for (var i = from; i < from + Events; i++)
        {
            await log.AppendAsync([Raw.Event("A", $"n:{i}", $"m:{i % 7}")], key: $"k{i}");

            // With the one that is filled, and one that was just full.
            if (i % 10 == 0) Assert.InRange(InMemory(log), 0, IndexKeeper.MaxKept + 2);
        }
    }

    private static async Task CheckAsync(EmbeddedEventLog log)
    {
        foreach (var i in (int[])[0, 1, 17, Events / 2, Events - 1])
        {
            Assert.Equal([$"{i + 1} A"], await Raw.ReadAsync(log, Query.Tagged(new Tag($"n:{i}"))));
            Assert.Equal(i + 1, (await log.TryAppendAsync([Raw.Event("B")], Query.Tagged(new Tag($"n:{i}")))).Conflict?.Position);
            Assert.Equal(new(i + 1, i + 1), await log.FindAppendAsync($"k{i}", TestContext.Current.CancellationToken));
        }

        Assert.Null(await log.FindAppendAsync("never", TestContext.Current.CancellationToken));
        Assert.Empty(await Raw.ReadAsync(log, Query.Tagged(new Tag("n:never"))));
        Assert.Equal(log.Head / 7, (await Raw.ReadAsync(log, Query.Tagged(new Tag("m:6")))).Length);
    }

    private static int Missing(EmbeddedEventLog log) => Parts(log, "a run that could not be written");

    private static int InMemory(EmbeddedEventLog log) => Parts(log, "index in memory");

    private static int Parts(EmbeddedEventLog log, string place) =>
        log.Explain(Query.Tagged(new Tag("n:0"))).Split('\n').Count(line => line.StartsWith(place, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 3000 && !isSo(); i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(isSo());
    }
}
