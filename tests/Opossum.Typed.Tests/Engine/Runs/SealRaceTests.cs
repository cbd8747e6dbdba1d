using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Tests.Engine.Runs;

/// <summary>Readers take a view the moment that it is published: all that it leads to must be there by then.</summary>
public sealed class SealRaceTests : IDisposable
{
    private const int Appends = 3000;

    private readonly StoreLock _lock;
    private readonly IndexKeeper _keeper;
    private readonly SegmentLog _log;
    private readonly StoreMetrics _metrics = new("memory", TimeProvider.System);
    private readonly CommitLoop _loop;
    private volatile bool _isOver;

    public SealRaceTests()
    {
        var storage = new MemoryStorage();
        _lock = StoreLock.Take(storage);
        var files = new SegmentFiles(storage, 512, TimeProvider.System);
        var recovered = new LogRecovery(storage, _lock, files).Run();
        var (views, terms) = (new LogViews(recovered.View), new TermHasher(SegmentHeader.SeedOf(recovered.StoreId)));
        _keeper = new(storage, views, recovered.StoreId, terms, runsPerMerge: 4);
        _log = new(_lock, files, recovered, views, _keeper, terms);
        _loop = new(_log, new Watermark(0), new(FlushStrategy.Immediately, TimeProvider.System), _metrics);
    }

    [Fact]
    public async Task Whoever_sees_a_run_finds_the_offsets_of_its_segments()
    {
        var reader = Task.Factory.StartNew(Look, TaskCreationOptions.LongRunning);
        for (var i = 0; i < Appends && !reader.IsCompleted; i++)
        {
            var request = AppendRequest.Create([new EventData("A", new byte[100])], null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
            var appended = request.CreateAttempt();
            Assert.True(_loop.TryEnqueue(request));
            _loop.Step();
            while (_keeper.Step()) { }
            await appended;
        }

        _isOver = true;
        Assert.True(await reader > 0);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _keeper.Dispose();
        _log.Dispose();
        _lock.Dispose();
        _metrics.Dispose();
    }

    /// <returns>How many segments of runs were looked at.</returns>
    private long Look()
    {
        var seen = 0L;
        while (!_isOver)
        {
            var view = _log.View;
            for (var i = view.Parts.Length - 1; i >= 0; i--)
            {
                if (view.Parts[i].Run is not { } run) continue;
                Assert.NotNull(view.Segment(run.Name.Last).Places.Offsets);
                seen++;
                break;          // the newest: it was published last
            }
        }

        return seen;
    }
}
