using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.People;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>How models are folded, and what they are bound to.</summary>
public sealed class ModelTests : IAsyncDisposable
{
    private static readonly CourseId Course = new(1);
    private static readonly ProductId Tea = new(1);
    private static readonly ProductId Salt = new(2);

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly OpossumStore _store;

    public ModelTests() => _store = OpossumStore.OpenInMemory(Shapes.Model, new() { TimeProvider = _clock });

    [Fact]
    public async Task The_parameter_s_name_tells_two_members_of_one_type_apart()
    {
        await _store.AppendAsync([new AccountOpened(new(1), 100, "ada"), new AccountOpened(new(2), 5, "bob")]);
        Assert.Equal("Appended at 3", (await _store.DecideAsync(new Move(new(1), new(2), 60))).ToString());
        Assert.Equal("Rejected: 40 there, 65 here", (await _store.DecideAsync(new Move(new(1), new(2), 60))).ToString());
    }

    [Fact]
    public async Task A_text_under_a_key_is_bound_by_its_name()
    {
        Assert.Equal("Appended at 1", (await _store.DecideAsync(new OpenAccount(new(1), "bob", "ada"))).ToString());
        Assert.Equal("Rejected: one each", (await _store.DecideAsync(new OpenAccount(new(2), "eve", "ada"))).ToString());
        Assert.Equal("Appended at 2", (await _store.DecideAsync(new OpenAccount(new(2), "ada", "bob"))).ToString());
    }

    [Fact]
    public async Task Models_in_collections_are_those_of_the_command_s_ids_in_their_order()
    {
        await _store.AppendAsync([new PriceSet(Tea, 2), new PriceSet(Salt, 1), new PriceSet(Tea, 3), new PriceSet(new(3), 100)]);
        Assert.Equal("Rejected: the price is 7", (await _store.DecideAsync(new Order([Tea, Salt, Tea], 4))).ToString());
        Assert.Equal("Appended at 5", (await _store.DecideAsync(new Order([Tea, Salt, Tea], 7))).ToString());
        Assert.Equal("Rejected: unknown product", (await _store.DecideAsync(new Order([Tea, new(4)], 3))).ToString());
        Assert.Equal("Appended at 6", (await _store.DecideAsync(new Order([], 0))).ToString());
    }

    [Fact]
    public async Task There_can_be_more_models_than_a_mask_has_bits()
    {
        ProductId[] products = [.. Enumerable.Range(1, 200).Select(static number => new ProductId(number))];
        foreach (var product in products) await _store.AppendAsync(new PriceSet(product, product.Value));
        Assert.Equal("Rejected: the price is 20100", (await _store.DecideAsync(new Order([.. products], 0))).ToString());
    }

    [Fact]
    public async Task A_handler_learns_position_time_and_metadata()
    {
        _ = await _store.AppendAsync(new InvoiceCreated(1));
        _clock.Advance(TimeSpan.FromHours(1));
        await _store.AppendAsync(new PriceSet(Tea, 2));
        var (trail, price, _) = await _store.BuildAsync(new Trail(), new Price(Tea));
        var stored = await _store.RawAsync();
        Assert.Equal([(1, _clock.GetUtcNow() - TimeSpan.FromHours(1), stored[0].Id)], trail.Seen);
        Assert.Equal((2m, 2L, _clock.GetUtcNow()), (price.Now!.Value, price.Position, price.Since));
    }

    [Fact]
    public async Task A_payload_that_no_handler_looks_at_is_not_decoded()
    {
        await _store.AppendRawAsync("student-subscribed", "no JSON at all", tags: ["course:1", "student:1"]);
        var (seats, _) = await _store.BuildAsync(new Seats(Course));
        Assert.Equal(1, seats.Taken);
        Assert.Equal(
            1, (await Assert.ThrowsAsync<EventFormatException>(async () => await _store.BuildAsync(new UsesUnderscore(Course)))).Position);
    }

    [Fact]
    public async Task A_discard_that_is_used_is_decoded()
    {
        await _store.AppendAsync(new StudentSubscribed(Course, new(7)));
        Assert.Equal(new StudentId(7), (await _store.BuildAsync(new UsesUnderscore(Course))).Model.Last);
    }

    [Fact]
    public async Task A_handler_that_changes_its_boundary_changes_neither_query_nor_condition()
    {
        await _store.AppendAsync([
            new StudentSubscribed(Course, new(1)), new StudentSubscribed(Course, new(2)), new StudentSubscribed(new(99), new(3))
        ]);
        var (model, unless) = await _store.BuildAsync(new Forgetful(Course));
        Assert.Equal(2, model.Count);
        Assert.Equal("student-subscribed [course:1] after 3", QueryText.Of(unless));
    }

    [Fact]
    public async Task Old_names_of_an_event_are_in_the_boundary()
    {
        await _store.AppendRawAsync("course-closed-down", """{"course":1}""", tags: "course:1");
        Assert.Equal("course-closed|course-closed-down [course:1]", QueryText.Of(Closed.For(Course)));
        var (closed, unless) = await _store.BuildAsync(new Closed(Course));
        Assert.True(closed.Value);
        await _store.AppendRawAsync("course-closed-down", """{"course":1}""", tags: "course:1");
        Assert.False((await _store.TryAppendAsync(new CourseClosed(Course), unless)).IsAppended);
    }

    [Fact]
    public async Task The_time_is_the_store_s()
    {
        Assert.IsType<Outcome.Appended>(await _store.DecideAsync(new Stamp(3)));
        Assert.Equal(
            2029, (await _store.ReadAsync(Query.Of<InvoiceCreated>()).SingleAsync(TestContext.Current.CancellationToken)).Event.Number);
    }

    [Fact]
    public async Task A_decider_that_says_null_is_named()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.DecideAsync(new SayNull()));
        Assert.Contains("SayNull", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_the_store_does_not_know_is_named()
    {
        await using var people = OpossumStore.OpenInMemory(PeopleModel.Model);
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await people.DecideAsync(new Subscribe(Course, new(1))));
        Assert.Contains("'course-defined'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_s_query_reads_its_boundary_and_guards_it()
    {
        await _store.AppendAsync([
            new CourseDefined(Course, 1), new StudentSubscribed(Course, new(1)), new CourseRenamed(Course, "Logic"),
            new StudentSubscribed(new(2), new(1))
        ]);
        Assert.Equal("course-defined|student-subscribed [course:1]", QueryText.Of(Seats.For(Course)));
        Assert.Equal(
            [1, 2],
            await _store.ReadAsync(Seats.For(Course)).Select(static e => e.Position).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("student-subscribed [course:1, student:2]", QueryText.Of(Pair.For(Course, new(2))));
        Assert.Equal("invoice-created", LastInvoice.For().ToString());
        Assert.True((await _store.TryAppendAsync(new StudentSubscribed(Course, new(2)), unless: Pair.For(Course, new(2)))).IsAppended);
        Assert.False((await _store.TryAppendAsync(new StudentSubscribed(Course, new(2)), unless: Pair.For(Course, new(2)))).IsAppended);
    }

    [Fact]
    public async Task Any_command_can_be_held_as_one()
    {
        IDecider[] commands = [new DefineCourse(Course, 1), new Subscribe(Course, new(1)), new Subscribe(Course, new(2)), new Stamp(1)];
        var outcomes = new List<string>();
        foreach (var command in commands) outcomes.Add((await _store.DecideAsync(command)).ToString());
        Assert.Equal(["Appended at 1", "Appended at 2", "Rejected: course is full", "Appended at 3"], outcomes);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
