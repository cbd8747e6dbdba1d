using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3035.</summary>
public class UnguardedByRowTests
{
    [SampledTheory]
    [InlineData("""
        var card = await views.FindAsync(Card.At(new(1)));
        if (card is null or { Full: true }) return;
        await {|OPSM3035:store.AppendAsync(new A(new(1)))|};
        """)]
    [InlineData("""
        await views.UntilAsync(3);
        Card? card = await views.FindAsync(Card.At(new(1))).ConfigureAwait(false);
        if (card?.Full != true) await {|OPSM3035:store.AppendAsync([new A(new(1))])|};
        """)]
    [InlineData("""
        await foreach (var card in views.QueryAsync<Card>($"where full = {false}"))
            await {|OPSM3035:store.AppendAsync(new A(card.Id))|};
        """)]
    [InlineData("""
        var page = await views.PageAsync<Card>($"order by id", 1, 10);
        if (page.Total > 3) return;
        await {|OPSM3035:store.AppendAsync(new A(new(1)))|};
        """)]
    [InlineData("""
        await foreach (var card in views.WatchAsync(Card.At(new(1))))
            if (card is { Full: false }) await {|OPSM3035:store.AppendAsync(new A(new(1)))|};
        """)]
    public Task An_append_by_a_row_without_a_condition_is_reported(string body) => Reports(body);

    [SampledTheory]
    [InlineData("""
        var (card, unless) = await views.LatestAsync(Card.At(new(1)));
        if (card is { Full: false }) await store.AppendAsync(new A(new(1)), unless);
        """)]
    [InlineData("""
        await foreach (var card in views.AllAsync<Card>()) await store.AppendAsync(new A(card.Id), key: "card");
        """)]
    [InlineData("""
        var card = await views.FindAsync(Card.At(new(1)));
        if (card is { Full: true }) return;
        await store.DecideAsync(new Do(card!.Id));
        """)]
    [InlineData("""
        var card = await views.FindAsync(Card.At(new(1)));
        Console.WriteLine(card);
        await store.AppendAsync(new A(new(1)));
        """)]
    [InlineData("""
        var outcome = await store.AppendAsync(new A(new(1)));
        await views.UntilAsync(outcome);
        var card = await views.FindAsync(Card.At(new(1)));
        if (card is null) return;
        """)]
    public Task One_with_a_condition_or_that_does_not_depend_on_it_is_not(string body) => Reports(body);

    private static Task Reports(string body) => new GeneratedTest<UnguardedAppendAnalyzer>("""
        #nullable enable
        using System; using System.Threading.Tasks; using Opossum.Typed;
        [Tag("id")] public readonly partial record struct Id(int Value);
        [Event("a")] public partial record A(Id Id);
        [DecisionModel] public partial record struct Count(Id Id) { public int Number; void On(A _) => Number++; }
        public partial record Do(Id Id) { [Decider] Decision Decide(Count count) => Decision.Append(new A(Id)); }
        [ReadModel("cards")] public partial record Card([Key] Id Id, bool Full = false) { Card On(A _) => this with { Full = true }; }
        class Program { async Task Run(OpossumStore store, ISqlReadModels views) {
        """ + "\n" + body + "\n} }").WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
