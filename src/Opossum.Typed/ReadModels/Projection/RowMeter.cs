using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Counts what the columns of a row take, as a storage does, and writes nothing: about the bytes of text, and 8 of a number.
/// </summary>
/// <param name="counted">How many of the first columns are counted. Computed ones follow them and are not kept in memory.</param>
internal struct RowMeter(int counted) : IColumnWriter
{
    /// <summary>How much more a row takes in memory than its columns: text has two bytes a character.</summary>
    public const int InMemory = 2;

    private int _index;

    public int Bytes { get; private set; }

    public void WriteNull() => _index++;

    public void Write(long value) => Count(sizeof(long));

    public void Write(bool value) => Count(sizeof(long));

    public void Write(double value) => Count(sizeof(double));

    public void Write(decimal value) => Count(sizeof(decimal));

    public void Write(string value) => Count(value?.Length ?? 0);

    public void Write(Guid value) => Count(2 * sizeof(long));

    public void Write(DateTimeOffset value) => Count(2 * sizeof(long));

    public void Write(DateOnly value) => Count(sizeof(long));

    public void Write(TimeOnly value) => Count(sizeof(long));

    public void WriteJson(ReadOnlySpan<byte> utf8) => Count(utf8.Length);

    private void Count(int bytes)
    {
        if (_index++ < counted) Bytes += bytes;
    }
}
