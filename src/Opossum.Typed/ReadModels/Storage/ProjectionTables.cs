namespace Opossum.Typed;

/// <summary>The tables of a projection, for its fold. For packages that add a storage; used by one caller at a time.</summary>
/// <typeparam name="TSession">What statements run by.</typeparam>
public abstract class ProjectionTables<TSession>
{
    /// <summary>What is stored of the projection; null if nothing is.</summary>
    public abstract StoredReadModel? Stored { get; }

    /// <summary>What statements run by, within the transaction of the storage.</summary>
    public abstract TSession Session { get; }

    /// <summary>Deletes the tables, and makes them again. Not within a transaction.</summary>
    /// <param name="create">Makes them.</param>
    public abstract ValueTask ResetAsync(Action<TSession> create);
}
