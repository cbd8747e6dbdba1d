using System.Globalization;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Testing;

/// <summary>
/// A row as text that can be compared and read: a column a line, with its name. By columns and not by Equals, which takes two lists of the
/// same items for different ones.
/// </summary>
internal static class RowText
{
    public const string None = "no row";

    public static string Of<TRow, TKey>(TRow row) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var values = new Values();
        TRow.Write(row, ref values);
        return string.Join('\n', TRow.Shape.Columns.Zip(values.All, static (column, value) => $"{column.Name}: {value}"));
    }

    private struct Values() : IColumnWriter
    {
        public List<string> All { get; } = [];

        public readonly void WriteNull() => All.Add("null");

        public readonly void Write(long value) => Add(value);

        public readonly void Write(bool value) => All.Add(value ? "true" : "false");

        public readonly void Write(double value) => Add(value);

        public readonly void Write(decimal value) => Add(value);

        public readonly void Write(string value) => All.Add(AnswerText.Quoted(value));

        public readonly void Write(Guid value) => All.Add(value.ToString());

        public readonly void Write(DateTimeOffset value) => All.Add(value.ToString("o", CultureInfo.InvariantCulture));

        public readonly void Write(DateOnly value) => All.Add(value.ToString("o", CultureInfo.InvariantCulture));

        public readonly void Write(TimeOnly value) => All.Add(value.ToString("o", CultureInfo.InvariantCulture));

        public readonly void WriteJson(ReadOnlySpan<byte> utf8) => All.Add(Encoding.UTF8.GetString(utf8));

        private readonly void Add<T>(T value) where T : IFormattable => All.Add(value.ToString(null, CultureInfo.InvariantCulture));
    }
}
