using Opossum.Typed.Generators.Tests.Composed;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>A read model, with the plain fold of its rows beside it: a loop over the log that calls the same handlers.</summary>
internal sealed class ComposedModel
{
    private readonly Dice _dice;
    private readonly string _name;
    private readonly ComposedKey _key;
    private readonly bool _makes;       // a handler makes rows; else they begin as new(key)
    private readonly List<ComposedColumn> _columns = [];
    private readonly List<string> _methods = [];
    private readonly List<string> _cases = [];

    /// <param name="dice">The dice.</param>
    /// <param name="name">Its name.</param>
    /// <param name="events">The events there are.</param>
    /// <param name="like">Another version that has the same columns, so that its rows can be read; null for any columns.</param>
    public ComposedModel(Dice dice, string name, ComposedEvent[] events, ComposedModel? like = null)
    {
        (_dice, _name) = (dice, name);
        _key = like?._key ?? new(dice, [.. events.SelectMany(static e => e.Members)]);
        var taken = events.Where(e => _key.Takes(e) && !dice.OneIn(5)).ToArray();
        IsUsable = taken.Length > 0;
        if (like is not null) _columns = like._columns;
        else for (var i = 0; i <= 1 + dice.Below(5); i++) _columns.Add(new(dice, $"C{i}"));
        _makes = _key.IsPosition || !dice.OneIn(3);
        for (var i = 0; i < taken.Length; i++) Handle(taken[i], isFirst: i == 0);
    }

    /// <summary>False if no event has such a key.</summary>
    public bool IsUsable { get; }

    public string Row => $"{_name}, {_key.Type}";

    public string Declaration => $$"""
        [ReadModel("{{_name.ToLowerInvariant()}}")]
        public partial record {{_name}}({{string.Join(", ", _key.Parameters.Concat(_columns.Select(static column => column.Parameter)))}})
        {
            {{(_dice.OneIn(3) ? "[Index] " : "")}}public bool IsWide => $"{C0}".Length > 2;

            {{string.Join("\n    ", _methods)}}

            internal static IEnumerable<{{_name}}> Fold(IReadOnlyList<SequencedEvent<IEvent>> log, out long missed)
            {
                var rows = new Dictionary<{{_key.Type}}, {{_name}}>();
                missed = 0;
                foreach (var at in log)
                {
                    switch (at.Event)
                    {
                        {{string.Join("\n                ", _cases)}}
                    }
                }

                return rows.Values;
            }
        }
        """;

    private void Handle(ComposedEvent e, bool isFirst)
    {
        if (_key.Method(e) is { } keyOf) _methods.Add(keyOf);
        var (extras, given) = Extras();
        var (signature, call, takesMissing) = _makes && (isFirst || _dice.OneIn(3))
            ? ($"static {_name} On({e.Name} e{extras}) => {New(e, before: null)}", $"{_name}.On(e{given})", true)
            : _key.IsPosition || _dice.OneIn(4)
            ? ($"static {_name}? On({_name}? row, {e.Name} e{extras}) => {Upserted(e)}", $"{_name}.On(row, e{given})", true)
            : _dice.Below(4) switch
            {
                0 => ($"{_name}? On({e.Name} _) => null", "row.On(e)", false),
                1 => ($"{_name}? On({e.Name} e{extras}) => $\"{{C0}}\".Length > 3 ? null : {With(e, "this")}", $"row.On(e{given})", false),
                2 => ($"static {_name}? On({_name} row, {e.Name} e{extras}) => {With(e, "row")}", $"{_name}.On(row, e{given})", false),
                _ => ($"{_name} On({e.Name} e{extras}) => {With(e, "this")}", $"row.On(e{given})", false),
            };
        _methods.Add($"internal {signature};");
        _cases.Add($"case {e.Name} e: foreach (var key in {_key.KeysOf(e)}) {{ var row = rows.GetValueOrDefault(key); "
            + (takesMissing ? "" : _makes ? "if (row is null) { missed++; continue; } " : $"row ??= {Begin}; ")
            + $"if ({call} is {{ }} next) rows[key] = next; else rows.Remove(key); }} break;");
    }

    private string Begin => $"new({string.Join(", ", _key.Arguments)})";

    private (string Extras, string Given) Extras()
    {
        var (extras, given) = (new List<string> { $"{_key.Type} key" }, new List<string> { "key" });
        if (_key.Type == "long") (extras[0], given[0]) = ("long key", "at.Position");
        if (_key.Type == "ValueTuple") { extras.Clear(); given.Clear(); }
        extras.AddRange(["EventMetadata metadata", "DateTimeOffset at"]);
        given.AddRange(["at.Metadata", "at.Metadata.RecordedAt"]);
        return (string.Concat(extras.Select(static each => ", " + each)), string.Concat(given.Select(static each => ", " + each)));
    }

    private string New(ComposedEvent e, string? before) =>
        $"new({string.Join(", ", _key.Arguments.Concat(_columns.Select(column => column.Next(_dice, e, before))))})";

    private string Upserted(ComposedEvent e) => _dice.OneIn(4)
        ? $"row is null ? {New(e, before: null)} : null"
        : $"row is null ? {New(e, before: null)} : {With(e, "row")}";

    private string With(ComposedEvent e, string row)
    {
        if (_dice.OneIn(10)) return row;            // nothing happens
        var changed = _columns.Where(_ => _dice.OneIn(2)).Select(column => $"{column.Name} = {column.Next(_dice, e, row)}").ToArray();
        return changed.Length == 0 ? row : $"{row} with {{ {string.Join(", ", changed)} }}";
    }
}
