namespace Opossum.Typed.Testing.Tests;

[Tag("drawer")]
public readonly partial record struct DrawerId(int Value);

[Event("coin-put")]
public partial record CoinPut(DrawerId Drawer, int Amount, Guid Slip);

[EventModel]
public static partial class DrawerEvents;

/// <summary>As it should be.</summary>
[DecisionModel]
public partial record struct Drawer(DrawerId Id)
{
    public int Sum;

    void On(CoinPut e) => Sum += e.Amount;
}

/// <summary>Looks at something else than its events: whether another model of its type was made since its first event.</summary>
[DecisionModel]
public partial record struct MoodyDrawer(DrawerId Id)
{
    private static int _made;
    private static int _madeAtFirst;

    public int Number = ++_made;

    public int Sum;

    void On(CoinPut e)
    {
        if (Sum == 0) _madeAtFirst = _made;
        Sum += _made == _madeAtFirst ? e.Amount : 1000;
    }
}

public partial record Put(DrawerId Drawer, int Amount)
{
    [Decider]
    Decision Decide(Drawer drawer) => drawer.Sum + Amount > 100
        ? Decision.Reject($"{drawer.Sum} is enough")
        : Decision.Append(new CoinPut(Drawer, Amount, Guid.NewGuid()));
}

public partial record PutByMood(DrawerId Drawer, int Amount)
{
    [Decider]
    Decision Decide(MoodyDrawer drawer) => Decision.Reject($"{drawer.Sum}");
}

/// <summary>Every scenario is decided with kept state too.</summary>
public class KeptStateCheckTests
{
    private static readonly DrawerId D1 = new(1);
    private static readonly Scenario Filled = Scenario.Of(DrawerEvents.Model)
        .Given([.. Enumerable.Range(0, 9).Select(static _ => new CoinPut(D1, 10, Guid.Empty))]);

    [Fact]
    public void A_command_that_decides_the_same_passes() => Filled.When(new Put(D1, 11)).ThenRejected(reason: "90 is enough");

    [Fact]
    public void A_command_that_makes_ids_passes() => Assert.IsType<Outcome.Appended>(Filled.When(new Put(D1, 10)).Outcome);

    [Fact]
    public void A_long_history_passes() => Scenario.Of(DrawerEvents.Model)
        .Given([.. Enumerable.Range(0, 350).Select(static _ => new CoinPut(D1, 1, Guid.Empty))])
        .When(new Put(D1, 11))
        .ThenRejected(reason: "350 is enough");

    [Fact]
    public void A_handler_that_looks_at_something_else_than_its_event_is_found()
    {
        var failed = Assert.Throws<ScenarioFailedException>(() => Filled.When(new PutByMood(D1, 11)));
        Assert.Contains("With models whose state was kept, the command decided otherwise", failed.Message, StringComparison.Ordinal);
        Assert.Contains("at static fields", failed.Message, StringComparison.Ordinal);
        Assert.NotEqual(failed.Expected, failed.Actual);
    }
}
