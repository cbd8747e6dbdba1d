using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The types among them that hold themselves. One that is met again while its parts are read gets its place at once, and stands there as
/// <see cref="UnfinishedSpec"/> until it is complete. Whether it gives tags is not known before that: it is guessed, and where the guess
/// was wrong the event is read once more.
/// </summary>
internal sealed partial class TypeTable
{
    private readonly Dictionary<string, OpenType> _open = new(StringComparer.Ordinal);
    private readonly List<(int Type, string Discriminator)> _unchecked = [];
    private bool _hasLearned;

    /// <summary>Whether a type holds itself.</summary>
    public bool IsRecursive { get; private set; }

    /// <summary>Whether a type gives tags that was guessed to give none. The guesses of the next time know it.</summary>
    public bool HasLearned => _hasLearned;

    /// <summary>The place of a type whose parts are being read; null where they are not.</summary>
    private int? PlaceOfOpen(string key, string name, string reference, bool isValueType)
    {
        if (!_open.TryGetValue(key, out var open)) return null;
        if (open.Place is { } place) return place;
        IsRecursive = true;
        open.Noun ??= Noun(name);
        open.Place = Add(
            new UnfinishedSpec
            {
                Noun = open.Noun,
                Reference = reference,
                IsValueType = isValueType,
                GivesTags = tagged.Contains(key),
            },
            key);
        return open.Place;
    }

    private void Begin(string key, string? noun = null) => _open.Add(key, new() { Noun = noun });

    /// <summary>Adds a type whose parts have been read, or puts it where it was expected.</summary>
    /// <param name="key">What <see cref="Begin"/> had.</param>
    /// <param name="name">The name of the type.</param>
    /// <param name="type">Makes the type from the noun of its helpers.</param>
    private int Complete(string key, string name, Func<string, TypeSpec> type)
    {
        var open = _open[key];
        _open.Remove(key);
        var complete = type(open.Noun ?? Noun(name));
        if (open.Place is not { } place) return Add(complete, key);
        if (complete.HasTags && tagged.Add(key)) _hasLearned = true;
        _types[place] = complete;
        return place;
    }

    /// <summary>Of a type that is refused. Why, its parts have said.</summary>
    private int? Abandon(string key, INamedTypeSymbol type)
    {
        _open.Remove(key);
        _refused.Add(type);
        return null;
    }

    private sealed class OpenType
    {
        public string? Noun { get; set; }

        public int? Place { get; set; }
    }
}
