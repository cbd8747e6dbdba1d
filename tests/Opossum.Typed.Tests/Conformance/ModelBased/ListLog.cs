namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>What the log must be equal to: a list, looked through from end to end.</summary>
internal sealed class ListLog
{
    private readonly List<EventSpec> _events = [];

    public long Head => _events.Count;

    public EventSpec this[long position] => _events[(int)position - 1];

    /// <summary>Appends, or says which guard refuses and the newest event that matches it.</summary>
    public (int Guard, long Position)? TryAppend(Append append)
    {
        for (var i = 0; i < append.Unless.Length; i++)
        {
            var (query, after) = (append.Unless[i].Query, append.Unless[i].After.At(Head));
            for (var position = Head; position > after; position--)
                if (query.Matches(this[position])) return (i, position);
        }

        _events.AddRange(append.Events);
        return null;
    }

    public long[] Read(Read read)
    {
        var options = read.At(Head);
        var (oldest, newest) = read.Backward ? (options.To, options.From) : (options.From, options.To);
        var matching = Enumerable.Range(1, _events.Count).Select(static i => (long)i)
            .Where(position => position > options.After && position >= (oldest ?? 1) && position <= (newest ?? Head) && read.Query.Matches(this[position]));
        return [.. (read.Backward ? matching.Reverse() : matching).Take((int)(options.Limit ?? int.MaxValue))];
    }
}
