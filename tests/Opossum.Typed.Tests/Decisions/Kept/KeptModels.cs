using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>All that the state of a model can consist of and be kept.</summary>
[DecisionModel]
public sealed partial record Ledger(AccountId Account)
{
    public string Owner { get; init; } = "";

    public ImmutableList<AccountId> Partners { get; init; } = [];

    public ImmutableDictionary<AccountId, Note> Notes { get; init; } = ImmutableDictionary<AccountId, Note>.Empty;

    public FrozenSet<string> Words { get; init; } = FrozenSet<string>.Empty;

    public ImmutableArray<string?> Texts { get; init; } = [];

    public (string Text, int Number)? Pair { get; init; }

    public long Last { get; init; }

    Ledger On(AccountOpened e, long position) => this with { Owner = e.Owner, Last = position };

    static Ledger On(Ledger state, MoneyMoved e, long position) => state with
    {
        Partners = state.Partners.Add(e.From == state.Account ? e.To : e.From),
        Notes = state.Notes.SetItem(e.To, new($"{e.Amount}", new(e.Amount))),
        Words = state.Words.Append($"{e.Amount}").ToFrozenSet(),
        Texts = state.Texts.Add(e.Amount > 5 ? "large" : null),
        Pair = ("moved", e.Amount),
        Last = position,
    };
}

/// <summary>With text inside.</summary>
public readonly record struct Note(string Text, Amount Amount);

/// <summary>Never changes, and none can derive from it.</summary>
public sealed record Amount(int Value);

/// <summary>Counts with a struct that a handler changes in place.</summary>
[DecisionModel]
public partial record struct Turnover(AccountId Account)
{
    public int Count;

    public Totals Totals;

    void On(MoneyMoved e)
    {
        Count++;
        Totals.Sum += e.Amount;
    }
}

public record struct Totals(long Sum)
{
    public long Sum = Sum;
}

/// <summary>Declared as another model to the letter.</summary>
[DecisionModel]
public partial record struct Visits(CourseId Course)
{
    public int Count;

    void On(StudentSubscribed _) => Count++;
}

/// <inheritdoc cref="Visits"/>
[DecisionModel]
public partial record struct Visitors(CourseId Course)
{
    public int Count;

    void On(StudentSubscribed _) => Count++;
}

/// <summary>Spoils its copies, and says what it had got.</summary>
public partial record MoveOn(AccountId From, AccountId To, int Amount, List<(int Count, long Sum, int Partners)> Seen)
{
    [Decider]
    Decision Decide(Turnover from, Turnover to, Ledger ledger)
    {
        Seen.Add((from.Count, from.Totals.Sum, ledger.Partners.Count));
        from.Count += 1000;
        to.Totals.Sum = -1;
        return Amount < 0 ? Decision.Reject($"{from.Count} {to.Count}") : Decision.Append(new MoneyMoved(From, To, Amount));
    }

    AccountId Account => From;
}
