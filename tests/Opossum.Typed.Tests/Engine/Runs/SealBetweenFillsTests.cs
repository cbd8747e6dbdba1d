using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Read;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Tests.Engine.Runs;

/// <summary>
/// An engine without threads: the segment that a reader is in is filled and sealed between two of its events, at every place.
/// </summary>
public sealed class SealBetweenFillsTests : IDisposable
{
    private const int Events = 60;

    private readonly StoreLock _lock;
    private readonly IndexKeeper _keeper;
    private readonly SegmentLog _log;
    private readonly Watermark _watermark = new(0);
    private readonly StoreMetrics _metrics = new("memory", TimeProvider.System);
    private readonly CommitLoop _loop;

    public SealBetweenFillsTests()
    {
        var storage = new MemoryStorage();
        _lock = StoreLock.Take(storage);
        var files = new SegmentFiles(storage, 16 << 10, TimeProvider.System);
        var recovered = new LogRecovery(storage, _lock, files).Run();
        var (views, terms) = (new LogViews(recovered.View), new TermHasher(SegmentHeader.SeedOf(recovered.StoreId)));
        _keeper = new(storage, views, recovered.StoreId, terms, runsPerMerge: 4);
        _log = new(_lock, files, recovered, views, _keeper, terms);
        _loop = new(_log, _watermark, new(FlushStrategy.Immediately, TimeProvider.System), _metrics);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Sealed_between_any_two_events_a_read_goes_on(bool scan, bool backward)
    {
        for (var i = 0; i < Events; i++) await AppendAsync(100);
        var readers = new List<(LogReader Reader, List<long> Positions)>();
        for (var pause = 0; pause < Events; pause++)
        {
            var head = _watermark.Head;
            var query = CompiledQuery.Of(scan ? Query.All : Raw.Item(["A"]), _log.Terms);
            var reader = new LogReader(_watermark, _log.View, head, _log.Seed, query, new(1, head, backward), long.MaxValue, scan, new(TimeProvider.System));
            readers.Add((reader, await ReadAsync(reader, [], pause)));
        }

        while (_log.View.Segments.Length < 3) await AppendAsync(2000);
        while (_keeper.Step()) { }
        Assert.Null(_log.View.Segments[0].Places.Tail);
        foreach (var (reader, positions) in readers)
        {
            using (reader) await ReadAsync(reader, positions, Events);
            var expected = Enumerable.Range(1, Events).Select(static i => (long)i);
            Assert.Equal(backward ? expected.Reverse() : expected, positions);
        }
    }

    public void Dispose()
    {
        _loop.Dispose();
        _keeper.Dispose();
        _log.Dispose();
        _lock.Dispose();
        _metrics.Dispose();
    }

    private static async Task<List<long>> ReadAsync(LogReader reader, List<long> positions, int upTo)
    {
        while (positions.Count < upTo && await reader.FillAsync())
            while (positions.Count < upTo && reader.TryRead(out var e)) positions.Add(e.Position);
        return positions;
    }

    private async Task AppendAsync(int bytes)
    {
        EventData[] events = [new("A", new byte[bytes])];
        var request = AppendRequest.Create(events, null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        var appended = request.CreateAttempt();
        Assert.True(_loop.TryEnqueue(request));
        _loop.Step();
        await appended;
    }
}
