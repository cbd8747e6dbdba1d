using Opossum.Typed.Generators.Tests.Composed;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>A column of a composed model, and what an event makes of its value.</summary>
internal sealed class ComposedColumn
{
    /// <summary>Type, the column as it begins, the value that an event gives by a member, and one that none is needed for.</summary>
    private static readonly (string Type, string Default, string Member, string FromEvent, string FromRow)[] Kinds =
    [
        ("int", "0", "N", "{0} + e.N", "{0} + 1"),
        ("long", "7", "N", "e.N * 3L", "at.Ticks"),
        ("int?", "null", "N", "e.N < 0 ? null : e.N", "{0} is null ? 1 : null"),
        ("string", "\"\"", "S", "e.S", "metadata.Id.ToString()"),
        ("string?", "null", "O", "e.O", "{0} is {{ Length: < 50 }} ? {0} + \"+\" : null"),
        ("decimal", "1.50m", "D", "{0} + e.D", "{0} * 1.0m / 3"),
        ("DateTimeOffset?", "null", "T", "e.T", "at"),
        ("TimeSpan", "default", "T", "at - e.T", "{0} + TimeSpan.FromTicks(1)"),
        ("DateOnly", "default", "T", "DateOnly.FromDateTime(e.T.DateTime)", "{0}.AddDays(1)"),
        ("TimeOnly?", "null", "T", "TimeOnly.FromDateTime(e.T.DateTime)", "null"),
        ("Mood", "Mood.Wild", "M", "e.M", "{0} == Mood.Calm ? Mood.Odd : Mood.Calm"),
        ("Mood?", "null", "M", "e.M", "null"),
        ("bool", "false", "N", "e.N > 2", "!{0}"),
        ("double", "0.1", "R", "{0} / 2 + e.R", "{0} * 1.7 % 1000"),
        ("Guid?", "null", "N", "metadata.Id", "null"),
        ("int[]?", "null", "L", "[.. e.L, .. {0} ?? []]", "{0} is {{ Length: > 0 }} ? {0}[1..] : [3]"),
        ("Pair?", "null", "S", "new Pair(e.S, {0}?.Count + 1 ?? 0)", "{0} is null ? new Pair(\"\", 1) : null"),
        ("Alpha?", "null", "N", "new Alpha(e.N)", "null"),
        ("Dictionary<string, int>?", "null", "S", "new() {{ [e.S] = {0}?.Count ?? 0 }}", "{0}"),
    ];

    private readonly (string Type, string Default, string Member, string FromEvent, string FromRow) _kind;
    private readonly string _attribute;

    public ComposedColumn(Dice dice, string name)
    {
        Name = name;
        _kind = dice.Of(Kinds);
        var isScalar = !_kind.Type.Contains('[', StringComparison.Ordinal) && !_kind.Type.Contains('<', StringComparison.Ordinal)
            && _kind.Type != "Pair?";
        _attribute = !isScalar || !dice.OneIn(4) ? "" : dice.OneIn(2) ? "[property: Index] " : "[property: Index(\"together\")] ";
    }

    public string Name { get; }

    public string Parameter => $"{_attribute}{_kind.Type} {Name} = {_kind.Default}";

    /// <summary>The next value.</summary>
    /// <param name="dice">Decides whether it is of the event.</param>
    /// <param name="e">The event.</param>
    /// <param name="row">The row before; null for none.</param>
    public string Next(Dice dice, ComposedEvent e, string? row)
    {
        var before = row is null ? $"default({_kind.Type})" : $"{row}.{Name}";
        if (row is null && _kind.Type == "string") before = "\"\"";
        var next = e.Members.Contains(_kind.Member) && !dice.OneIn(4) ? _kind.FromEvent : _kind.FromRow;
        return $"({string.Format(System.Globalization.CultureInfo.InvariantCulture, next, before)})";
    }
}
