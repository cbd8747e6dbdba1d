using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite;

/// <summary>The statements of a table.</summary>
internal sealed class TableSql
{
    /// <summary>The key of a table of one row.</summary>
    private const string OnlyRow = "opossum_row";

    /// <param name="shape">The model.</param>
    /// <param name="name">The name of the table, and of its row in <c>opossum_models</c>.</param>
    public TableSql(ReadModelShape shape, string name)
    {
        Name = name;
        string[] columns = [.. shape.Columns.Select(static column => Quote(column.Name))];
        string[] read = [.. shape.Columns.Where(static column => !column.IsComputed).Select(static column => Quote(column.Name))];
        string[] keys = [.. shape.Key.Select(static column => Quote(column.Name))];
        var isSingle = keys.Length == 0;
        if (isSingle) keys = [OnlyRow];
        var table = Quote(name);
        var where = isSingle ? $"{OnlyRow} = 1" : string.Join(" and ", keys.Select(static key => $"{key} = ?"));
        var others = columns.Except(keys).Select(static column => $"{column} = excluded.{column}").ToArray();
        var conflict = others.Length == 0 ? "nothing" : $"update set {string.Join(", ", others)}";
        var values = string.Join(", ", columns.Select(static _ => "?"));

        Create = CreateOf(shape, table, keys, isSingle);
        From = $"select {string.Join(", ", read)} from {table} ";
        Count = $"select count(*) from (select 1 from {table} ";
        Select = $"{From}where {where}";
        Delete = $"delete from {table} where {where}";
        Upsert = $"insert into {table} ({(isSingle ? OnlyRow + ", " : "")}{string.Join(", ", columns)}) "
            + $"values ({(isSingle ? "1, " : "")}{values}) on conflict ({string.Join(", ", keys)}) do {conflict}";
        Find = $"select m.position, t.{keys[0]} is not null, {string.Join(", ", read.Select(static column => "t." + column))} "
            + $"from opossum_models m left join {table} t "
            + $"on {(isSingle ? "true" : string.Join(" and ", keys.Select(static key => $"t.{key} = ?")))} where m.name = '{name}'";
        Position = $"select position from opossum_models where name = '{name}'";
        if (!shape.Links.IsEmpty) Links = new(shape, LinksOf(name));
    }

    /// <summary>The name of the table.</summary>
    public string Name { get; }

    public string Create { get; }

    public string From { get; }

    /// <summary>Without the closing parenthesis.</summary>
    public string Count { get; }

    public string Select { get; }

    public string Delete { get; }

    public string Upsert { get; }

    /// <summary>The position of the rows, and the row or nulls: one statement, and so of one moment.</summary>
    public string Find { get; }

    public string Position { get; }

    /// <summary>The statements of the links; null if rows are found by the event alone.</summary>
    public LinkSql? Links { get; }

    /// <summary>The name of the table that has the links of another one.</summary>
    public static string LinksOf(string table) => "opossum_links_" + table;

    private static string CreateOf(ReadModelShape shape, string table, string[] keys, bool isSingle)
    {
        var definitions = shape.Columns.Select(static column =>
            $"{Quote(column.Name)} {TypeOf(column.Type)}{(column.IsNullable ? "" : " not null")}");
        if (isSingle) definitions = definitions.Prepend($"{OnlyRow} integer not null check ({OnlyRow} = 1)");

        // Rows lie in the order of their keys. A whole number is SQLite's own key; rows with documents are too large to lie in a tree.
        var isOwnKey = shape.Key.ToArray() is [] or [{ Type: ColumnType.WholeNumber }];
        var isClustered = !isOwnKey && shape.Columns.All(static column => column.Type != ColumnType.Json);
        return $"create table {table} ({string.Join(", ", definitions)}, primary key ({string.Join(", ", keys)})) "
            + $"strict{(isClustered ? ", without rowid" : "")}";
    }

    /// <summary>Makes an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="name">The name that it gets.</param>
    public string CreateIndex(ReadModelIndex index, string name) =>
        $"create {(index.IsUnique ? "unique " : "")}index {Quote(name)} on {Quote(Name)} "
            + $"({string.Join(", ", index.Columns.Select(Quote))})";

    public static string Quote(string name) => $"\"{name}\"";

    public static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.WholeNumber or ColumnType.Boolean => "integer",
        ColumnType.RealNumber => "real",
        ColumnType.DecimalNumber => "text collate decimal",
        ColumnType.Uuid => "text collate nocase",
        _ => "text",
    };
}
