using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Replay;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>The checker's own memory of what matches, against a search through all events.</summary>
public class MatchHistoryTests
{
    [Fact]
    public void The_newest_match_is_the_one_that_a_search_finds()
    {
        var run = Writer.NewRun(1, 1, 3, onlyConditional: true);
        var (history, events) = (new MatchHistory(), new List<EventData>());
        var found = 0;
        for (var n = 1; n <= 1500; n++)
        {
            var plan = AppendPlan.Of(run, new(run.Id, 0, n));
            foreach (var guard in plan.Condition(0)!.Guards)
            {
                var expected = events.FindLastIndex(e => MatchHistory.IsMatch(guard.Query, e.Type, e.Tags)) + 1;
                Assert.Equal(expected, history.Newest(guard.Query));
                if (expected > 0) found++;
            }

            foreach (var e in plan.Events(0, null))
            {
                events.Add(e);
                history.Add(events.Count, e.Type, e.Tags.AsSpan());
            }
        }

        Assert.InRange(found, 500, 2500);
    }
}
