using System.Runtime.CompilerServices;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Waiting;

/// <summary>Whom an append wakes, counted: the commit thread is the test's own, so a step ends with all that it wakes.</summary>
public sealed class WaitingFollowersTests : IDisposable
{
    private const int Many = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SteppedStore _store = new();
    private readonly List<EventReader> _followers = [];

    private long WakeUps => _store.Followers.WakeUps;

    [Fact]
    public async Task An_append_wakes_none_of_ten_thousand_followers_of_other_things_and_each_that_it_concerns()
    {
        using var stop = new CancellationTokenSource();
        var waits = Enumerable.Range(0, Many).Select(i => Wait(Query.Tagged(new Tag($"course:{i}")), stop.Token)).ToArray();
        for (var i = 0; i < 100; i++) _store.Append(Raw.Event("Renamed", "student:1", $"book:{i}"));
        Assert.Equal(0, WakeUps);

        _store.Append(Raw.Event("Renamed", "course:5"), Raw.Event("Renamed", "course:77", "course:78"));
        Assert.Equal(3, WakeUps);
        foreach (var concerned in (int[])[5, 77, 78]) Assert.True(await waits[concerned].WaitAsync(Patience));
        Assert.Equal(Many - 3, waits.Count(static wait => !wait.IsCompleted));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waits).WaitAsync(Patience));
        foreach (var concerned in (int[])[5, 77, 78]) _followers[concerned].Dispose();
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task All_that_follow_the_same_are_woken_by_one_event()
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => Wait(Raw.Item(["Renamed"], "course:1"))).ToArray();
        _store.Append(Raw.Event("Moved", "course:1"));
        _store.Append(Raw.Event("Renamed", "course:2"));
        Assert.Equal(0, WakeUps);
        _store.Append(Raw.Event("Renamed", "course:1"));
        Assert.Equal(1000, WakeUps);
        Assert.All(await Task.WhenAll(waits).WaitAsync(Patience), Assert.True);
    }

    [Theory]
    [InlineData("all", 3)]                  // of the three appends that are made
    [InlineData("A", 1)]
    [InlineData("A|B", 2)]
    [InlineData("t:1", 2)]
    [InlineData("B t:1", 1)]
    [InlineData("A|C t:1", 1)]
    [InlineData("t:1 t:2", 1)]
    [InlineData("A t:1 t:2", 0)]
    [InlineData("A t:1 or B t:2", 2)]
    [InlineData("C", 1)]
    [InlineData("D", 0)]
    public async Task A_follower_is_woken_by_exactly_what_it_waits_for(string followed, int expected)
    {
        using var follower = _store.Follow(QueryOf(followed));
        var wakeUps = 0;
        foreach (var e in (EventData[])[Raw.Event("A", "t:1"), Raw.Event("B", "t:1", "t:2"), Raw.Event("C")])
        {
            using var stop = new CancellationTokenSource();
            var (fill, before) = (follower.FillAsync(stop.Token).AsTask(), WakeUps);
            _store.Append(e);
            if (WakeUps == before)
            {
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fill.WaitAsync(Patience));
                continue;
            }

            wakeUps++;
            Assert.True(await fill.WaitAsync(Patience));
            Assert.True(follower.TryRead(out _));
            Assert.False(follower.TryRead(out _));
        }

        Assert.Equal(expected, wakeUps);
    }

    [Fact]
    public void Followers_that_share_a_tag_are_found_under_the_one_of_their_own()
    {
        for (var i = 0; i < Many; i++) _ = Wait(Raw.Item([], "tenant:1", $"course:{i}"));
        Assert.InRange(_store.Followers.Terms, Many, Many + 1);
        _store.Append(Raw.Event("A", "tenant:1"));
        Assert.Equal(0, WakeUps);
        _store.Append(Raw.Event("A", "tenant:1", "course:7"));
        Assert.Equal(1, WakeUps);
    }

    [Fact]
    public async Task Ten_thousand_cancelled_followers_leave_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var waits = Enumerable.Range(0, Many).Select(i => Wait(QueryOfOne(i), stop.Token)).ToArray();
        Assert.True(_store.Followers.Any);
        await stop.CancelAsync();
        foreach (var wait in waits) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Patience));
        AssertNothingIsLeft();

        static Query QueryOfOne(int i) =>
            Raw.Item(["A", "B"], $"course:{i}", "tenant:1") | Raw.Item(["C", $"D{i}"]) | (i % 2 == 0 ? Raw.Item(["A"]) : Query.All);
    }

    [Fact]
    public async Task A_disposed_follower_leaves_nothing_behind_whether_it_waits_or_not()
    {
        var (waiting, woken, reading) = (_store.Follow(Raw.Item(["A"])), _store.Follow(Raw.Item(["B"])), _store.Follow(Raw.Item(["C"])));
        var waits = new[] { waiting.FillAsync().AsTask(), woken.FillAsync().AsTask() };
        _store.Append(Raw.Event("B"), Raw.Event("C"));
        Assert.True(await reading.FillAsync());
        Assert.True(await waits[1].WaitAsync(Patience));
        foreach (var follower in (EventReader[])[waiting, woken, reading]) follower.Dispose();
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Disposing_a_follower_ends_its_wait()
    {
        var follower = _store.Follow(Raw.Item(["A"]));
        var fill = follower.FillAsync().AsTask();
        follower.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fill.WaitAsync(Patience));
    }

    [Fact]
    public async Task After_a_cancelled_wait_it_waits_again_and_misses_nothing()
    {
        using var follower = _store.Follow(Raw.Item(["A"]));
        for (var i = 1; i <= 3; i++)
        {
            using var stop = new CancellationTokenSource();
            var fill = follower.FillAsync(stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fill.WaitAsync(Patience));
            _store.Append(Raw.Event("A"));
            Assert.True(await follower.FillAsync().AsTask().WaitAsync(Patience));
            Assert.True(follower.TryRead(out var e));
            Assert.Equal(i, e.Position);
            Assert.False(follower.TryRead(out _));
        }
    }

    [Fact]
    public async Task One_that_stands_still_is_woken_once_and_costs_nothing_until_it_goes_on()
    {
        using var follower = _store.Follow(Query.All);
        var fill = follower.FillAsync().AsTask();
        for (var i = 0; i < 1000; i++) _store.Append(Raw.Event("A"));
        Assert.True(await fill.WaitAsync(Patience));
        for (var i = 0; i < 1000; i++) _store.Append(Raw.Event("A"));
        Assert.InRange(WakeUps, 1, 2);
    }

    [Fact]
    public async Task What_was_flushed_to_fill_a_segment_wakes_as_well()
    {
        using var store = new SteppedStore(maxSegmentBytes: 4096);
        using var follower = store.Follow(Raw.Item(["early"]));
        var fill = follower.FillAsync().AsTask();
        for (var i = 0; i < 8; i++) _ = store.Enqueue(new EventData(i == 0 ? "early" : "late", new byte[1000]));
        Assert.True(store.Step());
        Assert.True(store.View.Segments.Length > 1);
        Assert.True(await fill.WaitAsync(Patience));
        Assert.True(follower.TryRead(out var e));
        Assert.Equal((1, "early"), (e.Position, e.TypeName));
    }

    [Fact]
    public void Where_the_index_in_memory_is_gone_all_are_woken_rather_than_one_missed()
    {
        _store.Append(Raw.Event("A"));
        _ = Wait(Raw.Item(["B"]));
        _store.Followers.Announce(LogView.Empty, 1, 1);
        Assert.Equal(1, WakeUps);
    }

    [Fact]
    public void While_ten_thousand_wait_for_other_things_the_commit_thread_allocates_nothing()
    {
        for (var i = 0; i < Many; i++) _ = Wait(Query.Tagged(new Tag($"course:{i}")));
        for (var i = 0; _store.View.Segments.Length < 3; i++)
            _store.Append([.. Enumerable.Repeat(Raw.Event("A", $"warm:{i % 10_000}", "all:1"), 200)]);
        for (var i = 0; i < 500; i++) AllocatedBy(i);
        Assert.Equal(0, Enumerable.Range(500, 1000).Sum(AllocatedBy));
        Assert.Equal(0, WakeUps);

        long AllocatedBy(int i)
        {
            var task = _store.Enqueue(Raw.Event("A", $"steady:{i}", "all:1"));
            var allocated = AllocatedByStep();
            Assert.True(task.Wait(TimeSpan.FromSeconds(30)));
            return allocated;
        }
    }

    /// <summary>Apart: what the compiler moves into the measured stretch from around it would count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long AllocatedByStep()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _store.Step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Dispose() => _store.Dispose();

    private static Query QueryOf(string text)
    {
        if (text == "all") return Query.All;
        return Query.Of([.. text.Split(" or ").Select(static item => Item(item.Split(' ')))]);

        static QueryItem Item(string[] words) => new(
            [.. words.Where(static word => !word.Contains(':')).SelectMany(static word => word.Split('|'))],
            [.. words.Where(static word => word.Contains(':')).Select(static word => new Tag(word))]);
    }

    /// <returns>Completes with the first event that it gets.</returns>
    private Task<bool> Wait(Query query, CancellationToken stop = default)
    {
        var follower = _store.Follow(query);
        _followers.Add(follower);
        return follower.FillAsync(stop).AsTask();
    }

    private void AssertNothingIsLeft() => Assert.Equal((false, 0), (_store.Followers.Any, _store.Followers.Terms));
}
