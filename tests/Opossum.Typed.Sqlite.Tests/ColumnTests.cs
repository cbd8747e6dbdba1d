using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>Values of every type come back as they were, sort as they should, and equal a parameter of Microsoft.Data.Sqlite.</summary>
public sealed class ColumnTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ViewsFolder _folder = new();
    private readonly SqliteStorage _storage;
    private RowTable<Values, long> _table = null!;

    public ColumnTests() => _storage = new(_folder.Path);

    private static Values Plain => new(0, 0, false, 0, 0, "", Guid.Empty, Noon, default, default, "{}");

    public async ValueTask InitializeAsync()
    {
        await _storage.OpenAsync(TestContext.Current.CancellationToken);
        _table = _storage.OpenTable<Values, long>(ReadModelShape.Of<Values>());
        await _table.ResetAsync();
    }

    [Fact]
    public async Task Values_at_their_extremes_come_back()
    {
        Values[] rows =
        [
            Plain,
            Plain with { Whole = long.MinValue, Truth = true, Real = double.MaxValue, Number = decimal.MaxValue, Text = "a\0b" },
            Plain with { Whole = long.MaxValue, Real = double.Epsilon, Number = decimal.MinValue, Text = "\U0001F600 'quoted' \"twice\"" },
            Plain with { Real = double.NegativeInfinity, Number = 0.0000000000000000000000000001m, Text = new('x', 100_000) },
            Plain with { Real = double.PositiveInfinity, Number = 1.00m, Id = Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff") },
            Plain with { At = DateTimeOffset.MinValue, Day = DateOnly.MinValue, Time = TimeOnly.MinValue },
            Plain with { At = DateTimeOffset.MaxValue.ToUniversalTime(), Day = DateOnly.MaxValue, Time = TimeOnly.MaxValue },
            Plain with { At = Noon.AddTicks(1), Time = new(1), Json = "[1,\"\u00fc\",null]" },
            Plain with { At = Noon.AddMilliseconds(120), Time = new(12, 30, 15) },
        ];
        rows = [.. rows.Select(static (row, i) => row with { Key = i })];
        await WriteAsync(rows);
        Assert.Equal(rows, await LoadAsync(rows.Length));
    }

    [Fact]
    public async Task What_no_column_holds_is_refused()
    {
        await _storage.BeginAsync();
        Assert.Throws<ArgumentException>(() => _table.Write(1, Plain with { Real = double.NaN }, exists: false));
        Assert.Throws<ArgumentException>(() => _table.Write(1, Plain with { Text = "\U0001F600"[..1] }, exists: false));
        await _storage.RollbackAsync();
        Assert.Equal(0L, _folder.Read("select count(*) from all_values"));
    }

    [Fact]
    public async Task A_negative_zero_comes_back_as_zero()
    {
        await WriteAsync([Plain with { Real = -0.0 }]);
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits((await LoadAsync(1))[0].Real));
    }

    [Fact]
    public async Task Rows_are_ordered_by_value()
    {
        decimal[] numbers = [-10m, -9.99m, 0, 0.5m, 1.0m, 9, 10, 100.25m, decimal.MaxValue];
        DateTimeOffset[] times = [DateTimeOffset.MinValue, Noon, Noon.AddTicks(1), Noon.AddTicks(10), Noon.AddMilliseconds(400),
            Noon.AddMilliseconds(490), Noon.AddMilliseconds(500), Noon.AddSeconds(1), DateTimeOffset.MaxValue.ToUniversalTime()];
        TimeOnly[] clock = [default, new(1), new(0, 0, 1), new(9, 59, 59, 999), new(10, 0), new(10, 0, 0, 1), new(23, 0), new(23, 0, 1),
            TimeOnly.MaxValue];
        var random = new Random(Tier.Seed);
        var order = Enumerable.Range(0, numbers.Length).OrderBy(_ => random.Next()).ToArray();
        await WriteAsync([.. order.Select(i => Plain with
        {
            Key = i, Number = numbers[i], At = times[i], Time = clock[i], Day = new DateOnly(1, 1, 1).AddDays(i * 40_000),
            Id = new(i + 1, 0, 0, new byte[8]),
        })]);
        foreach (var column in (string[])["number", "at", "time", "day", "id"])
            Assert.Equal("0 1 2 3 4 5 6 7 8", KeysBy(column));

        object? KeysBy(string column) =>
            _folder.Read($"select group_concat(key, ' ') from (select key from all_values order by {column})");
    }

    [Fact]
    public async Task Values_equal_the_parameters_of_Microsoft_Data_Sqlite()
    {
        var id = Guid.NewGuid();
        await WriteAsync([Plain with
        {
            Number = 12.50m, Id = id, At = Noon.AddTicks(1_200_000), Day = new(2026, 5, 1), Time = new(9, 30, 0, 5), Truth = true,
            Real = 0.1,
        }]);
        Assert.Equal(1L, Count("number", 12.5m));
        Assert.Equal(1L, Count("id", id));
        Assert.Equal(1L, Count("at", Noon.AddTicks(1_200_000)));
        Assert.Equal(1L, Count("day", new DateOnly(2026, 5, 1)));
        Assert.Equal(1L, Count("time", new TimeOnly(9, 30, 0, 5)));
        Assert.Equal(1L, Count("truth", true));
        Assert.Equal(1L, Count("real", 0.1));
        Assert.Equal("2026-05-01", _folder.Read("select date(at) from all_values"));            // SQLite's functions know the form

        object? Count(string column, object value) =>
            _folder.Read($"select count(*) from all_values where {column} = $value", ("$value", value));
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WriteAsync(IEnumerable<Values> rows)
    {
        await _storage.BeginAsync();
        foreach (var row in rows) _table.Write(row.Key, row, exists: false);
        await _storage.CommitAsync([]);
    }

    private async Task<IEnumerable<Values>> LoadListAsync(int count)
    {
        var rows = new StoredRow<Values>[count];
        await _table.LoadAsync([.. Enumerable.Range(0, count).Select(static i => (long)i)], rows);
        return rows.Select(static row => row.Row!);
    }

    private async Task<Values[]> LoadAsync(int count) => [.. await LoadListAsync(count)];

    internal sealed record Values(
        long Key, long Whole, bool Truth, double Real, decimal Number, string Text, Guid Id, DateTimeOffset At, DateOnly Day, TimeOnly Time,
        string Json) : IReadModel<Values, long>
    {
        static ReadModelShape IReadModel<Values>.Shape => new()
        {
            Name = "all_values",
            Logic = "",
            Columns =
            [
                new("key", ColumnType.WholeNumber) { IsKey = true },
                new("whole", ColumnType.WholeNumber),
                new("truth", ColumnType.Boolean),
                new("real", ColumnType.RealNumber),
                new("number", ColumnType.DecimalNumber),
                new("text", ColumnType.Text),
                new("id", ColumnType.Uuid),
                new("at", ColumnType.Timestamp),
                new("day", ColumnType.Date),
                new("time", ColumnType.Time),
                new("json", ColumnType.Json),
            ],
            Events = [],
        };

        static void IReadModel<Values, long>.Route(ref ProjectedEvent e, ref RowKeys<long> keys)
        {
        }

        static Values? IReadModel<Values, long>.Apply(Values? row, long key, ref ProjectedEvent e) => row;

        static long IReadModel<Values, long>.KeyOf(Values row) => row.Key;

        static void IReadModel<Values, long>.WriteKey<TWriter>(long key, ref TWriter columns) => columns.Write(key);

        static void IReadModel<Values, long>.Write<TWriter>(Values row, ref TWriter columns)
        {
            columns.Write(row.Key);
            columns.Write(row.Whole);
            columns.Write(row.Truth);
            columns.Write(row.Real);
            columns.Write(row.Number);
            columns.Write(row.Text);
            columns.Write(row.Id);
            columns.Write(row.At);
            columns.Write(row.Day);
            columns.Write(row.Time);
            columns.WriteJson(Encoding.UTF8.GetBytes(row.Json));
        }

        static Values IRow<Values>.Read<TReader>(ref TReader columns) => new(
            columns.ReadInteger(), columns.ReadInteger(), columns.ReadBoolean(), columns.ReadReal(), columns.ReadDecimal(),
            columns.ReadText(), columns.ReadGuid(), columns.ReadTimestamp(), columns.ReadDate(), columns.ReadTime(),
            Encoding.UTF8.GetString(columns.ReadJson()));

        static int IReadModel<Values, long>.Compare(long left, long right) => left.CompareTo(right);

        static ImmutableArray<Tag> IReadModel<Values, long>.TagsOf(long key) => default;
    }
}
