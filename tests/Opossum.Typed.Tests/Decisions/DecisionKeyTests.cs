using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>A command that is sent twice with one key.</summary>
public class DecisionKeyTests
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);

    [Fact]
    public async Task The_second_gets_the_first_one_s_answer_and_reads_its_events_alone()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new CourseDefined(Course, 1));
        Assert.Equal(new Outcome.Appended(2, 2), await race.Store.DecideAsync(new Subscribe(Course, Ada), key: "request"));
        var reads = race.Log.Reads.Count;
        var again = await race.Store.DecideAsync(new Subscribe(Course, Ada), key: "request");
        Assert.Equal(new Outcome.Appended(2, 2) { Attempts = 0 }, again);
        Assert.Equal([new StudentSubscribed(Course, Ada)], Assert.IsType<Outcome.Appended>(again).Events.ToArray());
        Assert.Equal((2, reads + 1), (race.Store.Head, race.Log.Reads.Count));
    }

    [Fact]
    public async Task Also_after_a_restart()
    {
        using var folder = new StoreFolder();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model))
            Assert.Equal(new Outcome.Appended(1, 1), await store.DecideAsync(new DefineCourse(Course, 1), key: "request"));
        await using var reopened = await OpossumStore.OpenAsync(folder.Path, Shapes.Model);
        Assert.Equal(new Outcome.Appended(1, 1) { Attempts = 0 }, await reopened.DecideAsync(new DefineCourse(Course, 1), key: "request"));
        Assert.Equal(1, reopened.Head);
    }

    [Fact]
    public async Task Of_two_at_the_same_time_one_appends_and_both_get_its_answer()
    {
        await using var race = new Race();
        var twin = true;
        race.Log.BeforeAppend = async _ =>
        {
            if (!twin) return;
            twin = false;
            await race.Others.AppendAsync(new InvoiceCreated(1), key: "request");           // as the twin decided it
        };
        Assert.Equal(new Outcome.Appended(1, 1), await race.Store.DecideAsync(new CreateInvoice(), key: "request"));
        Assert.Equal(1, race.Store.Head);
    }

    [Fact]
    public async Task Also_where_the_twin_decided_on_another_moment()
    {
        await using var race = new Race();
        race.Log.BeforeAppend = async _ => await race.Others.AppendAsync([new InvoiceCreated(77), new InvoiceCreated(78)], key: "request");
        var outcome = await race.Store.DecideAsync(new CreateInvoice(), key: "request");
        Assert.Equal(new Outcome.Appended(1, 2), outcome);
        Assert.Equal([new InvoiceCreated(77), new InvoiceCreated(78)], Assert.IsType<Outcome.Appended>(outcome).Events.ToArray());
        Assert.Equal(2, race.Store.Head);
    }

    [Fact]
    public async Task What_a_newer_program_appended_with_the_key_is_done_although_its_events_can_not_be_read()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var newer = Shapes.Model.ToEventData(new InvoiceCreated(7)) with { Version = 900 };
        await store.Log.AppendAsync([newer], key: "request");
        var outcome = Assert.IsType<Outcome.Appended>(await store.DecideAsync(new CreateInvoice(), key: "request"));
        Assert.Equal((1, 1, 0), (outcome.First, outcome.Last, outcome.Attempts));
        Assert.Equal(1, Assert.Throws<EventFormatException>(() => outcome.Events.ToString()).Position);
    }

    [Fact]
    public async Task What_was_rejected_is_decided_anew()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        Assert.IsType<Outcome.Rejected>(await store.DecideAsync(new Subscribe(Course, Ada), key: "request"));
        await store.AppendAsync(new CourseDefined(Course, 1));
        Assert.Equal(new Outcome.Appended(2, 2), await store.DecideAsync(new Subscribe(Course, Ada), key: "request"));
    }

    [Fact]
    public async Task The_log_says_where_the_append_with_a_key_is()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        Assert.Null(await log.FindAppendAsync("request"));
        await log.AppendAsync([Raw.Event("A")], key: "another");
        await log.AppendAsync([Raw.Event("A"), Raw.Event("B")], key: "request");
        Assert.Equal(new AppendResult(2, 3), await log.FindAppendAsync("request"));
        Assert.Null(await log.FindAppendAsync("reques"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.FindAppendAsync(default));
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.FindAppendAsync("request"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_answer_that_must_survive_waits_for_the_flush_of_what_it_depends_on(bool byKey)
    {
        var options = new OpossumOptions { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes };
        await using var store = new OpossumStore(EmbeddedEventLog.Open(new WatchedStorage(), options), Shapes.Model);
        await store.DecideAsync(new DefineCourse(Course, 1), key: "request");
        Assert.Equal((1, 0), (store.Head, store.DurableHead));
        await (byKey
            ? store.DecideAsync(new DefineCourse(Course, 1), key: "request", durability: Durability.Flushed)
            : store.DecideAsync(new DefineCourse(Course, 1), durability: Durability.Flushed));
        Assert.Equal((1, 1), (store.Head, store.DurableHead));
    }
}
