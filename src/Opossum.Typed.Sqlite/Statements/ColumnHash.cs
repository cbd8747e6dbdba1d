using System.Buffers.Binary;
using System.IO.Hashing;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>A hash of rows as SQLite has them: the same for the same rows in the same order.</summary>
internal sealed class ColumnHash
{
    private readonly XxHash128 _hash = new();

    public UInt128 Value => _hash.GetCurrentHashAsUInt128();

    /// <summary>Adds the row that a statement stands on. Each value is read as what it is: SQLite would convert it.</summary>
    public void Add(in StatementRun run)
    {
        var handle = run.Handle;
        var columns = raw.sqlite3_column_count(handle);
        for (var column = 0; column < columns; column++)
        {
            switch (raw.sqlite3_column_type(handle, column))
            {
                case raw.SQLITE_INTEGER:
                    Add(raw.SQLITE_INTEGER, raw.sqlite3_column_int64(handle, column));
                    break;
                case raw.SQLITE_FLOAT:
                    Add(raw.SQLITE_FLOAT, BitConverter.DoubleToInt64Bits(raw.sqlite3_column_double(handle, column)));
                    break;
                case raw.SQLITE_NULL:
                    Add(raw.SQLITE_NULL, 0);
                    break;
                case var type:
                    var bytes = raw.sqlite3_column_blob(handle, column);
                    Add(type, bytes.Length);
                    _hash.Append(bytes);
                    break;
            }
        }
    }

    private void Add(int type, long value)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        bytes[0] = (byte)type;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], value);
        _hash.Append(bytes);
    }
}
