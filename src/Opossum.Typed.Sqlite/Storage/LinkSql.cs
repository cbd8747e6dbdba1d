using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite;

/// <summary>The statements of a table of links: which tags of later events lead to which keys.</summary>
internal sealed class LinkSql
{
    private const string Link = "opossum_link";
    private const string Value = "opossum_value";

    /// <param name="shape">The model.</param>
    /// <param name="name">The name of the table.</param>
    public LinkSql(ReadModelShape shape, string name)
    {
        var table = TableSql.Quote(name);
        var keys = string.Join(", ", shape.Key.Select(static column => TableSql.Quote(column.Name)));
        var columns = string.Join(
            ", ", shape.Key.Select(static column => $"{TableSql.Quote(column.Name)} {TableSql.TypeOf(column.Type)} not null"));
        Create = $"create table {table} ({Link} integer not null, {Value} text not null, {columns}, "
            + $"primary key ({Link}, {Value}, {keys})) strict, without rowid";
        Select = $"select {keys} from {table} where {Link} = ? and {Value} = ?";
        Insert = $"insert into {table} ({Link}, {Value}, {keys}) values (?, ?, {string.Join(", ", shape.Key.Select(static _ => "?"))}) "
            + "on conflict do nothing";
    }

    public string Create { get; }

    public string Select { get; }

    public string Insert { get; }
}
