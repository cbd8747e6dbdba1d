using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Opossum.Typed.CompilerServices;

/// <summary>The keys of the rows that one event concerns. For generated code.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowKeys<TKey> where TKey : notnull
{
    private readonly List<TKey> _keys;
    private readonly IRowLinks<TKey>? _links;

    internal RowKeys(List<TKey> keys, IRowLinks<TKey>? links = null) => (_keys, _links) = (keys, links);

    /// <summary>Adds a key; the same key twice counts once.</summary>
    public void Add(TKey key)
    {
        foreach (var known in CollectionsMarshal.AsSpan(_keys))
            if (EqualityComparer<TKey>.Default.Equals(known, key)) return;
        _keys.Add(key);
    }

    /// <summary>Adds the keys that earlier events with a tag have told of.</summary>
    /// <param name="link">Which one of <see cref="ReadModelShape.Links"/>.</param>
    /// <param name="value">The value of the tag.</param>
    public void AddLinked(int link, TagValue value) => Links.Find(link, value, _keys);

    /// <summary>Tells that later events with a tag concern the row of a key.</summary>
    /// <param name="link">Which one of <see cref="ReadModelShape.Links"/>.</param>
    /// <param name="value">The value of the tag.</param>
    /// <param name="key">The key.</param>
    public void Link(int link, TagValue value, TKey key) => Links.Add(link, value, key);

    private IRowLinks<TKey> Links => _links ?? throw new NotSupportedException("The read model was compiled without links.");
}
