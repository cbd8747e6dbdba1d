using System.Collections.Immutable;
using System.Globalization;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Where the rows of read models and their checkpoints are stored. For packages that add a storage; used by one caller at a time.
/// </summary>
public abstract class ReadModelStorage : IAsyncDisposable
{
    /// <summary>The place, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>
    /// The full path of the file that rows are written to, which can't lie in a store that is only read; null for no file.
    /// </summary>
    public virtual string? FilePath => null;

    /// <summary>
    /// Takes the place for as long as this is open. Called first, and again after an attempt that failed or after
    /// <see cref="DisposeAsync"/>, if the rows are only read along until then.
    /// </summary>
    /// <param name="cancellationToken">Looked at before anything is taken.</param>
    /// <exception cref="ReadModelsLockedException">It has an owner already.</exception>
    /// <exception cref="ReadModelException">It holds something else, or is of another version.</exception>
    public abstract ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks at what the owner has stored of the models that are read, without taking the place. Called again and again, so a look that
    /// finds nothing new has to be cheap.
    /// </summary>
    /// <returns>What is stored; null if nothing was since the last look.</returns>
    /// <exception cref="NotSupportedException">The place has one owner, and nobody can read along.</exception>
    /// <exception cref="ReadModelException">It holds something else, or is of another version.</exception>
    public virtual ValueTask<StoredReadModels?> ObserveAsync() => throw new NotSupportedException(
        $"The read models in {Place} can't be read by several programs. Leave ReadModelOptions.WhenOwned as it is.");

    /// <summary>The rows of a model that are read, which may not exist yet.</summary>
    /// <param name="shape">The model.</param>
    public abstract RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>
    /// The rows of a model that are made beside those that are read, and may not exist yet. What is left of an earlier attempt is found in
    /// it. After <see cref="SwapAsync"/> the object is that of the rows that are read.
    /// </summary>
    /// <param name="shape">The model.</param>
    public abstract RowTable<TRow, TKey> OpenBeside<TRow, TKey>(ReadModelShape shape)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>The tables of a projection, which may not exist yet.</summary>
    /// <typeparam name="TSession">What its handlers run statements by.</typeparam>
    /// <param name="shape">The projection.</param>
    /// <param name="isBeside">True for those that are made beside the ones that are read.</param>
    /// <exception cref="NotSupportedException">The storage has no such session.</exception>
    public virtual ProjectionTables<TSession> OpenProjection<TSession>(ReadModelShape shape, bool isBeside)
    {
        ArgumentNullException.ThrowIfNull(shape);
        throw new NotSupportedException(
            $"The projection '{shape.Name}' runs statements by a {typeof(TSession).Name}, which {Place} does not have. Open it in a "
                + "storage that has one, and here ReadModels.WithoutProjections().");
    }

    /// <summary>What an earlier attempt to make rows beside has left, without opening it; null for nothing.</summary>
    /// <param name="shape">The model.</param>
    public virtual StoredReadModel? FindBeside(ReadModelShape shape) => null;

    /// <summary>
    /// Puts the rows that were made beside in the place of those that are read, in one transaction: a reader sees one table or the other.
    /// Not within a transaction.
    /// </summary>
    /// <param name="model">What is stored of the new rows, all of which are committed.</param>
    /// <param name="keepsOld">True to keep what was replaced, for <see cref="TakeBackAsync"/>.</param>
    public abstract ValueTask SwapAsync(StoredReadModel model, bool keepsOld);

    /// <summary>
    /// Makes rows that were replaced, and kept, those that are made beside, in place of what is there. Called before
    /// <see cref="OpenBeside"/>; does nothing if rows of that identity were not kept.
    /// </summary>
    /// <param name="shape">The model, which names the identity.</param>
    public virtual ValueTask TakeBackAsync(ReadModelShape shape) => default;

    /// <summary>The tables that are stored here and that no model uses which was opened.</summary>
    public virtual ValueTask<ImmutableArray<OrphanedTable>> ListOrphansAsync() => new([]);

    /// <summary>Deletes a table that no model uses. Not within a transaction.</summary>
    /// <param name="table">One of <see cref="ListOrphansAsync"/>.</param>
    public virtual ValueTask DropOrphanAsync(string table) => default;

    /// <summary>Begins a transaction, which <see cref="CommitAsync"/> or <see cref="RollbackAsync"/> ends.</summary>
    public abstract ValueTask BeginAsync();

    /// <summary>Makes what was written, and how far the models are, durable together.</summary>
    /// <param name="models">The models whose rows were written, or that have passed over events.</param>
    public abstract ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models);

    /// <summary>Takes back what was written since <see cref="BeginAsync"/>; does nothing without a transaction.</summary>
    public abstract ValueTask RollbackAsync();

    /// <summary>Gives the place back.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>The rows of one model, for the fold. For packages that add a storage; used by one caller at a time.</summary>
/// <typeparam name="TRow">The record.</typeparam>
/// <typeparam name="TKey">The type of the key.</typeparam>
public abstract class RowTable<TRow, TKey> where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>What is stored of the model; null if nothing is, or nothing that can be used.</summary>
    public abstract StoredReadModel? Stored { get; }

    /// <summary>True if the rows are in memory, so that to keep them elsewhere in memory as well is no use.</summary>
    public virtual bool IsInMemory => false;

    /// <summary>Deletes all rows, and makes the table as the model declares it. Not within a transaction.</summary>
    public abstract ValueTask ResetAsync();

    /// <summary>Loads rows: for each key, in its place, the row and its size, or nothing.</summary>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="rows">As many places, all empty.</param>
    public abstract ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] rows);

    /// <summary>Stores a row, within a transaction.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">The row.</param>
    /// <param name="exists">True if the table has a row with the key, which it replaces.</param>
    /// <returns>About how many bytes its columns take.</returns>
    /// <exception cref="RowRefusedException">The storage can't store it.</exception>
    public abstract int Write(TKey key, TRow row, bool exists);

    /// <summary>Deletes a row that the table has, within a transaction.</summary>
    /// <param name="key">Its key.</param>
    public abstract void Delete(TKey key);

    /// <summary>Loads the keys that events have told of: for each link, in its place, all keys.</summary>
    /// <param name="links">The links, each once.</param>
    /// <param name="keys">As many lists, all empty.</param>
    /// <exception cref="NotSupportedException">The storage can't store links.</exception>
    public virtual ValueTask LoadLinksAsync(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys) => throw NoLinks();

    /// <summary>Stores that events with a tag concern the row of a key, within a transaction. It may be stored already.</summary>
    /// <param name="link">The tag.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="NotSupportedException">The storage can't store links.</exception>
    public virtual void WriteLink(RowLink link, TKey key) => throw NoLinks();

    private static NotSupportedException NoLinks() =>
        new("This storage can't store keys that are found by way of another event, as [Via] asks for.");
}

/// <summary>A tag by which later events find rows that an earlier event has told of. For packages that add a storage.</summary>
/// <param name="Link">Which one of <see cref="ReadModelShape.Links"/>.</param>
/// <param name="Value">The value of the tag.</param>
public readonly record struct RowLink(int Link, string Value)
{
    /// <summary>The number alone: tags may be personal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"link {Link}");
}

/// <summary>A row as it was loaded.</summary>
/// <param name="Row">The row; null for none.</param>
/// <param name="Bytes">About how many bytes its columns take.</param>
public readonly record struct StoredRow<TRow>(TRow? Row, int Bytes) where TRow : class
{
    /// <summary>The size alone: rows may be personal.</summary>
    public override string ToString() => Row is null ? "no row" : string.Create(CultureInfo.InvariantCulture, $"a row of {Bytes} bytes");
}

/// <summary>What is stored of a model beside its rows.</summary>
/// <param name="Name">The name of the table.</param>
/// <param name="Identity">What the rows were made by: <see cref="ReadModelShape.Identity"/>.</param>
/// <param name="Checkpoint">Every event up to here is in the rows, and none after it.</param>
public sealed record StoredReadModel(string Name, string Identity, Checkpoint Checkpoint)
{
    /// <summary>
    /// How the columns are read: rows of another logic can be read as those of this one if it is the same.
    /// </summary>
    public string Layout { get; init; } = "";

    /// <summary>True if the rows are not read yet: they are made beside those that are.</summary>
    public bool IsBeside { get; init; }

    /// <summary>What the rows were made by that these have replaced: the identities, the newest last.</summary>
    public ImmutableArray<string> Replaced { get; init; } = [];

    /// <summary>The tag epoch of the log that the rows were made at.</summary>
    public long TagEpoch { get; init; }

    /// <summary>True once it has caught up with the log, and so can be read.</summary>
    public bool IsComplete { get; init; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; init; }

    /// <summary>About how many bytes their columns take.</summary>
    public long Bytes { get; init; }

    /// <summary>How many events were to change a row that did not exist.</summary>
    public long Missed { get; init; }

    /// <summary>The positions of events that are left out.</summary>
    public ImmutableArray<long> Skipped { get; init; } = [];
}

/// <summary>A storage can't store a row because of what it holds: to try again can't help. For packages that add a storage.</summary>
/// <param name="problem">What is wrong, without a value.</param>
/// <param name="inner">The cause.</param>
public sealed class RowRefusedException(string problem, Exception? inner = null) : Exception(problem, inner);
