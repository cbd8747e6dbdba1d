using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>What a composed program offers to the test.</summary>
public abstract class ComposedModels
{
    public abstract EventModel Model { get; }

    /// <summary>A random event.</summary>
    public abstract IEvent Next(Random random);

    /// <summary>The read models of a version; their tables have the same names in all.</summary>
    public ReadModelSet Version(int version) => new([.. Of(version)]);

    /// <returns>What differs from the plain fold of the log.</returns>
    public async Task<List<string>> DifferencesAsync(int version, IReadModels views, OpossumStore store)
    {
        var log = new List<SequencedEvent<IEvent>>();
        await foreach (var e in store.ReadAsync(Query.All)) log.Add(e);
        await views.UntilAsync(store.DurableHead);
        var comparison = new Comparison(views);
        Compare(version, log, comparison);
        return await comparison.DifferencesAsync();
    }

    /// <summary>Reads what can be read at once, which may be rows that another version has made.</summary>
    /// <returns>How many tables had old rows that were read.</returns>
    public async Task<int> ReadAsync(int version, IReadModels views)
    {
        var comparison = new Comparison(views);
        Compare(version, [], comparison);
        return await comparison.ReadAsync();
    }

    protected abstract ReadModelDescriptor[] Of(int version);

    protected abstract void Compare(int version, IReadOnlyList<SequencedEvent<IEvent>> log, Comparison comparison);
}

/// <summary>Compares rows of each model with those of a plain fold.</summary>
public sealed class Comparison(IReadModels views)
{
    private readonly List<Func<Task<string?>>> _all = [];
    private readonly List<Func<Task<bool>>> _reads = [];

    public void Add<TRow, TKey>(IEnumerable<TRow> expected, long missed) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        _reads.Add(ReadAsync<TRow>);
        _all.Add(async () =>
        {
            var rows = new List<TRow>();
            await foreach (var row in views.AllAsync<TRow>()) rows.Add(row);
            var (actual, wanted) = (RowText.Of<TRow, TKey>(rows), RowText.Of<TRow, TKey>(expected));
            var name = ReadModelShape.Of<TRow>().Name;
            var status = (await views.GetStatusAsync()).Single(status => status.Name == name);
            return !actual.SequenceEqual(wanted, StringComparer.Ordinal)
                ? $"{name} has\n  {string.Join("\n  ", actual)}\nand not\n  {string.Join("\n  ", wanted)}"
                : (status.Rows, status.Missed) != (wanted.Length, missed)
                    ? $"{name} says that it has {status.Rows} rows and missed {status.Missed}, not {wanted.Length} and {missed}"
                    : null;
        });
    }

    public async Task<int> ReadAsync()
    {
        var old = 0;
        foreach (var each in _reads)
            if (await each()) old++;
        return old;
    }

    /// <returns>True if there were rows, and they were old ones.</returns>
    private async Task<bool> ReadAsync<TRow>() where TRow : class, IReadModel<TRow>
    {
        var name = ReadModelShape.Of<TRow>().Name;
        var status = (await views.GetStatusAsync()).Single(status => status.Name == name);
        try
        {
            var rows = 0;
            await foreach (var row in views.AllAsync<TRow>()) rows += row.ToString() is null ? 0 : 1;
            return status.Reads == ReadModelRows.Old && rows > 0;
        }
        catch (ReadModelNotReadyException)
        {
            return false;
        }
    }

    public async Task<List<string>> DifferencesAsync()
    {
        var differences = new List<string>();
        foreach (var each in _all)
            if (await each() is { } difference) differences.Add(difference);
        return differences;
    }
}

/// <summary>What composed programs use.</summary>
public static class Naive
{
    private static readonly string[] Texts = ["", "Emma", "Süd 'x' \"y\"", "a\0b", "日本語", new('x', 70), "\U0001F600"];

    public static string Text(Random random) => Texts[random.Next(Texts.Length)];

    public static IEnumerable<TKey> Some<TKey>(TKey? key) where TKey : struct => key is { } some ? [some] : [];
}
