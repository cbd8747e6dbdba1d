using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Projections;

/// <summary>How fast rows are made, and how much of the time they get.</summary>
public class BuildClockTests
{
    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        var (time, clock) = (new FakeTimeProvider(), new BuildClock());
        clock.Note(0, time);
        Assert.Equal(0, clock.EventsPerSecond);
        for (var second = 1; second <= 30; second++) Note(second * 100);
        Assert.Equal(100, clock.EventsPerSecond, precision: 6);
        for (var second = 1; second <= 20; second++) Note(3_000 + second * 1_000);
        Assert.Equal(1_000, clock.EventsPerSecond, precision: 6);
        clock.Stop();
        Assert.Equal(0, clock.EventsPerSecond);
        clock.Note(50, time);
        Note(60);
        Assert.Equal(10, clock.EventsPerSecond, precision: 6);

        void Note(long position)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            clock.Note(position, time);
        }
    }

    [Fact]
    public void Rows_that_are_made_beside_get_a_sixth_of_the_time_while_others_are_behind_and_else_all()
    {
        var share = new BuildShare();
        var (forOthers, beside) = (0, 0);
        for (var round = 0; round < 600; round++)
        {
            share.Begin();
            share.Note(isBeside: false, isBehind: true, TimeSpan.FromMilliseconds(10));
            forOthers += 10;
            if (!share.Allows) continue;
            share.Note(isBeside: true, isBehind: true, TimeSpan.FromMilliseconds(30));
            beside += 30;
        }

        Assert.InRange((double)beside / forOthers, 0.18, 0.22);
        for (var round = 0; round < 10; round++)
        {
            share.Begin();
            share.Note(isBeside: false, isBehind: false, TimeSpan.FromMilliseconds(1));
            Assert.True(share.Allows);
            share.Note(isBeside: true, isBehind: true, TimeSpan.FromMilliseconds(30));
        }
    }
}
