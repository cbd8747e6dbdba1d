using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// SQL from an interpolated string: a value in braces is a parameter and never becomes text. A plain string does not convert to it, so
/// nothing can be pasted together.
/// </summary>
/// <remarks>
/// A value is a number, text, a truth value, a guid, a time, a date, an enum value, a tag or null. Of a tag, the column has the value
/// inside, and so has the parameter. Several values, such as a list, stand in parentheses: <c>in {branches}</c>.
/// </remarks>
/// <example>
/// <code>
/// views.QueryAsync&lt;CourseCard>($"where full = {false} and title like {term} order by title limit 20")
/// </code>
/// </example>
[InterpolatedStringHandler]
public sealed class Sql
{
    private readonly ImmutableArray<object?>.Builder _values;
    private readonly StringBuilder _text;

    /// <summary>For the compiler.</summary>
    /// <param name="literalLength">The length of the text beside the values.</param>
    /// <param name="formattedCount">How many values there are.</param>
    public Sql(int literalLength, int formattedCount)
    {
        _text = new(literalLength + 2 * formattedCount);
        _values = ImmutableArray.CreateBuilder<object?>(formattedCount);
    }

    /// <summary>The text, with a question mark for each value.</summary>
    public string Text => _text.ToString();

    /// <summary>
    /// The values in their order, each of a type that a column can hold: <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>,
    /// <see cref="bool"/>, <see cref="string"/>, <see cref="Guid"/>, <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>,
    /// <see cref="TimeOnly"/> or null.
    /// </summary>
    public ImmutableArray<object?> Values => _values.ToImmutable();

    /// <summary>For the compiler: adds text.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>For the compiler: adds a value, or several.</summary>
    /// <exception cref="NotSupportedException">No column holds such a value.</exception>
    public void AppendFormatted<T>(T value)
    {
        if (value is string or not IEnumerable)
        {
            _text.Append('?');
            _values.Add(ColumnValueOf(value));
            return;
        }

        var separator = '(';
        foreach (var each in (IEnumerable)value)
        {
            _text.Append(separator).Append('?');
            _values.Add(ColumnValueOf(each));
            separator = ',';
        }

        _text.Append(separator == '(' ? "(null)" : ")");
    }

    /// <summary>For the compiler: adds the name of a table or an index, which becomes text.</summary>
    public void AppendFormatted(SqlName name) => _text.Append(name.ToString());

    /// <summary>The text alone; <see cref="Values"/> may be personal.</summary>
    public override string ToString() => Text;

    private static object? ColumnValueOf(object? value) => value switch
    {
        null or long or double or decimal or bool or string or Guid or DateTimeOffset or DateOnly or TimeOnly => value,
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => (decimal)number,
        float number => (double)number,
        char character => character.ToString(),
        TimeSpan duration => duration.Ticks,
        Enum name => name.ToString(),
        IColumnValue tag => tag.ColumnValue,
        _ => throw new NotSupportedException(
            $"A {value.GetType()} is not a value of a column. Write a number, text, a truth value, a guid, a time, a date, an enum value, "
                + "or a tag."),
    };
}
