using System.Data.Common;
using System.Runtime.InteropServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Runs statements for events. They run when the block is stored, within its transaction, and so after each block. A statement that fails
/// takes the transaction back, and the fold searches for the event in ever smaller portions, as for a row that can't be stored.
/// </summary>
internal sealed class StatementFold<TProjection, TSession>(ReadModelShape shape, ProjectionTables<TSession> tables, bool isBeside)
    : ReadModelFold(shape, isBeside)
    where TProjection : class, IProjection<TProjection, TSession>
{
    private readonly List<int> _events = [];        // of the block, that are not stored yet
    private EventBlock? _block;

    public override StoredReadModel? Found => tables.Stored;

    public override bool HasChanges => _events.Count > 0;

    /// <summary>The block is about to be filled again.</summary>
    public override bool IsFull => _events.Count > 0;

    public override void Write()
    {
        foreach (var index in CollectionsMarshal.AsSpan(_events))
        {
            try
            {
                var e = new ProjectedEvent(_block!, index);
                TProjection.Apply(ref e, tables.Session);
            }
            catch (Exception error) when (!IsOfTheStorage(error))
            {
                throw new RowNotStoredException(this, key: null, error);
            }
        }
    }

    public override void Settle(StoredReadModel stored)
    {
        base.Settle(stored);
        _events.Clear();
    }

    public override void Trim()
    {
    }

    public override void Forget()
    {
        base.Forget();
        _events.Clear();
    }

    protected override ValueTask ResetTableAsync() => tables.ResetAsync(TProjection.Create);

    protected override ValueTask FoldAsync(EventBlock block, int first)
    {
        _block = block;
        for (var i = first; i < block.Count; i++)
        {
            if (!IsHandled(block[i])) continue;
            _events.Add(i);
            UnstoredEvents++;
            LastEvent = new(block[i]);
        }

        return default;
    }

    /// <summary>True if the statement is not to blame, and the next attempt may succeed.</summary>
    private static bool IsOfTheStorage(Exception error) =>
        error is IOException or UnauthorizedAccessException or DbException or OutOfMemoryException or ObjectDisposedException;
}
