using System.Buffers;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>Binds the parameters of a statement, one after the other, and counts what they take.</summary>
internal struct StatementWriter(Statement statement) : IColumnWriter
{
    private readonly sqlite3_stmt _handle = statement.Handle;
    private int _index = 1;

    /// <summary>Bytes of the first so many columns are counted.</summary>
    public int Counted { get; set; }

    /// <summary>What the counted columns take: the bytes of text, and 8 of a number.</summary>
    public int Bytes { get; private set; }

    public void WriteNull() => statement.Check(raw.sqlite3_bind_null(_handle, _index++));

    public void Write(long value)
    {
        Count(sizeof(long));
        statement.Check(raw.sqlite3_bind_int64(_handle, _index++, value));
    }

    public void Write(bool value) => Write(value ? 1L : 0L);

    public void Write(double value)
    {
        Count(sizeof(double));
        statement.Check(raw.sqlite3_bind_double(_handle, _index++, ColumnRules.Checked(value)));
    }

    public void Write(decimal value)
    {
        Span<byte> utf8 = stackalloc byte[ColumnText.MaxLength];
        WriteJson(utf8[..ColumnText.Write(value, utf8)]);
    }

    public void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        const int OnStack = 512;
        var most = value.Length * 3;
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        try
        {
            Span<byte> utf8 = rented ?? stackalloc byte[OnStack];
            WriteJson(utf8[..ColumnRules.ToUtf8(value, utf8)]);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public void Write(Guid value)
    {
        Span<byte> utf8 = stackalloc byte[ColumnText.MaxLength];
        WriteJson(utf8[..ColumnText.Write(value, utf8)]);
    }

    public void Write(DateTimeOffset value)
    {
        Span<byte> utf8 = stackalloc byte[ColumnText.MaxLength];
        WriteJson(utf8[..ColumnText.Write(value, utf8)]);
    }

    public void Write(DateOnly value)
    {
        Span<byte> utf8 = stackalloc byte[ColumnText.MaxLength];
        WriteJson(utf8[..ColumnText.Write(value, utf8)]);
    }

    public void Write(TimeOnly value)
    {
        Span<byte> utf8 = stackalloc byte[ColumnText.MaxLength];
        WriteJson(utf8[..ColumnText.Write(value, utf8)]);
    }

    /// <summary>Text of any kind. SQLite copies it; of no bytes the address would be null, which is another value.</summary>
    public void WriteJson(ReadOnlySpan<byte> utf8)
    {
        Count(utf8.Length);
        statement.Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_handle, _index++, utf8z.FromSpan("\0"u8))
            : raw.sqlite3_bind_text(_handle, _index++, utf8));
    }

    /// <summary>Binds a value of <see cref="Sql.Values"/>.</summary>
    public void WriteValue(object? value)
    {
        switch (value)
        {
            case null: WriteNull(); break;
            case long number: Write(number); break;
            case double number: Write(number); break;
            case decimal number: Write(number); break;
            case bool truth: Write(truth); break;
            case string text: Write(text); break;
            case Guid guid: Write(guid); break;
            case DateTimeOffset time: Write(time); break;
            case DateOnly date: Write(date); break;
            case TimeOnly time: Write(time); break;
            default: throw new NotSupportedException($"A {value.GetType()} is not a value of a column.");
        }
    }

    private void Count(int bytes)
    {
        if (_index <= Counted) Bytes += bytes;
    }
}
