using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Opossum.Typed.CompilerServices;

/// <summary>The keys of the rows that one event concerns. For generated code.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowKeys<TKey> where TKey : notnull
{
    private readonly List<TKey> _keys;

    internal RowKeys(List<TKey> keys) => _keys = keys;

    /// <summary>Adds a key; the same key twice counts once.</summary>
    public void Add(TKey key)
    {
        foreach (var known in CollectionsMarshal.AsSpan(_keys))
            if (EqualityComparer<TKey>.Default.Equals(known, key)) return;
        _keys.Add(key);
    }
}
