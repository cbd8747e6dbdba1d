using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// Takes the columns of a row, or of a key, one after the other in their order. For generated code, and for storages, which implement it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnWriter
{
    /// <summary>Writes a null.</summary>
    void WriteNull();

    /// <summary>Writes a whole number.</summary>
    void Write(long value);

    /// <summary>Writes true or false.</summary>
    void Write(bool value);

    /// <summary>Writes a floating-point number.</summary>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    void Write(double value);

    /// <summary>Writes a decimal number.</summary>
    void Write(decimal value);

    /// <summary>Writes text.</summary>
    /// <exception cref="ArgumentException">The text is null, or no valid UTF-16.</exception>
    void Write(string value);

    /// <summary>Writes a guid.</summary>
    void Write(Guid value);

    /// <summary>Writes an instant, in UTC.</summary>
    void Write(DateTimeOffset value);

    /// <summary>Writes a calendar date.</summary>
    void Write(DateOnly value);

    /// <summary>Writes a time of day.</summary>
    void Write(TimeOnly value);

    /// <summary>Writes a JSON value.</summary>
    void WriteJson(ReadOnlySpan<byte> utf8);
}

/// <summary>
/// Gives the columns of a row that are not computed, one after the other in their order. For generated code, and for storages, which
/// implement it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnReader
{
    /// <summary>Steps over the next column if it is null.</summary>
    /// <returns>False if it holds a value, which is then read.</returns>
    bool TryReadNull();

    /// <summary>Reads a whole number.</summary>
    long ReadInteger();

    /// <summary>Reads true or false.</summary>
    bool ReadBoolean();

    /// <summary>Reads a floating-point number.</summary>
    double ReadReal();

    /// <summary>Reads a decimal number.</summary>
    decimal ReadDecimal();

    /// <summary>Reads text.</summary>
    string ReadText();

    /// <summary>Reads a guid.</summary>
    Guid ReadGuid();

    /// <summary>Reads an instant, in UTC.</summary>
    DateTimeOffset ReadTimestamp();

    /// <summary>Reads a calendar date.</summary>
    DateOnly ReadDate();

    /// <summary>Reads a time of day.</summary>
    TimeOnly ReadTime();

    /// <summary>Reads a JSON value; valid until the next call.</summary>
    ReadOnlySpan<byte> ReadJson();
}
