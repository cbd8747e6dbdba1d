using Opossum.Typed.Generators.Tests.Composed;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>An event with some tags, one or several of each, and some values. Members are named after what they hold.</summary>
internal sealed class ComposedEvent
{
    private static readonly (string Type, string Make)[] Values =
    [
        ("int N", "random.Next(-3, 9)"),
        ("string S", "Naive.Text(random)"),
        ("string? O", "random.Next(3) == 0 ? null : Naive.Text(random)"),
        ("decimal D", "random.Next(-500, 500) / 100m"),
        ("DateTimeOffset T", "DateTimeOffset.UnixEpoch.AddSeconds(random.Next())"),
        ("Mood M", "(Mood)random.Next(3)"),
        ("int[] L", "[.. Enumerable.Range(0, random.Next(4))]"),
        ("double R", "random.Next(100) / 7.0"),
    ];

    private readonly List<string> _members = [];
    private readonly List<string> _made = [];

    public ComposedEvent(Dice dice, string name)
    {
        Name = name;
        foreach (var tag in ComposedKey.Tags)
        {
            if (dice.OneIn(3)) continue;
            var isMany = dice.OneIn(4);
            var type = isMany ? $"ImmutableArray<{tag}>" : tag;
            Tags.Add(tag, isMany);
            Add($"{type} {tag}s", isMany
                ? $"[.. Enumerable.Range(0, random.Next(4)).Select(_ => {tag}.Any(random))]"
                : $"{tag}.Any(random)");
        }

        foreach (var (type, make) in Values)
        {
            if (!dice.OneIn(2)) continue;
            Add(type, make);
            Members.Add(type.Split(' ')[1]);
        }
    }

    public string Name { get; }

    /// <summary>The tag types that it has, and whether it may have several values of one.</summary>
    public SortedDictionary<string, bool> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of its other members.</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public string Declaration => $"[Event(\"{Name.ToLowerInvariant()}\")] public partial record {Name}({string.Join(", ", _members)});";

    public string MakeRandom => $"new {Name}({string.Join(", ", _made)})";

    private void Add(string member, string make)
    {
        _members.Add(member);
        _made.Add(make);
    }
}
