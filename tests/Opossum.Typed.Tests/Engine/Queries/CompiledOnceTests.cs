using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Tests.Decisions;

namespace Opossum.Typed.Tests.Engine.Queries;

/// <summary>What is made ready for a store once, however many queries it is part of.</summary>
public class CompiledOnceTests
{
    private static readonly TermHasher Hasher = new(Seed: 1);

    [Fact]
    public void An_item_of_several_queries_is_made_ready_once()
    {
        var (seats, load) = (DecisionModelShape.ItemOf(new Seats(new(1))), DecisionModelShape.ItemOf(new Load(new(2))));
        CompiledQuery.Of(Query.Of(seats), Hasher);
        var compiled = seats.Compiled;
        Assert.NotNull(compiled);
        CompiledQuery.Of(Query.Of(load, seats), Hasher);
        Assert.Same(compiled, seats.Compiled);
    }

    [Fact]
    public void The_types_of_a_model_are_made_ready_once_for_all_models_of_its_type()
    {
        var (one, other) = (DecisionModelShape.ItemOf(new Seats(new(1))), DecisionModelShape.ItemOf(new Seats(new(2))));
        CompiledQuery.Of(Query.Of(one), Hasher);
        CompiledQuery.Of(Query.Of(other), Hasher);
        Assert.Same(one.Compiled!.TypeTerms, other.Compiled!.TypeTerms);
        Assert.NotEqual(one.Compiled.TagTerms, other.Compiled.TagTerms);
    }

    [Fact]
    public void For_another_store_it_is_made_ready_again()
    {
        var item = DecisionModelShape.ItemOf(new Seats(new(1)));
        var query = Query.Of(item);
        CompiledQuery.Of(query, Hasher);
        var (types, tags) = (item.Compiled!.TypeTerms, item.Compiled.TagTerms);
        CompiledQuery.Of(query, Hasher with { Seed = 2 });
        Assert.NotEqual(types, item.Compiled.TypeTerms);
        Assert.NotEqual(tags, item.Compiled.TagTerms);
    }

    [Fact]
    public async Task One_query_asks_two_stores_and_each_answers()
    {
        await using var first = EmbeddedEventLog.OpenInMemory();
        await using var second = EmbeddedEventLog.OpenInMemory();
        foreach (var log in (EmbeddedEventLog[])[first, second])
        {
            var store = new OpossumStore(log, Generated.Shapes.Model);
            await store.AppendAsync(new CourseDefined(new(1), 7));
        }

        var query = DecisionModelShape.QueryOf(new Seats(new(1)));
        foreach (var log in (EmbeddedEventLog[])[first, second, first])
        {
            using var reader = log.Read(query);
            Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
            Assert.True(reader.TryRead(out _));
        }
    }
}
