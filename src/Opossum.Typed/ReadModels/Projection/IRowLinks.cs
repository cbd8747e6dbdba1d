using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>What <see cref="RowKeys{TKey}"/> asks and tells while the rows of an event are found.</summary>
internal interface IRowLinks<TKey> where TKey : notnull
{
    /// <summary>Adds the keys that earlier events with a tag have told of.</summary>
    void Find(int link, TagValue value, List<TKey> keys);

    /// <summary>Notes that later events with a tag concern the row of a key.</summary>
    void Add(int link, TagValue value, TKey key);
}
