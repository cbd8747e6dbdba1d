namespace Opossum.Typed;

/// <summary>The keys of the rows that events with one tag concern, in memory.</summary>
internal sealed class LinkedKeys<TKey>(RowLink link) where TKey : notnull
{
    /// <summary>Up to so many are compared one by one.</summary>
    private const int Few = 8;

    private HashSet<TKey>? _many;

    public RowLink Link => link;

    public List<TKey> Keys { get; } = [];

    /// <returns>False if it is there already.</returns>
    public bool Add(TKey key)
    {
        if (Contains(key)) return false;
        Keys.Add(key);
        _many?.Add(key);
        return true;
    }

    /// <summary>Takes back the key that was added last.</summary>
    public void RemoveLast()
    {
        _many?.Remove(Keys[^1]);
        Keys.RemoveAt(Keys.Count - 1);
    }

    private bool Contains(TKey key)
    {
        if (Keys.Count <= Few) return Keys.Contains(key);
        _many ??= [.. Keys];
        return _many.Contains(key);
    }
}
