using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite;

/// <summary>A table of a model that was opened: what it is called at present, and whether it has its indexes.</summary>
internal sealed class SqliteTable(ReadModelShape shape, string name, bool hasIndexes)
{
    private const string BesidePrefix = "opossum_next_";
    public const string KeptPrefix = "opossum_last_";

    public ReadModelShape Shape => shape;

    /// <summary>Its statements.</summary>
    public TableSql Sql { get; private set; } = new(shape, name);

    /// <summary>
    /// Whether all indexes are there. Those that are not unique are made when it has caught up: to fill it without them is faster.
    /// </summary>
    public bool HasIndexes { get; set; } = hasIndexes;

    /// <summary>The name of the table that is made beside.</summary>
    public static string BesideOf(string model) => BesidePrefix + model;

    /// <summary>The name of the table that was replaced, and kept.</summary>
    public static string KeptOf(string model) => KeptPrefix + model;

    /// <summary>Notes that the table has the name of the model now.</summary>
    public void TakePlace() => Sql = new(shape, shape.Name);
}
