namespace Opossum.Typed;

/// <summary>The links of one model in memory: what is written is there once it is committed.</summary>
internal sealed class MemoryLinks<TKey> where TKey : notnull
{
    private readonly Dictionary<RowLink, LinkedKeys<TKey>> _links = [];
    private readonly List<(RowLink Link, TKey Key)> _written = [];      // in the transaction

    /// <summary>How many keys there are, of all links.</summary>
    public long Count { get; private set; }

    public IEnumerable<(RowLink Link, TKey Key)> All =>
        _links.Values.SelectMany(static each => each.Keys, static (each, key) => (each.Link, key));

    public void Load(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys)
    {
        for (var i = 0; i < links.Count; i++)
            if (_links.TryGetValue(links[i], out var found)) keys[i].AddRange(found.Keys);
    }

    public void Write(RowLink link, TKey key) => _written.Add((link, key));

    public void Commit()
    {
        foreach (var (link, key) in _written)
        {
            if (!_links.TryGetValue(link, out var found)) _links.Add(link, found = new(link));
            if (found.Add(key)) Count++;
        }

        _written.Clear();
    }

    public void Rollback() => _written.Clear();

    public void Clear()
    {
        _links.Clear();
        _written.Clear();
        Count = 0;
    }
}
