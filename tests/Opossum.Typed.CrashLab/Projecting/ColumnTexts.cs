using System.Globalization;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>
/// A row as the text that its columns are to have in SQLite: written out from the table of docs/architecture.md, without the runtime.
/// </summary>
internal readonly struct ColumnTexts() : IColumnWriter
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void WriteNull() => Add("null");

    public void Write(long value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public void Write(bool value) => Add(value ? "1" : "0");

    public void Write(double value) => Add(value.ToString("R", CultureInfo.InvariantCulture));

    public void Write(decimal value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public void Write(string value) => Add(value);

    public void Write(Guid value) => Add(value.ToString("D"));

    public void Write(DateTimeOffset value) => Add(value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));

    public void Write(DateOnly value) => Add(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public void Write(TimeOnly value) => Add(value.ToString(
        value.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    public void WriteJson(ReadOnlySpan<byte> utf8) => Add(Encoding.UTF8.GetString(utf8));

    /// <summary>Adds a value as SQLite has it, of text its bytes.</summary>
    public void AddStored(object value)
    {
        switch (value)
        {
            case long number: Write(number); break;
            case double number: Write(number); break;
            case byte[] utf8: WriteJson(utf8); break;
            case DBNull: WriteNull(); break;
            default: throw new InvalidDataException($"SQLite has a {value.GetType()}.");
        }
    }

    private void Add(string value) => _text.Append(value).Append('|');
}
