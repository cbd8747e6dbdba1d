using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>A SQLite file whose process dies at a call: that call and all after it fail, and nothing is tidied up.</summary>
/// <param name="path">The file.</param>
/// <param name="before">Called before and after each call, with its name; throws for one that fails.</param>
internal sealed class DyingStorage(string path, Action<string> before) : ReadModelStorage
{
    private readonly SqliteStorage _inner = new(path);

    public override string Place => _inner.Place;

    public override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _inner.OpenAsync(cancellationToken);
        before("opened");
    }

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape) =>
        new Table<TRow, TKey>(_inner.OpenTable<TRow, TKey>(shape), before);

    public override RowTable<TRow, TKey> OpenBeside<TRow, TKey>(ReadModelShape shape)
    {
        before("open beside");
        return new Table<TRow, TKey>(_inner.OpenBeside<TRow, TKey>(shape), before);
    }

    public override StoredReadModel? FindBeside(ReadModelShape shape) => _inner.FindBeside(shape);

    public override ValueTask BeginAsync() => Call("begin", _inner.BeginAsync);

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models) => Call("commit", () => _inner.CommitAsync(models));

    public override ValueTask SwapAsync(StoredReadModel model, bool keepsOld) => Call("swap", () => _inner.SwapAsync(model, keepsOld));

    public override ValueTask TakeBackAsync(ReadModelShape shape) => Call("take back", () => _inner.TakeBackAsync(shape));

    public override ValueTask<ImmutableArray<OrphanedTable>> ListOrphansAsync() => _inner.ListOrphansAsync();

    public override ValueTask DropOrphanAsync(string table) => Call("drop", () => _inner.DropOrphanAsync(table));

    public override ValueTask RollbackAsync() => Call("rollback", _inner.RollbackAsync);

    /// <summary>The system closes the files of a process that has died.</summary>
    public override ValueTask DisposeAsync() => _inner.DisposeAsync();

    private async ValueTask Call(string name, Func<ValueTask> call)
    {
        before(name);
        await call();
        before(name + " is done");
    }

    private sealed class Table<TRow, TKey>(RowTable<TRow, TKey> inner, Action<string> before) : RowTable<TRow, TKey>
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        public override StoredReadModel? Stored => inner.Stored;

        public override async ValueTask ResetAsync()
        {
            before("reset");
            await inner.ResetAsync();
            before("reset is done");
        }

        public override ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] rows)
        {
            before("load");
            return inner.LoadAsync(keys, rows);
        }

        public override int Write(TKey key, TRow row, bool exists)
        {
            before("write");
            return inner.Write(key, row, exists);
        }

        public override void Delete(TKey key)
        {
            before("delete");
            inner.Delete(key);
        }

        public override ValueTask LoadLinksAsync(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys)
        {
            before("load links");
            return inner.LoadLinksAsync(links, keys);
        }

        public override void WriteLink(RowLink link, TKey key)
        {
            before("write a link");
            inner.WriteLink(link, key);
        }
    }
}

/// <summary>Read models over a storage that dies. They are read by other means.</summary>
internal sealed class DyingReadModels(OpossumReader store, ReadModelSet models, ReadModelStorage storage, ReadModelOptions options)
    : ReadModels(store, models, storage, options)
{
    public Task OpenAsync() => base.OpenAsync(CancellationToken.None).AsTask();

    public override IAsyncEnumerable<TRow> AllAsync<TRow>(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    protected override ValueTask<(TRow? Row, long Position)> FindRowAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken)
        where TRow : class => throw new NotSupportedException();
}
