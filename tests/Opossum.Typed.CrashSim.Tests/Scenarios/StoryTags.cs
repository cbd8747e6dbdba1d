using System.Collections.Immutable;
using System.Text;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// What a story of retaggings appends: events whose payload is a list of words, of which some are stored as tags. The first retagging adds
/// words of the key <c>a</c>, the second those of <c>b</c>, and so on.
/// </summary>
internal sealed class StoryTags(int epoch) : TagSource
{
    private static readonly string[] Keys = ["a", "b", "c"];

    public override string Identity => KeyOf(epoch);

    public override ImmutableArray<RetaggedTag> Covers => [new("word", 1, KeyOf(epoch))];

    public static string KeyOf(long epoch) => Keys[(int)(epoch - 1) % Keys.Length];

    public static EventData Event(int number) =>
        new("word", Encoding.UTF8.GetBytes(string.Join(' ', WordsOf(number))), [.. StoredOf(number).Select(static tag => new Tag(tag))])
        {
            Id = new(number, 0x0b, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0),
        };

    /// <summary>A word of each key; every third event has none, and every fourth has some stored.</summary>
    public static string[] WordsOf(int number) =>
        number % 3 == 0 ? [] : [.. Keys.Select((key, i) => $"{key}:{number * (i + 5) % 4}")];

    public static IEnumerable<string> StoredOf(int number) => number % 4 == 1 ? WordsOf(number).Take(1 + number % 2) : [$"n:{number % 5}"];

    /// <summary>The tags of an event in an epoch, if that covers it.</summary>
    /// <param name="number">The event's number, which is its position.</param>
    /// <param name="covered">Up to where each epoch read, the first epoch first.</param>
    public static HashSet<string> TagsOf(int number, IEnumerable<long> covered)
    {
        var tags = StoredOf(number).ToHashSet(StringComparer.Ordinal);
        foreach (var (upTo, i) in covered.Select(static (upTo, i) => (upTo, i)))
            if (number <= upTo) tags.UnionWith(WordsOf(number).Where(word => word.StartsWith(KeyOf(i + 1), StringComparison.Ordinal)));
        return tags;
    }

    public override void Read(in EventView e, TagCollector tags)
    {
        foreach (var word in Encoding.UTF8.GetString(e.Payload).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (word.StartsWith(KeyOf(epoch), StringComparison.Ordinal)) tags.Add(new(word));
    }
}
