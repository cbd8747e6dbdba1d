using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>Deciding by hand.</summary>
public sealed class BuildTests : IAsyncDisposable
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(Shapes.Model);

    [Fact]
    public async Task Models_come_back_folded_with_the_condition_of_all_of_them()
    {
        await _store.AppendAsync([
            new CourseDefined(Course, 2), new StudentSubscribed(Course, new(2)), new StudentSubscribed(new(2), Ada), new InvoiceCreated(4)
        ]);
        var (seats, load, pair, last, unless) = await _store.BuildAsync(
            new Seats(Course), new Load(Ada), new Pair(Course, Ada), new LastInvoice());
        Assert.Equal((2, 1, 1, false, 4), (seats.Capacity, seats.Taken, load.Courses, pair.Done, last.Number));
        Assert.True((await _store.TryAppendAsync(new StudentSubscribed(Course, Ada), unless)).IsAppended);
        Assert.False((await _store.TryAppendAsync(new StudentSubscribed(Course, Ada), unless)).IsAppended);
    }

    [Fact]
    public async Task The_condition_of_what_is_empty_guards_it()
    {
        var (exists, unless) = await _store.BuildAsync(new CourseExists(Course));
        Assert.False(exists.Value);
        await _store.AppendAsync(new CourseDefined(Course, 1), unless);
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () =>
            await _store.AppendAsync(new CourseDefined(Course, 1), unless));
    }

    [Fact]
    public async Task Conditions_of_two_reads_are_joined_each_with_its_own_position()
    {
        await _store.AppendAsync(new CourseDefined(Course, 2));
        var (_, first) = await _store.BuildAsync(new Seats(Course));
        await _store.AppendAsync(new StudentSubscribed(new(2), Ada));
        var (_, second) = await _store.BuildAsync(new Load(Ada));
        Assert.Equal(
            "course-defined|student-subscribed [course:1] after 1 or student-subscribed [student:1] after 2", QueryText.Of(first | second));
        Assert.True((await _store.TryAppendAsync(new InvoiceCreated(1), first | second)).IsAppended);
        await _store.AppendAsync(new StudentSubscribed(new(3), Ada));
        Assert.Equal(4, (await _store.TryAppendAsync(new InvoiceCreated(2), first | second)).Conflict!.Value.Position);
    }

    [Fact]
    public async Task Many_models_of_one_type_are_read_at_once()
    {
        await _store.AppendAsync([new PriceSet(new(1), 5), new PriceSet(new(2), 6), new PriceSet(new(1), 7)]);
        var (prices, unless) = await _store.BuildAsync(Enumerable.Range(1, 3).Select(static number => new Price(new(number))));
        Assert.Equal([7, 6, null], prices.Select(static price => price.Now));
        Assert.Equal("price-set [product:1] or price-set [product:2] or price-set [product:3] after 3", QueryText.Of(unless));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.BuildAsync(Array.Empty<Price>()));
    }

    [Fact]
    public async Task A_model_that_is_null_is_named() =>
        Assert.Equal(
            "model", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await _store.BuildAsync((ClassRoster)null!))).ParamName);

    [Fact]
    public async Task All_models_see_one_snapshot()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new InvoiceCreated(1));
        await race.Store.BuildAsync(new LastInvoice(), new Trail());
        Assert.Equal([(0, null), (0, 1L)], race.Log.Reads.Select(static read => (read.Options.After, read.Options.From)));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
