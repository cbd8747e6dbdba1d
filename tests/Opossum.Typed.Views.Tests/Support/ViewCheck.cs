using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Views.Tests;

/// <summary>The rows that a plain fold gives, by the name of the table: to compare with those of a storage.</summary>
internal sealed class ViewCheck
{
    private readonly List<Func<IReadModels, Task<ImmutableArray<string>>>> _compare = [];
    private readonly List<(string Model, long Missed)> _missed = [];

    /// <summary>Expects these rows of a model, and no others.</summary>
    public ViewCheck Expect<TRow, TKey>(IEnumerable<TRow> rows) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var wanted = RowText.Of<TRow, TKey>(rows);
        _compare.Add(async views =>
        {
            var found = new List<TRow>();
            await foreach (var row in views.AllAsync<TRow>()) found.Add(row);
            var actual = RowText.Of<TRow, TKey>(found);
            var name = ReadModelShape.Of<TRow>().Name;
            return
            [
                .. actual.Except(wanted).Select(row => $"{name}: {row} is too much"),
                .. wanted.Except(actual).Select(row => $"{name}: {row} is missing"),
                .. actual.Length == wanted.Length ? [] : new[] { $"{name} has {actual.Length} rows, not {wanted.Length}" },
            ];
        });
        return this;
    }

    /// <summary>Expects these rows of a statement, in SQLite.</summary>
    public ViewCheck ExpectRead<TRow>(Func<SqliteReadModels, IAsyncEnumerable<TRow>> read, IEnumerable<TRow> rows)
    {
        TRow[] wanted = [.. rows];
        _compare.Add(async views =>
        {
            if (views is not SqliteReadModels tables) return [];
            var found = new List<TRow>();
            await foreach (var row in read(tables)) found.Add(row);
            return found.SequenceEqual(wanted)
                ? []
                : [$"read {string.Join(", ", found)}\nand not {string.Join(", ", wanted)}"];
        });
        return this;
    }

    /// <summary>Expects so many events that were to change a row which did not exist.</summary>
    public ViewCheck ExpectMissed(string model, long missed)
    {
        _missed.Add((model, missed));
        return this;
    }

    public async Task<ImmutableArray<string>> DifferencesAsync(ReadModels views)
    {
        var differences = ImmutableArray.CreateBuilder<string>();
        foreach (var compare in _compare) differences.AddRange(await compare(views));
        var status = await views.GetStatusAsync();
        foreach (var (model, missed) in _missed)
            if (status.Single(each => each.Name == model).Missed is var actual && actual != missed)
                differences.Add($"{model} missed {actual} events, not {missed}");
        return differences.ToImmutable();
    }
}
