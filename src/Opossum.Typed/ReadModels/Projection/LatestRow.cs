using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>A row, and on it the events of its key that are not in it yet.</summary>
/// <param name="shape">The model.</param>
/// <param name="skipped">The positions of events that are left out.</param>
/// <param name="row">The row as it is stored.</param>
/// <param name="position">Every event up to here is in it.</param>
internal sealed class LatestRow<TRow, TKey>(ReadModelShape shape, ImmutableArray<long> skipped, TRow? row, long position)
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private RowJoins<TRow, TKey>? _joins;

    /// <summary>The row as of the read.</summary>
    public TRow? Row { get; private set; } = row;

    /// <summary>Reads what is after the position.</summary>
    /// <returns>What refuses an append if an event of the key was appended since, and the tag epoch of the log as it was read.</returns>
    public async ValueTask<(AppendCondition Unless, long TagEpoch)> ReadAsync(
        TKey key, ImmutableArray<Tag> tags, OpossumReader store, CancellationToken cancellationToken)
    {
        var query = Query.Of(QueryItem.FromDistinctTypes(shape.EventNames, tags));
        var interest = new EventInterest([shape], store.Model);
        var block = new EventBlock();
        if (!shape.Joins.IsEmpty) _joins = new(shape, store.Log, store.Model, new(long.MaxValue, models: 1), skipped.Contains);
        using var reader = store.Log.Read(query, new() { After = position });
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var isWhole = false; !isWhole;)
            {
                block.Clear();
                isWhole = block.Fill(reader, interest);
                for (var i = 0; i < block.Count; i++)
                {
                    if (skipped.Contains(block[i].Position)) continue;
                    if (_joins is not null) await JoinAsync(key, block, i, cancellationToken).ConfigureAwait(false);
                    Apply(key, block, i);
                }
            }
        }

        return (query.After(reader.Head, reader.TagEpoch), reader.TagEpoch);
    }

    /// <summary>The events of the models that it is joined with do not pass by here, so each state is read up to its event.</summary>
    private ValueTask JoinAsync(TKey key, EventBlock block, int index, CancellationToken cancellationToken)
    {
        _joins!.Clear(isEmpty: false);
        _joins.Collect(block, index, key);
        return _joins.LoadAsync(block[index].Position, cancellationToken);
    }

    private void Apply(TKey key, EventBlock block, int index)
    {
        var e = new ProjectedEvent(block, index, _joins?.States);
        try
        {
            Row = KeptKey.Apply(Row, key, ref e);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            ref readonly var item = ref block[index];
            throw new ReadModelStoppedException(new(shape.Name, error)
            {
                Position = item.Position, EventType = item.Type.Name, EventId = item.Id, RowKey = key,
            });
        }
    }
}
