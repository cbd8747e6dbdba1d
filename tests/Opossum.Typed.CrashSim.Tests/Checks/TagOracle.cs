using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// Each event has exactly the tags that it was stored with and those of the retaggings: by scan, by index and to conditions.
/// </summary>
internal static class TagOracle
{
    /// <param name="log">What is looked at.</param>
    /// <param name="covered">Up to where each retagging read, the first epoch first.</param>
    /// <param name="at">For what is wrong.</param>
    /// <returns>The tags of each event, by position.</returns>
    /// <exception cref="Violation">An event lacks a tag, or has one too many.</exception>
    public static List<HashSet<string>> Compare(SteppedLog log, long[] covered, Situation at)
    {
        var expected = new List<HashSet<string>>();
        using (var reader = log.Read(Query.All))
            while (reader.FillAsync().AsTask().GetAwaiter().GetResult())
                while (reader.TryRead(out var e)) expected.Add(CheckTags(e, covered, at));
        foreach (var tag in (string[])["a:1", "b:1", "b:2", "c:0", "n:2"])
        {
            var positions = Enumerable.Range(1, expected.Count)
                .Where(i => expected[i - 1].Contains(tag))
                .Select(static i => (long)i)
                .ToArray();
            foreach (var (scan, backward) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
            {
                var read = Reading.Positions(log, Query.Tagged(new Tag(tag)), scan, backward);
                if (backward) read.Reverse();
                if (!read.SequenceEqual(positions))
                    throw at.Broken("I17", $"'{tag}' is at {string.Join(' ', read)}, not at {string.Join(' ', positions)}");
            }

            JudgeConditions(log, tag, positions, at);
        }

        return expected;
    }

    /// <summary>The event's tags, which are those that it was stored with and those of the retaggings.</summary>
    /// <exception cref="Violation">One is missing, or there is one too many.</exception>
    public static HashSet<string> CheckTags(in EventView e, long[] covered, Situation at)
    {
        var id = e.Id.ToByteArray();
        var number = BitConverter.ToInt32(id);
        var position = e.Position;
        var expected = StoryTags.TagsOf(number, covered.Select(upTo => position <= upTo ? long.MaxValue : 0));
        var tags = e.GetTags().Select(static tag => tag.Text).ToHashSet(StringComparer.Ordinal);
        if (!tags.SetEquals(expected))
            throw at.Broken("I17", $"position {position} has {string.Join(' ', tags)}, not {string.Join(' ', expected)}");
        return tags;
    }

    private static void JudgeConditions(SteppedLog log, string tag, long[] positions, Situation at)
    {
        if (log.Fault is not null) return;          // no append is judged any more
        var judged = log.Judge(StoryTags.Event(11), Query.Tagged(new Tag(tag))!);
        if (judged != positions.LastOrDefault()) throw at.Broken("I18", $"a condition on '{tag}' names {judged}");
    }
}
