using Examples;
using Examples.CourseSubscriptions;

namespace Opossum.Typed.Testing.Tests.Engines;

/// <summary>The typed store over an engine that is not ours and lags behind: the contract asks for nothing that it can't do.</summary>
public sealed class OtherEngineTests : IAsyncDisposable
{
    private static readonly CourseId C1 = new("c1");

    private readonly RemoteServer _server = new();
    private readonly RemoteLog _log;
    private readonly OpossumStore _store;           // of one process
    private readonly OpossumStore _other;           // of another one

    public OtherEngineTests()
    {
        _log = new(_server);
        _store = new(_log, ExampleEvents.Model);
        _other = new(new RemoteLog(_server), ExampleEvents.Model);
    }

    [Fact]
    public async Task Of_deciders_in_two_processes_as_many_win_as_there_are_seats()
    {
        await _store.AppendAsync(new CourseDefined(C1, 30));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            (i % 2 == 0 ? _store : _other).DecideAsync(new SubscribeStudent(new($"s{i}"), C1)).AsTask()));
        Assert.Equal(30, outcomes.Count(static outcome => outcome is Outcome.Appended));
        Assert.Equal(34, outcomes.Count(static outcome => outcome is Outcome.Rejected));
        Assert.Equal(31, _server.Head);
    }

    [Fact]
    public async Task A_read_knows_its_head_from_the_first_block_on_and_keeps_it()
    {
        await _other.AppendAsync(new CourseDefined(C1, 1));
        var read = _store.ReadAsync(Query.All);
        Assert.Throws<InvalidOperationException>(() => read.Head);
        Assert.Equal(1, await read.CountAsync());
        await _other.AppendAsync(new CourseCapacityChanged(C1, 2));
        Assert.Equal(1, read.Head);
        Assert.Equal(1, await read.CountAsync());           // again: the same events
        Assert.Equal(2, await _store.ReadAsync(Query.All).CountAsync());
    }

    [Fact]
    public async Task Backward_it_is_the_same()
    {
        await _other.AppendAsync(new CourseDefined(C1, 1));
        await _other.AppendAsync(new CourseCapacityChanged(C1, 2));
        var read = _store.ReadAsync(Query.All, ReadOptions.Backwards);
        Assert.Equal((long[])[2, 1], await read.Select(static e => e.Position).ToArrayAsync());
        await _other.AppendAsync(new CourseCapacityChanged(C1, 3));
        Assert.Equal((long[])[2, 1], await read.Select(static e => e.Position).ToArrayAsync());
    }

    [Fact]
    public async Task A_follower_learns_with_its_first_block_that_its_position_is_of_another_history()
    {
        using var follower = _log.Follow(Query.All, after: 5);
        var beyond = await Assert.ThrowsAsync<PositionBeyondHeadException>(async () => await follower.FillAsync());
        Assert.Equal((5, 0), (beyond.Position, beyond.Head));
    }

    [Fact]
    public async Task A_follower_goes_on_with_what_another_process_appends()
    {
        await _other.AppendAsync(new CourseDefined(C1, 1));
        await using var events = _store.FollowAsync(Query.All).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync();
        await _other.AppendAsync(new CourseCapacityChanged(C1, 2));
        Assert.True(await next);
        Assert.Equal(new CourseCapacityChanged(C1, 2), events.Current.Event);
    }

    [Fact]
    public async Task A_condition_after_a_position_that_this_process_has_not_heard_of_is_judged_by_the_log()
    {
        await _other.AppendAsync(new CourseDefined(C1, 5));
        Assert.Equal(0, _store.Head);
        var unless = CourseDefined.For(C1).After(1);
        Assert.IsType<Outcome.Appended>(await _store.DecideAsync(new SubscribeStudent(new("s1"), C1), unless: unless));
        await Assert.ThrowsAsync<PositionBeyondHeadException>(async () =>
            await _store.DecideAsync(new SubscribeStudent(new("s2"), C1), unless: CourseDefined.For(C1).After(9)));
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_in_doubt_and_repeated_with_its_key_written_once()
    {
        await _store.AppendAsync(new CourseDefined(C1, 5));
        _log.LoseAnswers(1);
        var command = new SubscribeStudent(new("s1"), C1);
        var doubt = await Assert.ThrowsAsync<AppendInDoubtException>(async () => await _store.DecideAsync(command, key: "k"));
        Assert.Contains("Repeat it with the same key", doubt.Message, StringComparison.Ordinal);
        var outcome = Assert.IsType<Outcome.Appended>(await _store.DecideAsync(command, key: "k"));
        Assert.Equal((2, 2, 2), (outcome.First, outcome.Last, _server.Head));
    }

    [Fact]
    public async Task A_command_without_a_model_is_held_to_the_head_that_the_log_has_and_not_to_what_this_process_knows()
    {
        await _other.AppendAsync(new CourseDefined(C1, 5));
        Assert.Equal(0, _store.Head);
        var command = new LookAtNothing();
        Assert.IsType<Outcome.Nothing>(await _store.DecideAsync(command, unless: CourseDefined.For(C1).After(1)));
        await Assert.ThrowsAsync<PositionBeyondHeadException>(async () =>
            await _store.DecideAsync(command, unless: CourseDefined.For(C1).After(2)));
    }

    [Fact]
    public async Task A_sequence_whose_first_enumeration_failed_before_its_first_block_can_be_enumerated_again()
    {
        await _other.AppendAsync(new CourseDefined(C1, 5));
        var read = _store.ReadAsync(Query.All);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read.CountAsync(stop.Token));
        Assert.Equal((1, 1), (await read.CountAsync(), read.Head));
        var none = _store.ReadAsync(Query.All, new() { Limit = 0 });
        Assert.Equal((0, 1), (await none.CountAsync(), none.Head));
    }

    [Fact]
    public async Task A_page_that_ends_before_a_position_and_a_key_for_other_content()
    {
        for (var i = 1; i <= 5; i++) await _other.AppendAsync(new CourseCapacityChanged(C1, i));
        var page = _store.ReadAsync(Query.All, new() { Before = 4, Backward = true, Limit = 2 });
        Assert.Equal((long[])[3, 2], await page.Select(static e => e.Position).ToArrayAsync());
        await _store.AppendAsync(new CourseDefined(C1, 1), key: "k");
        await Assert.ThrowsAsync<AppendKeyReusedException>(async () => await _other.AppendAsync(new CourseDefined(C1, 2), key: "k"));
    }

    [Fact]
    public void A_record_of_another_store_is_not_taken_for_one_of_this_store()
    {
        var bytes = _server.Encode(new("A", "{}"u8.ToArray(), new Tag("t:1")), DateTimeOffset.UtcNow);
        Assert.True(_server.Records.TryRead(7, bytes, out var e));
        Assert.Equal((7, "A"), (e.Position, e.TypeName));
        Assert.True(_server.Records.Matches(Query.Tagged(new Tag("t:1")), e) && !_server.Records.Matches(Query.Tagged(new Tag("t:2")), e));
        Assert.False(new EventRecords(Guid.NewGuid()).TryRead(7, bytes, out _));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.False(_server.Records.TryRead(7, bytes, out _), $"a flipped bit of byte {i} goes unnoticed");
            bytes[i] ^= 1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();            // and its log
        await _other.DisposeAsync();
    }
}
