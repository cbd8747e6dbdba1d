using System.Collections.Immutable;
using System.Globalization;

namespace OrderManagement.Csv;

/// <summary>The current row of the file. It notes which columns were asked for, so that none with a value goes unnoticed.</summary>
internal sealed class OrderRow
{
    // A decimal has at least 28 digits; beyond them it would round without a word.
    private const int LongestNumber = 28;

    private readonly CsvRows _csv;
    private readonly string _file;
    private readonly int[] _ordinals;
    private readonly bool[] _asked = new bool[ColumnNames.All.Length];

    public OrderRow(CsvRows csv, string file)
    {
        (_csv, _file) = (csv, file);
        _ordinals = [.. ColumnNames.All.Select(OrdinalOf)];
    }

    public ReadOnlySpan<char> Activity => Text(Column.Activity);

    public OrderId Order => new(OneId(Column.Orders));

    public ItemId Item => new(OneId(Column.Items));

    public PackageId Package => new(OneId(Column.Packages));

    public ImmutableArray<ItemId> Items => [.. Ids(Column.Items).Select(static id => new ItemId(id))];

    public decimal? Weight => Number(Column.Weight);

    public decimal? Price => Number(Column.Price);

    /// <summary>The file has it as 17.0; anything but a whole number is an error.</summary>
    public long LogId => Number(Column.EventId) is { } number && decimal.IsInteger(number) && number is > 0 and <= long.MaxValue
        ? (long)number
        : throw Wrong(Column.EventId, "is no event number such as 17.0");

    public DateTimeOffset At => DateTimeOffset.TryParseExact(
        Text(Column.Timestamp), "yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? at
        : throw Wrong(Column.Timestamp, "is no time such as 2019-05-20 07:07:47.000Z");

    /// <summary>Goes to the next row, if there is one.</summary>
    public bool Next()
    {
        if (!Read()) return false;

        Array.Clear(_asked);
        if (_csv.FieldCount != _csv.Header.Count) throw Error($"the row has {_csv.FieldCount} columns instead of {_csv.Header.Count}");
        return true;
    }

    /// <summary>A value that no event took would be lost; better to say so.</summary>
    public void EnsureNothingIsLeft()
    {
        foreach (var column in Enum.GetValues<Column>())
        {
            if (_asked[(int)column]) continue;
            if (!Text(column).IsWhiteSpace()) throw Wrong(column, $"has no place in '{Activity}'");
        }
    }

    public OrderLogException Wrong(Column column, string problem) =>
        Error(Text(column).IsWhiteSpace() ? "the value is missing" : $"'{Text(column)}' {problem}", column);

    private bool Read()
    {
        try
        {
            return _csv.Next();
        }
        catch (CsvRowException e)
        {
            throw Error(
                e.Message, e.Ordinal is { } ordinal && Array.IndexOf(_ordinals, ordinal) is >= 0 and var column ? (Column)column : null, e);
        }
    }

    private ReadOnlySpan<char> Text(Column column)
    {
        _asked[(int)column] = true;
        return _csv[_ordinals[(int)column]];
    }

    private decimal? Number(Column column)
    {
        var text = Text(column);
        if (text.IsWhiteSpace()) return null;
        return text.Length <= LongestNumber
            && decimal.TryParse(
                text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(column, "is no decimal number");
    }

    private long OneId(Column column) => Ids(column) is [var id] ? id : throw Wrong(column, "should be exactly one id");

    private ImmutableArray<long> Ids(Column column) =>
        IdList.TryParse(Text(column), out var ids) && !ids.IsEmpty
            ? ids
            : throw Wrong(column, "is no list of ids such as ['880001','880004']");

    private int OrdinalOf(string name)
    {
        var ordinals = Enumerable.Range(0, _csv.Header.Count).Where(ordinal => _csv.Header[ordinal] == name).ToArray();
        return ordinals is [var only]
            ? only
            : throw Error(ordinals.Length == 0 ? $"there is no column '{name}'" : $"there is more than one column '{name}'");
    }

    private OrderLogException Error(string problem, Column? column = null, Exception? inner = null)
    {
        var place = column is { } known ? $"{_file}, line {_csv.Line}, column '{ColumnNames.Of(known)}'" : $"{_file}, line {_csv.Line}";
        return new($"{place}: {problem}.", inner);
    }
}
