using System.Collections.Immutable;
using System.Text;

namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>Events whose payload is a list of words; a source has each word with one of its keys as a tag.</summary>
internal sealed class WordTags(params string[] keys) : TagSource
{
    public override string Identity => string.Join(' ', keys);

    public override ImmutableArray<RetaggedTag> Covers => [.. keys.Select(static key => new RetaggedTag("word", 1, key))];

    /// <summary>Events up to here were asked for.</summary>
    public List<long> Asked { get; } = [];

    /// <summary>The position of an event that can't be decoded; 0 for none.</summary>
    public long Undecodable { get; set; }

    /// <summary>An event that is stored with some of its words as tags.</summary>
    public static EventData Event(string words, params string[] stored) =>
        new("word", Encoding.UTF8.GetBytes(words), [.. stored.Select(static tag => new Tag(tag))]);

    public override void Read(in EventView e, TagCollector tags)
    {
        Asked.Add(e.Position);
        if (e.Position == Undecodable)
        {
            tags.Fail(RetagProblemKind.Undecodable, "its words are not words");
            return;
        }

        foreach (var word in Encoding.UTF8.GetString(e.Payload).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (keys.Contains(word.Split(':')[0])) tags.Add(new(word));
    }
}
