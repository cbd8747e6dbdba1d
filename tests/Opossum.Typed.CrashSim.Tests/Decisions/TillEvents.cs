namespace Opossum.Typed.CrashSim.Tests.Decisions;

[EventModel]
public static partial class TillEvents;

[Tag("till")]
public readonly partial record struct TillId(int Value);

[Event("paid")]
public partial record Paid(TillId From, TillId To, int Amount);

/// <summary>A struct, copied as it is passed.</summary>
[DecisionModel(Snapshot = 3)]
public partial record struct Till(TillId Id)
{
    public int Count;
    public long Sum;
    public long Last;

    void On(Paid e, long position)
    {
        Count++;
        Sum += e.To == Id ? e.Amount : -e.Amount;
        Last = position;
    }
}

/// <summary>A class that is folded in place, and copied by <c>with</c>.</summary>
[DecisionModel(Snapshot = 2)]
public sealed partial record TillBook(TillId Id)
{
    public int Count { get; set; }

    public string Text { get; set; } = "";

    void On(Paid e)
    {
        Count++;
        Text = Text.Length > 20 ? "" : $"{Text}{e.Amount}";
    }
}

/// <summary>Says what its models were, and then spoils them.</summary>
public partial record Pay(TillId From, TillId To, int Amount)
{
    [Decider]
    Decision Decide(Till from, Till to, TillBook book)
    {
        var seen = $"{from.Count} {from.Sum} {from.Last} {to.Count} {to.Sum} {to.Last} {book.Count} {book.Text}";
        from.Count = to.Count = book.Count = 1_000;
        book.Text = "spoilt";
        return Amount < 3 ? Decision.Reject(seen, code: "small") : Decision.Append(new Paid(From, To, Amount + (int)(from.Sum % 7)));
    }

    TillId Id => From;
}
