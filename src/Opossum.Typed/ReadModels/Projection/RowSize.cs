using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>About how many bytes the rows of a model take in memory, beside <see cref="RowCache{TRow,TKey}.Overhead"/>.</summary>
internal sealed class RowSize<TRow, TKey>(ReadModelShape shape) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>Text takes two bytes a character, and what is JSON in a column is objects here.</summary>
    private const int OfStoredByte = 2;

    /// <summary>What a row may grow by without anything from the event, such as its position.</summary>
    private const int Growth = 16;

    // Computed columns follow the others, and are not kept.
    private readonly int _columns = shape.Columns.Count(static column => !column.IsComputed);
    private readonly bool _hasJson = shape.Columns.Any(static column => column is { Type: ColumnType.Json, IsComputed: false });

    /// <summary>What an event may add to a row: a row can keep no more of an event than its handler has asked for.</summary>
    public static int MostGrowth(in ProjectedEvent e) => Growth + OfStoredByte * e.Gives;

    /// <summary>
    /// The size of a row that was read or written just now. JSON, which would have to be written for it, is not measured.
    /// </summary>
    /// <param name="row">The row; null for none.</param>
    /// <param name="storedBytes">What its columns take where it is stored.</param>
    public int Of(TRow? row, int storedBytes) =>
        row is null ? 0 : !_hasJson && TryMeasure(row, out var bytes) ? bytes : OfStoredByte * storedBytes;

    /// <returns>False if it can't be measured. Then it can't be stored either, and that is told of when it is to be.</returns>
    public bool TryMeasure(TRow row, out int bytes)
    {
        var meter = new Meter(_columns);
        try
        {
            TRow.Write(row, ref meter);
            bytes = meter.Bytes;
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            bytes = 0;
            return false;
        }
    }

    /// <summary>Takes columns, and counts what their values take.</summary>
    private struct Meter(int counted) : IColumnWriter
    {
        private const int Reference = 8;
        private const int ObjectHeader = 24;

        private int _index;

        public int Bytes { get; private set; }

        public void WriteNull() => Count(Reference);

        public void Write(long value) => Count(sizeof(long));

        public void Write(bool value) => Count(sizeof(long));

        public void Write(double value) => Count(sizeof(double));

        public void Write(decimal value) => Count(sizeof(decimal));

        public void Write(string value) => Count(Reference + ObjectHeader + sizeof(char) * (value?.Length ?? 0));

        public void Write(Guid value) => Count(2 * sizeof(long));

        public void Write(DateTimeOffset value) => Count(2 * sizeof(long));

        public void Write(DateOnly value) => Count(sizeof(long));

        public void Write(TimeOnly value) => Count(sizeof(long));

        public void WriteJson(ReadOnlySpan<byte> utf8) => Count(Reference + ObjectHeader + OfStoredByte * utf8.Length);

        private void Count(int bytes)
        {
            if (_index++ < counted) Bytes += bytes;
        }
    }
}
