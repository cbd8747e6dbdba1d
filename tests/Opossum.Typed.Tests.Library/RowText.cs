using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <summary>Rows as text, every digit and offset of it, in the order of their texts.</summary>
public static class RowText
{
    public static ImmutableArray<string> Of<TRow, TKey>(IEnumerable<TRow> rows)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        [.. rows.Select(Of<TRow, TKey>).Order(StringComparer.Ordinal)];

    public static string Of<TRow, TKey>(TRow row) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var columns = new Columns();
        TRow.Write(row, ref columns);
        return columns.Text;
    }

    private struct Columns() : IColumnWriter
    {
        private readonly StringBuilder _text = new();

        public readonly string Text => _text.ToString();

        public void WriteNull() => Add("null");

        public void Write(long value) => Add(value.ToString(CultureInfo.InvariantCulture));

        public void Write(bool value) => Add(value ? "true" : "false");

        public void Write(double value) => Add(BitConverter.DoubleToInt64Bits(value).ToString("X", CultureInfo.InvariantCulture));

        public void Write(decimal value) => Add(value.ToString(CultureInfo.InvariantCulture));

        public void Write(string value) => Add($"'{value}'");

        public void Write(Guid value) => Add(value.ToString());

        public void Write(DateTimeOffset value) => Add(value.ToString("O", CultureInfo.InvariantCulture));

        public void Write(DateOnly value) => Add(value.ToString("O", CultureInfo.InvariantCulture));

        public void Write(TimeOnly value) => Add(value.ToString("O", CultureInfo.InvariantCulture));

        public void WriteJson(ReadOnlySpan<byte> utf8) => Add(Encoding.UTF8.GetString(utf8));

        private readonly void Add(string value) => _text.Append(value).Append('|');
    }
}
