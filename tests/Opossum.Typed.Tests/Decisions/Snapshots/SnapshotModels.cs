using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Decisions.Snapshots;

[Tag("bin")]
public readonly partial record struct BinId(int Number);

/// <summary>Something happened to a bin.</summary>
[Event("bin-filled")]
public partial record BinFilled(BinId Bin, int Amount, string Text);

public enum BinKind
{
    Small,
    Large,
}

/// <summary>How much is in a bin.</summary>
[DecisionModel(Snapshot = 10)]
public partial record struct Content(BinId Bin)
{
    public int Count;
    public long Sum;

    void On(BinFilled e)
    {
        Count++;
        Sum += e.Amount;
    }
}

/// <summary>The same, by other words.</summary>
[DecisionModel(Snapshot = 10)]
public partial record struct Weight(BinId Bin)
{
    public int Count;
    public long Sum;

    void On(BinFilled e)
    {
        Count++;
        Sum += e.Amount;
    }
}

/// <summary>Text with everything that JSON escapes, and a set whose order is not its own.</summary>
[DecisionModel(Snapshot = 1)]
public sealed partial record Labels(BinId Bin)
{
    public ImmutableHashSet<string> Texts { get; init; } = [];

    public string Last { get; init; } = null!;

    Labels On(BinFilled e) => this with { Texts = Texts.Add(e.Text), Last = e.Text };
}

/// <summary>A collection that asks for another comparer than the default.</summary>
[DecisionModel(Snapshot = 1)]
public sealed partial record Folded(BinId Bin)
{
    public ImmutableDictionary<string, int> Counts { get; init; } =
        ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

    Folded On(BinFilled e) => this with { Counts = Counts.SetItem(e.Text, Counts.GetValueOrDefault(e.Text) + 1) };
}

/// <summary>All that a state can hold and be stored.</summary>
[DecisionModel(Snapshot = 1)]
public sealed partial record Everything(BinId Bin)
{
    public (int Number, string? Text)? Pair { get; init; }

    public BinKind Kind { get; init; }

    public BinKind? OtherKind { get; init; }

    public Guid Id { get; init; }

    public double Real { get; init; }

    public float Rough { get; init; }

    public Half Half { get; init; }

    public decimal Money { get; init; }

    public Int128 Wide { get; init; }

    public ulong Large { get; init; }

    public char Letter { get; init; }

    public bool? Is { get; init; }

    public DateTime Local { get; init; }

    public DateTimeOffset At { get; init; }

    public DateOnly Day { get; init; }

    public TimeOnly Time { get; init; }

    public TimeSpan Length { get; init; }

    public string? Text { get; init; }

    public BinId Other { get; init; }

    public BinId? Next { get; init; }

    public Item? Item { get; init; }

    public Point Point { get; init; }

    public ImmutableArray<string?> Words { get; init; } = [];

    public ImmutableList<Item> Items { get; init; } = [];

    public ImmutableHashSet<BinId> Bins { get; init; } = [];

    public ImmutableSortedSet<int> Numbers { get; init; } = [];

    public ImmutableDictionary<string, Point> Points { get; init; } = ImmutableDictionary<string, Point>.Empty;

    public ImmutableSortedDictionary<int, ImmutableList<string>> Lines { get; init; } =
        ImmutableSortedDictionary<int, ImmutableList<string>>.Empty;

    private int Hidden { get; init; }

    Everything On(BinFilled e) => this with { Text = e.Text, Hidden = Hidden + e.Amount };

    /// <summary>What no other member shows.</summary>
    public Everything Hide(int number) => this with { Hidden = number };

    public int Shown => Hidden;
}

public sealed record Item(string Name, int? Number, ImmutableList<Point> Points);

public readonly record struct Point(int X, int Y, double Z);

/// <summary>Fills a bin up to a sum.</summary>
public partial record Fill(BinId Bin, int Amount, long Most)
{
    [Decider]
    Decision Decide(Content content) => content.Sum + Amount > Most
        ? Decision.Reject($"{content.Count} {content.Sum}", code: "full")
        : Decision.Append(new BinFilled(Bin, Amount, "filled"));
}

/// <summary>Tells how often a text was filled in.</summary>
public partial record Count(BinId Bin, string Text)
{
    [Decider]
    Decision Decide(Folded folded) => Decision.Reject($"{folded.Counts[Text]}");
}
