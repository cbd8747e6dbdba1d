namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>What the log must be equal to: a list, looked through from end to end.</summary>
internal sealed class ListLog
{
    private readonly List<EventSpec> _events = [];
    private readonly Dictionary<string, (string Content, long First, long Last)> _keys = new(StringComparer.Ordinal);

    public long Head => _events.Count;

    public EventSpec this[long position] => _events[(int)position - 1];

    /// <summary>
    /// Appends, and says where; or which guard refuses and the newest event that matches it; or where the key's first append is.
    /// </summary>
    public string Append(Append append)
    {
        // What was stored is compared: a tag said twice is one tag.
        var content = string.Join(", ", append.Events.Select(static e => (e with { Tags = [.. e.Tags.Distinct()] }).ToString()));
        if (append.Key is { } used && _keys.TryGetValue(used, out var earlier))
            return earlier.Content == content
                ? $"positions {earlier.First} to {earlier.Last}"
                : $"key used at {earlier.First} to {earlier.Last}";
        if (append.Unless.Any(guard => guard.After.At(Head) > Head)) return "beyond the head";
        for (var i = 0; i < append.Unless.Length; i++)
        {
            var (query, after) = (append.Unless[i].Query, append.Unless[i].After.At(Head));
            for (var position = Head; position > after; position--)
                if (query.Matches(this[position])) return $"refused by guard {i + 1}, position {position}";
        }

        var first = Head + 1;
        _events.AddRange(append.Events);
        if (append.Key is { } key) _keys.Add(key, (content, first, Head));
        return $"positions {first} to {Head}";
    }

    /// <summary>The positions of what matches; null if the position to begin at is refused.</summary>
    public long[]? Read(Read read)
    {
        var options = read.At(Head);
        if (options.After > Head || options.From > Head + 1 || (options.Backward && options.Before > Head + 1)) return null;
        var (oldest, newest) = read.Backward ? (options.To, options.From) : (options.From, options.To);
        var matching = Enumerable.Range(1, _events.Count).Select(static i => (long)i)
            .Where(position => position > options.After && position < (options.Before ?? long.MaxValue))
            .Where(position => position >= (oldest ?? 1) && position <= (newest ?? Head) && read.Query.Matches(this[position]));
        return [.. (read.Backward ? matching.Reverse() : matching).Take((int)(options.Limit ?? int.MaxValue))];
    }
}
