using System.Collections.Concurrent;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Conformance;

/// <summary>Rules of the vectors' README that need code: appends from many threads, and cancelled ones.</summary>
public class AppendRuleTests
{
    private const string Segment1 = "events/0000000001.seg";
    private const int ThreadCount = 8;

    private static EventData[] Batch(string tag) => [Raw.Event("A", tag), Raw.Event("B", tag), Raw.Event("C", tag)];

    [Fact, Trait("Rule", "B35")]
    public async Task An_append_cancelled_before_it_is_queued_writes_nothing()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await log.AppendAsync(Batch("t:1"), cancellationToken: new(true)));
        Assert.Equal(0, log.Head);
        Assert.Equal(new AppendResult(1, 3), await log.AppendAsync(Batch("t:2"), unless: Query.All));
    }

    [Fact, Trait("Rule", "B35")]
    public async Task An_append_cancelled_while_it_waits_completes_whole()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var flush = new Gate();
        storage.Before = call =>
        {
            if (call == "flush " + Segment1) flush.Pass();
        };
        using var cancellation = new CancellationTokenSource();
        var first = log.AppendAsync(Batch("t:1"), cancellationToken: cancellation.Token).AsTask();
        flush.WaitUntilReached();
        var second = log.AppendAsync(Batch("t:2"), cancellationToken: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        flush.Open();
        Assert.Equal([new(1, 3), new(4, 6)], await Task.WhenAll(first, second));
        Assert.Equal(new AppendResult(7, 9), await log.AppendAsync(Batch("t:3")));
    }

    [Fact, Trait("Rule", "B35")]
    public async Task Whenever_it_is_cancelled_an_append_is_there_whole_or_not_at_all()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var kept = new ConcurrentBag<string>();
        await Threads.RunAsync(4, thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var cancellation = new CancellationTokenSource();
                var cancelling = cancellation.CancelAsync();        // on the pool: somewhere before, during or after queuing
                Thread.SpinWait(i % 10 * 100);
                try
                {
                    Threads.Wait(log.AppendAsync(Batch($"t:{thread}-{i}"), cancellationToken: cancellation.Token));
                    kept.Add($"t:{thread}-{i}");
                }
                catch (OperationCanceledException)
                {
                }

                cancelling.GetAwaiter().GetResult();
            }
        });
        Assert.Equal(3 * kept.Count, log.Head);
        foreach (var tag in kept) Assert.Equal(3, (await Raw.ReadAsync(log, Query.Tagged(new Tag(tag)))).Length);
        Assert.Equal(log.Head + 1, (await log.AppendAsync(Batch("t:last"))).First);
    }

    [Fact, Trait("Rule", "B46")]
    public async Task Concurrent_appends_get_positions_of_their_own_and_each_learns_its_own()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 8 << 10 });
        var learned = new ConcurrentDictionary<long, string>();
        await Threads.RunAsync(ThreadCount, thread =>
        {
            for (var i = 0; i < 50; i++)
            {
                var type = $"T{thread}-{i}";
                var result = Threads.Wait(log.AppendAsync([Raw.Event(type)]));
                Assert.Equal(result.First, result.Last);
                Assert.True(learned.TryAdd(result.First, type), $"position {result.First} was given twice");
            }
        });
        Assert.Equal(learned.OrderBy(static l => l.Key).Select(static l => $"{l.Key} {l.Value}"), await Raw.ReadAsync(log, Query.All));
        Assert.Equal(ThreadCount * 50, log.Head);
    }

    [Fact, Trait("Rule", "B47")]
    public async Task No_reader_ever_sees_a_part_of_a_batch()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 4096 });
        var writing = Threads.RunAsync(ThreadCount, thread =>
        {
            for (var i = 0; i < 100; i++) Threads.Wait(log.AppendAsync(Batch($"w:{thread}")));
        });
        long after = 0;
        for (var reads = 0; !writing.IsCompleted || reads < 3; reads++)
        {
            Assert.Equal(0, log.Head % 3);
            var (strategy, backward) = ((ReadStrategy)(reads % 2), reads % 4 > 1);
            using var reader = log.Read(Raw.Item(["A", "B", "C"]), new() { After = after, Backward = backward }, strategy);
            var types = new List<string>();
            while (await reader.FillAsync())
                while (reader.TryRead(out var e)) types.Add(e.TypeName);
            Assert.Equal(reader.Head - after, types.Count);
            Assert.All(types.Chunk(3), batch => Assert.Equal(backward ? "CBA" : "ABC", string.Concat(batch)));
            after = reads % 4 == 0 ? 0 : reader.Head;
        }

        await writing;
        Assert.Equal(ThreadCount * 300, log.Head);
    }
}
