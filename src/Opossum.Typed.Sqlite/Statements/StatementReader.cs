using System.Text;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>Reads the columns of a row, one after the other, and counts what they take.</summary>
internal struct StatementReader(sqlite3_stmt handle, int column) : IColumnReader
{
    /// <summary>What was read takes: the bytes of text, and 8 of a number.</summary>
    public int Bytes { get; private set; }

    public bool TryReadNull()
    {
        if (raw.sqlite3_column_type(handle, column) != raw.SQLITE_NULL) return false;
        column++;
        return true;
    }

    public long ReadInteger()
    {
        Bytes += sizeof(long);
        return raw.sqlite3_column_int64(handle, column++);
    }

    public bool ReadBoolean() => ReadInteger() != 0;

    public double ReadReal()
    {
        Bytes += sizeof(double);
        return raw.sqlite3_column_double(handle, column++);
    }

    /// <summary>Sums of decimals are numbers: SQLite has no exact ones.</summary>
    public decimal ReadDecimal() => raw.sqlite3_column_type(handle, column) switch
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
        var utf8 = raw.sqlite3_column_blob(handle, column++);
        Bytes += utf8.Length;
        return utf8;
    }
}
