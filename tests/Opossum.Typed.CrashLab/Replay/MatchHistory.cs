namespace Opossum.Typed.CrashLab.Replay;

/// <summary>
/// Which events match a query item, without the engine's index and without a search: for every type or none, with every subset of up to two
/// tags, it keeps the newest event, their number and a hash of their positions. That is a handful of dictionary entries an event, and one
/// look-up a question.
/// </summary>
internal sealed class MatchHistory
{
    private const int MostTags = 2;

    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<Tag, int> _tags = [];
    private readonly List<string> _typeNames = [];
    private readonly List<Tag> _tagNames = [];
    private readonly Dictionary<Combination, Matches> _matches = [];

    public long Head { get; private set; }

    /// <summary>All combinations of a type and tags that there are, each as a query with what it must answer.</summary>
    public IEnumerable<(Query Query, Matches Matches)> All =>
        _matches.Where(static entry => entry.Key != default).Select(entry => (ToQuery(entry.Key), entry.Value));

    public int Combinations => _matches.Count;

    /// <summary>The next event.</summary>
    public void Add(long position, string type, ReadOnlySpan<Tag> tags)
    {
        Head = position;
        var typeId = Intern(_types, _typeNames, type);
        Span<int> ids = stackalloc int[tags.Length];
        for (var i = 0; i < tags.Length; i++) ids[i] = Intern(_tags, _tagNames, tags[i]);
        for (var i = -1; i < ids.Length; i++)
        {
            for (var j = i; j < ids.Length; j++)
            {
                if (j == i && i >= 0) continue;             // -1 is none, and (-1, -1) no tag at all
                var (first, second) = (i < 0 ? 0 : ids[i], j < 0 ? 0 : ids[j]);
                Count(new(0, Math.Min(first, second), Math.Max(first, second)), position);
                Count(new(typeId, Math.Min(first, second), Math.Max(first, second)), position);
            }
        }
    }

    /// <summary>The newest matching event; 0 for none.</summary>
    public long Newest(Query query)
    {
        if (query.Items.IsEmpty) return Head;
        var newest = 0L;
        foreach (var item in query.Items)
        {
            if (item.Types.IsEmpty) newest = Math.Max(newest, Newest(0, item));
            foreach (var type in item.Types)
                if (_types.TryGetValue(type, out var typeId)) newest = Math.Max(newest, Newest(typeId, item));
        }

        return newest;
    }

    /// <summary>Whether one event matches, judged by itself.</summary>
    public static bool IsMatch(Query query, string type, IReadOnlyList<Tag> tags) =>
        query.Items.IsEmpty || query.Items.Any(item => (item.Types.IsEmpty || item.Types.Contains(type)) && item.Tags.All(tags.Contains));

    private long Newest(int type, QueryItem item)
    {
        if (item.Tags.Length > MostTags) throw new NotSupportedException($"{item} has more than {MostTags} tags.");
        var (first, second) = (0, 0);
        if (item.Tags.Length > 0 && !_tags.TryGetValue(item.Tags[0], out first)) return 0;
        if (item.Tags.Length > 1 && !_tags.TryGetValue(item.Tags[1], out second)) return 0;
        return _matches.TryGetValue(new(type, Math.Min(first, second), Math.Max(first, second)), out var matches) ? matches.Newest : 0;
    }

    private void Count(Combination combination, long position)
    {
        ref var matches = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_matches, combination, out _);
        matches = matches.With(position);
    }

    private Query ToQuery(Combination combination)
    {
        var tags = new[] { combination.First, combination.Second }.Where(static tag => tag > 0).Select(tag => _tagNames[tag - 1]).ToArray();
        return Query.Of(new QueryItem(combination.Type > 0 ? [_typeNames[combination.Type - 1]] : [], tags));
    }

    private static int Intern<T>(Dictionary<T, int> ids, List<T> names, T name) where T : notnull
    {
        if (ids.TryGetValue(name, out var id)) return id;
        names.Add(name);
        ids.Add(name, names.Count);
        return names.Count;
    }

    /// <summary>Numbers from 1; 0 is any type, or no tag.</summary>
    private readonly record struct Combination(int Type, int First, int Second);
}

/// <summary>The events that match something.</summary>
internal readonly record struct Matches(long Newest, long Count, ulong PositionsHash)
{
    public Matches With(long position) => new(position, Count + 1, (PositionsHash ^ (ulong)position) * 0x9E3779B97F4A7C15);
}
