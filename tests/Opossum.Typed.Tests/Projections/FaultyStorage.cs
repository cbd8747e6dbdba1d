using System.Runtime.CompilerServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Read models over a storage in memory that outlives them, whose calls a test can let fail.</summary>
internal sealed class FaultyReadModels : ReadModels
{
    private readonly FaultyStorage _storage;
    private int _finds;

    private FaultyReadModels(OpossumStore store, ReadModelSet models, FaultyStorage storage, ReadModelOptions? options)
        : base(store, models, storage, options) => _storage = storage;

    /// <summary>How often a row was looked for.</summary>
    public int Finds => Volatile.Read(ref _finds);

    /// <summary>Called before a row is read, with how many were looked for.</summary>
    public Func<int, Task> BeforeFind { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called after a row was read, before the caller gets it.</summary>
    public Func<int, Task> AfterFind { get; set; } = static _ => Task.CompletedTask;

    public static async Task<FaultyReadModels> OpenAsync(
        OpossumStore store, ReadModelSet models, FaultyStorage storage, ReadModelOptions? options = null)
    {
        var views = new FaultyReadModels(store, models, storage, options);
        await views.OpenAsync(TestContext.Current.CancellationToken);
        return views;
    }

    public override async IAsyncEnumerable<TRow> AllAsync<TRow>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EnsureReady<TRow>();
        foreach (var row in ((IMemoryRows<TRow>)_storage.Tables[ReadModelShape.Of<TRow>().Name].Read).GetAll().Rows) yield return row;
        await Task.CompletedTask;
    }

    protected override async ValueTask<(TRow? Row, long Position)> FindRowAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken)
        where TRow : class
    {
        var find = Interlocked.Increment(ref _finds);
        await BeforeFind(find);
        var found = ((MemoryRowTable<TRow, TKey>)_storage.Tables[ReadModelShape.Of<TRow>().Name].Read).Find(key.Value);
        await AfterFind(find);
        return found;
    }
}

/// <summary>
/// Rows in memory, behind calls that can fail. Its tables say that they are elsewhere, so that rows are cached and evicted.
/// </summary>
internal sealed class FaultyStorage : ReadModelStorage
{
    public Dictionary<string, MemoryPlace> Tables { get; } = [];

    /// <summary>Called before each call, with its name; throws for one that is to fail.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    public override string Place => "a test";

    public override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        Before(nameof(OpenAsync));
        return RollbackAsync();         // what a process has begun that was killed
    }

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape)
    {
        var rows = Tables.GetValueOrDefault(shape.Name)?.Read as MemoryRowTable<TRow, TKey> ?? new(shape, file: null);
        if (Tables.GetValueOrDefault(shape.Name)?.Read != rows) Tables[shape.Name] = new(rows);
        return new Table<TRow, TKey>(this, rows);
    }

    public override RowTable<TRow, TKey> OpenBeside<TRow, TKey>(ReadModelShape shape)
    {
        var rows = new MemoryRowTable<TRow, TKey>(shape, file: null);
        Tables[shape.Name].Beside = rows;
        return new Table<TRow, TKey>(this, rows);
    }

    public override ValueTask SwapAsync(StoredReadModel model, bool keepsOld)
    {
        Before(nameof(SwapAsync));
        Tables[model.Name].Swap(model).Dispose();
        return default;
    }

    public override ValueTask BeginAsync() => Call(nameof(BeginAsync));

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models)
    {
        Before(nameof(CommitAsync));
        foreach (var model in models) Tables[model.Name].Of(model).Commit(model);
        return default;
    }

    public override ValueTask RollbackAsync()
    {
        foreach (var place in Tables.Values)
        {
            place.Read.Rollback();
            place.Beside?.Rollback();
        }

        return default;
    }

    public override ValueTask DisposeAsync() => default;

    private ValueTask Call(string name)
    {
        Before(name);
        return default;
    }

    private sealed class Table<TRow, TKey>(FaultyStorage storage, MemoryRowTable<TRow, TKey> rows) : RowTable<TRow, TKey>
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        public override StoredReadModel? Stored => rows.Stored;

        public override ValueTask ResetAsync()
        {
            storage.Before(nameof(ResetAsync));
            return rows.ResetAsync();
        }

        public override ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] loaded)
        {
            storage.Before(nameof(LoadAsync));
            return rows.LoadAsync(keys, loaded);
        }

        public override int Write(TKey key, TRow row, bool exists)
        {
            storage.Before(nameof(Write));
            return rows.Write(key, row, exists);
        }

        public override void Delete(TKey key)
        {
            storage.Before(nameof(Delete));
            rows.Delete(key);
        }

        public override ValueTask LoadLinksAsync(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys)
        {
            storage.Before(nameof(LoadLinksAsync));
            return rows.LoadLinksAsync(links, keys);
        }

        public override void WriteLink(RowLink link, TKey key)
        {
            storage.Before(nameof(WriteLink));
            rows.WriteLink(link, key);
        }
    }
}
