using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>The values of a unique index in memory, and which row has them.</summary>
internal sealed class UniqueValues<TRow, TKey>(ReadModelShape shape, ReadModelIndex index) : IDisposable
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly Dictionary<string, TKey> _owners = new(StringComparer.Ordinal);
    private readonly List<(string Value, TKey Key, bool IsAdded)> _undo = [];
    private readonly bool[] _isOfIndex = [.. shape.Columns.Select(column => index.Columns.Contains(column.Name))];
    private readonly EncodingBuffer _bytes = new();

    /// <summary>Notes the values of a row.</summary>
    /// <exception cref="RowRefusedException">Another row has them.</exception>
    public void Add(TKey key, TRow row)
    {
        if (ValuesOf(row) is not { } value) return;
        if (!_owners.TryAdd(value, key))
            throw new RowRefusedException($"The read model '{shape.Name}' has a row with these values in its unique index '{index.Name}'.");
        _undo.Add((value, key, true));
    }

    /// <summary>Forgets the values of a row.</summary>
    public void Remove(TKey key, TRow row)
    {
        if (ValuesOf(row) is not { } value || !_owners.Remove(value)) return;
        _undo.Add((value, key, false));
    }

    public void Commit() => _undo.Clear();

    public void Rollback()
    {
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            var (value, key, isAdded) = _undo[i];
            if (isAdded) _owners.Remove(value);
            else _owners.Add(value, key);
        }

        _undo.Clear();
    }

    public void Clear()
    {
        _owners.Clear();
        _undo.Clear();
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Null if one of them is: such values are never equal.</summary>
    private string? ValuesOf(TRow row)
    {
        _bytes.Clear();
        var values = new ValueWriter(_isOfIndex, _bytes);
        TRow.Write(row, ref values);
        return values.HasNull ? null : Encoding.Latin1.GetString(_bytes.Written);
    }

    /// <summary>Takes the columns of the index, each in one form for all values that are equal.</summary>
    private struct ValueWriter(bool[] isOfIndex, EncodingBuffer bytes) : IColumnWriter
    {
        private int _column;

        public bool HasNull { get; private set; }

        public void WriteNull()
        {
            if (isOfIndex[_column++]) HasNull = true;
        }

        public void Write(long value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(bool value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(double value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value == 0 ? 0 : value);          // -0
        }

        public void Write(decimal value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value / 1.000000000000000000000000000000000m);       // 1.50 is 1.5
        }

        public void Write(string value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(Guid value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(DateTimeOffset value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(DateOnly value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void Write(TimeOnly value)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).Write(value);
        }

        public void WriteJson(ReadOnlySpan<byte> utf8)
        {
            if (isOfIndex[_column++]) new RowEncoder(bytes).WriteJson(utf8);
        }
    }
}
