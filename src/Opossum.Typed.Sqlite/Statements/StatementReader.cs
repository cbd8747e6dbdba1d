using System.Text;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// Reads the columns of a row, one after the other, and counts what they take. SQLite would convert whatever it has, and give zero for a
/// column that is not there: here each has to hold what is asked for.
/// </summary>
internal struct StatementReader(sqlite3_stmt handle, int column) : IColumnReader
{
    /// <summary>What was read takes: the bytes of text, and 8 of a number.</summary>
    public int Bytes { get; private set; }

    private readonly int Type => raw.sqlite3_column_type(handle, column);

    public bool TryReadNull()
    {
        if (Type != raw.SQLITE_NULL || column >= raw.sqlite3_column_count(handle)) return false;
        column++;
        return true;
    }

    public long ReadInteger()
    {
        if (Type != raw.SQLITE_INTEGER) throw Wrong("a whole number");
        Bytes += sizeof(long);
        return raw.sqlite3_column_int64(handle, column++);
    }

    public bool ReadBoolean() => ReadInteger() != 0;

    public double ReadReal()
    {
        if (Type is not (raw.SQLITE_FLOAT or raw.SQLITE_INTEGER)) throw Wrong("a number");
        Bytes += sizeof(double);
        return raw.sqlite3_column_double(handle, column++);
    }

    /// <summary>Sums of decimals are numbers: SQLite has no exact ones.</summary>
    public decimal ReadDecimal() => Type switch
    {
        raw.SQLITE_INTEGER => ReadInteger(),
        raw.SQLITE_FLOAT => (decimal)ReadReal(),
        _ => ColumnText.ReadDecimal(ReadJson()),
    };

    public string ReadText() => Encoding.UTF8.GetString(ReadJson());

    public Guid ReadGuid() => ColumnText.ReadGuid(ReadJson());

    public DateTimeOffset ReadTimestamp() => ColumnText.ReadTimestamp(ReadJson());

    public DateOnly ReadDate() => ColumnText.ReadDate(ReadJson());

    public TimeOnly ReadTime() => ColumnText.ReadTime(ReadJson());

    public ReadOnlySpan<byte> ReadJson()
    {
        if (Type is not (raw.SQLITE_TEXT or raw.SQLITE_BLOB)) throw Wrong("text");
        var utf8 = raw.sqlite3_column_blob(handle, column++);
        Bytes += utf8.Length;
        return utf8;
    }

    /// <exception cref="InvalidCastException">There are columns that nobody has read.</exception>
    public readonly void EnsureEnd()
    {
        if (raw.sqlite3_column_count(handle) is var count && count != column)
            throw new InvalidCastException($"The statement has {count} columns, and a row takes {column}.");
    }

    private readonly InvalidCastException Wrong(string expected)
    {
        var count = raw.sqlite3_column_count(handle);
        if (column >= count) return new($"The statement has {count} columns, and a row takes more.");
        var held = Type switch
        {
            raw.SQLITE_INTEGER => "a whole number",
            raw.SQLITE_FLOAT => "a floating-point number",
            raw.SQLITE_NULL => "null",
            _ => "text",
        };
        return new($"Column {column + 1} of the statement, '{raw.sqlite3_column_name(handle, column).utf8_to_string()}', holds {held}, and "
            + $"the row takes {expected} there. Columns are read in their order.");
    }
}
