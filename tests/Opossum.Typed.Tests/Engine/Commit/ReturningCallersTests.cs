using System.Diagnostics;
using Opossum.Typed.Engine.Commit;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>
/// How long a group waits for callers that were just answered. Flushes are said to have taken seconds, so that no machine is too slow for
/// these tests.
/// </summary>
public class ReturningCallersTests
{
    private static readonly long Slow = 60 * Stopwatch.Frequency;       // a gap of five seconds
    private static readonly long Quick = Stopwatch.Frequency / 10;      // a gap of eight milliseconds

    private readonly AppendQueue _queue = new();
    private readonly ReturningCallers _callers;

    public ReturningCallersTests() => _callers = new(_queue, longestFlush: long.MaxValue);

    [Fact]
    public void All_that_were_answered_are_awaited_beside_those_that_wait_already()
    {
        Push();
        _callers.Answered(appends: 3, Slow);
        var coming = ComeBack(3);
        _callers.Await();
        Assert.Equal(4, _queue.Count);
        coming.Join();
    }

    [Fact]
    public void Who_does_not_come_back_is_not_awaited_for_long()
    {
        _callers.Answered(appends: 3, Quick);
        Push();
        var begin = Stopwatch.GetTimestamp();
        _callers.Await();
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.FromMilliseconds(8), TimeSpan.FromSeconds(30));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void Nobody_is_awaited_once_all_are_back()
    {
        _callers.Answered(appends: 1, long.MaxValue);
        Push();
        _callers.Await();           // would never return
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void After_a_flush_that_took_too_long_nobody_is_awaited_longer_than_after_a_typical_one()
    {
        var callers = new ReturningCallers(_queue, longestFlush: Quick);
        callers.Answered(appends: 1, flushTicks: long.MaxValue);
        callers.Await();            // would never return
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Nobody_is_awaited_twice()
    {
        _callers.Answered(appends: 1, Quick);
        _callers.Await();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1000; i++) _callers.Await();
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(4));       // a thousand gaps would be eight
    }

    [Fact]
    public void A_queue_counts_what_waits_and_forgets_what_was_drained()
    {
        Assert.Equal(0, _queue.Count);
        Push();
        Push();
        Assert.Equal(2, _queue.Count);
        _queue.Drain();
        Assert.Equal(0, _queue.Count);
        Push();
        Assert.Equal(1, _queue.Count);
        _queue.Close();
        Assert.Equal(0, _queue.Count);
    }

    private Thread ComeBack(int count)
    {
        var thread = new Thread(() =>
        {
            for (var i = 0; i < count; i++)
            {
                Thread.Sleep(20);
                Push();
            }
        });
        thread.Start();
        return thread;
    }

    private void Push() =>
        Assert.True(_queue.TryPush(
            AppendRequest.Create([Raw.Event("A")], null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, new(Seed: 0)), out _));
}
