using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Threads that meet at a boundary, and threads that don't.</summary>
public class BoundaryTests
{
    private const int ThreadCount = 8;
    private const int Boundaries = 4;

    [Fact]
    public async Task Of_threads_over_one_boundary_one_wins_and_the_others_learn_of_it()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 4096 });
        for (var round = 0; round < Tier.Share(quick: 10, full: 50, @long: 500); round++)
        {
            var head = log.Head;
            var (wins, losses) = (new List<AppendResult>(), new List<AppendConditionFailedException>());
            await Threads.RunAsync(ThreadCount, thread =>
            {
                try
                {
                    EventData[] events = [.. Enumerable.Range(0, thread % 3 + 1).Select(_ => Raw.Event($"by {thread}", "seat:1"))];
                    var won = Threads.Wait(log.AppendAsync(events, unless: Query.Tagged(new Tag("seat:1")).After(head)));
                    lock (wins) wins.Add(won);
                }
                catch (AppendConditionFailedException e)
                {
                    lock (wins) losses.Add(e);
                }
            });
            var winner = Assert.Single(wins);
            Assert.Equal((head + 1, log.Head), (winner.First, winner.Last));
            Assert.Equal(ThreadCount - 1, losses.Count);
            Assert.All(losses, loss => Assert.Equal(winner.Last, loss.Conflict.Position));
        }
    }

    [Fact]
    public async Task Of_threads_over_four_boundaries_four_win()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 4096 });
        for (var round = 0; round < Tier.Share(quick: 10, full: 50, @long: 500); round++)
        {
            var head = log.Head;
            var wins = new int[Boundaries];
            await Threads.RunAsync(ThreadCount, thread =>
            {
                var seat = thread % Boundaries;
                var outcome = Threads.Wait(
                    log.TryAppendAsync([Raw.Event("taken", $"seat:{seat}")], unless: Query.Tagged(new Tag($"seat:{seat}")).After(head)));
                if (outcome.IsAppended) Interlocked.Increment(ref wins[seat]);
            });
            Assert.All(wins, static won => Assert.Equal(1, won));
            Assert.Equal(head + Boundaries, log.Head);
        }
    }

    [Fact]
    public async Task Threads_over_disjoint_boundaries_all_win()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 4096 });
        await Threads.RunAsync(ThreadCount, thread =>
        {
            long last = 0;
            for (var i = 0; i < 100; i++)
                last = Threads.Wait(log.AppendAsync(
                    [Raw.Event("A", $"seat:{thread}"), Raw.Event("B", $"seat:{thread}")],
                    unless: Raw.Item(["A", "B"], $"seat:{thread}").After(last))).Last;
        });
        Assert.Equal(ThreadCount * 200, log.Head);
    }

    [Fact]
    public async Task No_admitted_append_has_a_match_between_its_after_and_itself()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 4096 });
        var admitted = new List<(Query Query, long After, AppendResult Result)>();
        var refused = 0;
        await Threads.RunAsync(ThreadCount, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 300; i++)
            {
                string[] seats = [$"seat:{random.Next(3)}", $"seat:{random.Next(3)}"];
                var query = Query.Tagged(new Tag(seats[0])) | Query.Tagged(new Tag(seats[1]));
                var after = log.Head;
                if (random.Next(4) == 0) Thread.Yield();
                try
                {
                    var result = Threads.Wait(log.AppendAsync([Raw.Event("taken", seats)], unless: query.After(after)));
                    lock (admitted) admitted.Add((query, after, result));
                }
                catch (AppendConditionFailedException e)
                {
                    Interlocked.Increment(ref refused);
                    Assert.True(e.Conflict.Position > after);
                }
            }
        });
        Assert.Equal(ThreadCount * 300, admitted.Count + refused);
        Assert.Equal(admitted.Count, log.Head);
        foreach (var (query, after, result) in admitted)
            Assert.Empty(await Raw.ReadAsync(log, query, new() { After = after, To = result.First - 1 }));
    }
}
