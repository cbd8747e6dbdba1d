using System.Text;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

[Tag("email")]
public readonly partial record struct EmailAddress(string Value);

[Event("user-registered")]
public partial record UserRegistered([Tag("user")] int User, EmailAddress Email);

/// <summary>
/// The story of docs/retagging.md. The event's member became a tag after it had shipped; the events that are stored already were appended
/// by the version before.
/// </summary>
public class RetagStoryTests
{
    private static readonly EmailAddress Address = new("ada@example.org");

    [Fact]
    public async Task Before_the_store_is_retagged_one_address_registers_twice()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        Assert.True((await RegisterAsync(store, 2)).IsAppended);
    }

    [Fact]
    public async Task After_it_was_retagged_the_second_registration_is_refused()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var found = await store.RetagAsync(new() { DryRun = true }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new RetagCount("user-registered", "email", 1), Assert.Single(found.Counts));
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RegisterAsync(store, 2)).Conflict!.Value.Position);
        var e = Assert.Single(await store.ReadAsync(UserRegistered.For(Address)).ToListAsync());
        Assert.Equal((1L, 1, Address), (e.Position, e.Event.User, e.Event.Email));
        Assert.Equal(["user:1", "email:ada@example.org"], (await store.RawAsync()).Single().Tags.Select(static tag => tag.Text));
    }

    [Fact]
    public async Task What_the_contract_demands_is_missing_until_the_store_is_retagged()
    {
        var demanded = new RetaggedTag("user-registered", 1, "email");
        await using var log = EmbeddedEventLog.OpenInMemory();
        var store = new OpossumStore(log, Shapes.Model.WithRetagged(demanded));
        Assert.Empty(store.MissingRetags);
        await AppendOldAsync(log);
        Assert.Equal([demanded], store.MissingRetags);
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(store.MissingRetags);
    }

    [Fact]
    public async Task Nothing_is_missing_in_a_store_that_was_new_when_it_was_opened_with_the_tag()
    {
        using var folder = new StoreFolder();
        var model = Shapes.Model.WithRetagged(new RetaggedTag("user-registered", 1, "email"));
        for (var openings = 0; openings < 2; openings++)
        {
            await using var store = await OpossumStore.OpenAsync(folder.Path, model);
            await store.AppendAsync(new UserRegistered(1, Address));
            Assert.Empty(store.MissingRetags);
        }

        await using var inMemory = OpossumStore.OpenInMemory(model);
        await inMemory.AppendAsync(new UserRegistered(1, Address));
        Assert.Empty(inMemory.MissingRetags);
    }

    [Fact]
    public async Task A_tag_is_missing_again_after_an_older_program_has_appended_under_the_name_of_then()
    {
        using var folder = new StoreFolder();
        var demanded = new RetaggedTag("room-renovated", 1, "room");
        var model = Shapes.Model.WithRetagged(demanded);
        await using (var store = await OpossumStore.OpenAsync(folder.Path, model))
            await store.AppendAsync(new RoomRenovated(new(1), 4));
        await using (var older = await folder.OpenAsync())
        {
            var payload = """{"room":1,"walls":4}"""u8.ToArray();
            await older.AppendAsync([new EventData("room-rebuilt", payload) { Encoding = PayloadEncoding.Json }]);
        }
        await using var newer = await OpossumStore.OpenAsync(folder.Path, model);
        Assert.Equal([demanded], newer.MissingRetags);
    }

    [Fact]
    public async Task A_decision_that_was_read_before_is_made_again_from_the_beginning()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var command = new RegisterOnce(2, Address)
        {
            WhileDeciding = () => store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken).Wait(),
        };
        var outcome = await store.DecideAsync(command);
        Assert.Equal(("address is taken", 2), (Assert.IsType<Outcome.Rejected>(outcome).Reason, outcome.Attempts));
    }

    [Fact]
    public async Task A_read_tells_its_tag_epoch_to_a_condition()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var query = UserRegistered.For(Address);
        var read = store.ReadAsync(query);
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refused = await store.TryAppendAsync(new UserRegistered(2, Address), query.After(read.Head, read.TagEpoch));
        Assert.Equal("email", refused.Conflict!.Value.RetaggedKey);
        var again = store.ReadAsync(query);
        Assert.True((await store.TryAppendAsync(new UserRegistered(2, Address), query.After(again.Head, again.TagEpoch))).IsAppended);
    }

    [Fact]
    public async Task A_follower_that_goes_on_from_before_is_told_and_begins_again()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        var told = new List<RetagNotice>();
        var options = new FollowOptions
        {
            After = 1, TagEpoch = 0, Retagged = notice =>
            {
                told.Add(notice);
                return true;
            },
        };
        var first = await store.FollowAsync(UserRegistered.For(Address), options).Take(1).ToListAsync();
        Assert.Equal(1, Assert.Single(first).Position);
        Assert.Equal(["email"], Assert.Single(told).Keys);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_follower_that_goes_on_from_a_checkpoint_of_before_is_refused_by_name()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var kept = await CheckpointOfFirstAsync(store);
        Assert.Equal(0, kept.TagEpoch);
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<CheckpointException>(
            async () => await store.FollowAsync(UserRegistered.For(Address), kept).FirstAsync());
        Assert.Equal((CheckpointProblem.Retagged, kept), (refused.Problem, refused.Checkpoint));
        Assert.Equal(
            "Tags of the key 'email' were added to stored events since the checkpoint at position 1: events that were passed over may "
                + "match now. Follow again from 0, or give the checkpoint to FollowOptions.Checkpoint and decide in "
                + "FollowOptions.Retagged.",
            refused.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task With_its_checkpoint_a_follower_is_told_and_begins_again()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var kept = await CheckpointOfFirstAsync(store);
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        RetagNotice? told = null;
        var options = new FollowOptions
        {
            Checkpoint = kept, Retagged = notice =>
            {
                told = notice;
                return true;
            },
        };
        var feed = store.FollowAsync(UserRegistered.For(Address), options);
        var first = await feed.FirstAsync();
        Assert.Equal((1, "email", 1), (first.Position, Assert.Single(told!.Keys), told.TagEpoch));
        Assert.Equal(1, feed.CheckpointOf(first).TagEpoch);
        Assert.Throws<ArgumentException>(() => store.FollowAsync(UserRegistered.For(Address), options with { After = 1 }));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_checkpoint_goes_on_where_no_key_of_its_query_was_retagged_since()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var kept = await CheckpointOfFirstAsync(store);
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        await store.AppendAsync(new UserRegistered(1, new("grace@example.org")));
        Assert.Equal(2, (await store.FollowAsync(UserRegistered.ForUser(1), kept).FirstAsync()).Position);
        Assert.Equal(2, (await store.FollowAsync(Query.All, kept with { TagEpoch = null }).FirstAsync()).Position);
        var feed = store.FollowAsync(Query.All, 0);
        var now = feed.CheckpointOf(await feed.FirstAsync());
        Assert.Equal(1, now.TagEpoch);
        Assert.Equal(2, (await store.FollowAsync(Query.All, now).FirstAsync()).Position);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_retagging_while_it_follows_ends_no_feed_that_did_not_ask()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var kept = await CheckpointOfFirstAsync(store);
        var feed = store.FollowAsync(UserRegistered.For(Address), kept);
        var next = feed.FirstAsync().AsTask();
        await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        await store.AppendAsync(new UserRegistered(2, Address));
        Assert.Equal(2, (await next).Position);
    }

    [Fact]
    public async Task A_result_says_whether_there_was_something_to_do()
    {
        await using var store = await StoreOfTheVersionBeforeAsync();
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(
            "would retag 1 of 1 events, 0 can't get their tags",
            (await store.RetagAsync(new() { DryRun = true }, cancellationToken: stop)).ToString());
        Assert.Equal("retagged 1 of 1 events, 0 can't get their tags", (await store.RetagAsync(cancellationToken: stop)).ToString());
        Assert.Equal(
            "nothing to retag among 1 events, 0 can't get their tags", (await store.RetagAsync(cancellationToken: stop)).ToString());
    }

    [Fact]
    public async Task An_event_that_the_model_cannot_decode_is_named()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var store = new OpossumStore(log, Shapes.Model);
        await AppendOldAsync(log);
        await log.AppendAsync([new("user-registered", "{\"user\":2}"u8.ToArray(), new Tag("user:2")) { Encoding = PayloadEncoding.Json }]);
        var refused = await Assert.ThrowsAsync<RetagException>(
            () => store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken));
        var problem = Assert.Single(refused.Result.Problems);
        Assert.Equal((RetagProblemKind.Undecodable, "user-registered", 2L), (problem.Kind, problem.Event, problem.Position));
    }

    /// <summary>As a follower of all events had kept it, before the store was retagged.</summary>
    private static async Task<Checkpoint> CheckpointOfFirstAsync(OpossumStore store)
    {
        var feed = store.FollowAsync(Query.All);
        return Checkpoint.Parse(feed.CheckpointOf(await feed.FirstAsync()).ToText());
    }

    private static ValueTask<AppendOutcome> RegisterAsync(OpossumStore store, int user) =>
        store.TryAppendAsync(new UserRegistered(user, Address), unless: UserRegistered.For(Address));

    private static async Task<OpossumStore> StoreOfTheVersionBeforeAsync()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        await AppendOldAsync(log);
        return new(log, Shapes.Model);
    }

    /// <summary>As the version before did: the e-mail is no tag.</summary>
    private static ValueTask<AppendResult> AppendOldAsync(EmbeddedEventLog log) =>
        log.AppendAsync([
            new("user-registered", Encoding.UTF8.GetBytes($"{{\"user\":1,\"email\":\"{Address.Value}\"}}"), new Tag("user:1"))
            {
                Encoding = PayloadEncoding.Json,
            },
        ]);
}

[DecisionModel]
public sealed partial class TakenAddress(EmailAddress email)
{
    public bool IsTaken { get; private set; }

    void On(UserRegistered e) => IsTaken = e.Email == email;
}

public partial record RegisterOnce(int User, EmailAddress Email)
{
    private bool _hasWaited;

    /// <summary>What happens between the read and the append of the first attempt.</summary>
    public required Action WhileDeciding { get; init; }

    [Decider]
    Decision Decide(TakenAddress address)
    {
        if (address.IsTaken) return Decision.Reject("address is taken");
        if (!_hasWaited) WhileDeciding();
        _hasWaited = true;
        return Decision.Append(new UserRegistered(User, Email));
    }
}
