namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>What a retagging means to appends whose callers read before it, after it or meanwhile.</summary>
public class RetagConditionTests
{
    private static readonly Query OfAda = Query.Tagged(new Tag("mail:ada"));

    [Fact]
    public async Task A_condition_on_the_whole_history_sees_the_added_tags()
    {
        using var store = Filled();
        Assert.False((await Try(store, OfAda!)).Conflict.HasValue);
        store.Retag("mail");
        Assert.Equal(1, (await Try(store, OfAda!)).Conflict!.Value.Position);
    }

    [Fact]
    public async Task A_condition_that_was_read_before_a_retagging_is_refused_by_the_key()
    {
        using var store = Filled();
        store.Retag("mail");
        var conflict = (await Try(store, OfAda.After(2, tagEpoch: 0))).Conflict!.Value;
        Assert.Equal("mail", conflict.RetaggedKey);
        Assert.Equal(
            "The append was refused: events up to position 2 got tags 'mail' since its condition was read (* [mail:…] after 2); "
                + "read again from the first event.",
            new AppendConditionFailedException(conflict).Message);
        Assert.Equal("mail", (await Try(store, Query.Tagged(new Tag("mail:nobody")).After(2, 0))).Conflict!.Value.RetaggedKey);
    }

    [Fact]
    public async Task A_condition_that_was_read_after_a_retagging_or_uses_another_key_is_not()
    {
        using var store = Filled();
        store.Retag("mail");
        Assert.True((await Try(store, OfAda.After(2, tagEpoch: 1))).IsAppended);
        Assert.True((await Try(store, Query.Tagged(new Tag("n:1")).After(2, tagEpoch: 0))).IsAppended);
        Assert.True((await Try(store, Raw.Item(["word"]).After(4, tagEpoch: 0))).IsAppended);
    }

    [Fact]
    public async Task A_position_alone_counts_as_read_before_only_where_that_makes_a_difference()
    {
        using var store = Filled();
        store.Retag("mail");
        var conflict = (await Try(store, OfAda.After(2))).Conflict!.Value;
        Assert.Equal((1L, "mail"), (conflict.Position, conflict.RetaggedKey));
        Assert.True((await Try(store, Query.Tagged(new Tag("mail:nobody")).After(2))).IsAppended);
        Assert.Equal(3, store.Engine.Head);
        Assert.True((await Try(store, OfAda.After(3))).IsAppended);         // above the head at which the tags were published
    }

    [Fact]
    public async Task A_retagging_between_the_judging_of_the_caller_and_of_the_commit_thread_is_seen()
    {
        using var store = Filled();
        var draft = store.Prepare("mail");
        store.EnqueuePublication(draft);
        var append = Begin(store, OfAda!);          // judged by the snapshot before, queued behind the publication
        Assert.True(store.Step());
        Assert.Equal(1, (await append).Conflict!.Value.Position);
    }

    [Fact]
    public async Task An_append_that_was_queued_before_the_publication_is_judged_without_the_tags()
    {
        using var store = Filled();
        var draft = store.Prepare("mail");
        var append = Begin(store, OfAda!);
        store.EnqueuePublication(draft);
        Assert.True(store.Step());
        Assert.True((await append).IsAppended);
    }

    [Fact]
    public async Task A_conflict_of_the_tail_is_found_before_one_of_an_added_tag()
    {
        using var store = Filled();
        store.Retag("mail");
        store.Append(WordTags.Event("mail:ada", "mail:ada"));
        Assert.Equal(3, (await Try(store, OfAda!)).Conflict!.Value.Position);
    }

    [Fact]
    public async Task A_follower_is_told_the_key_and_begins_again_if_asked_to()
    {
        using var store = Filled();
        using var follower = store.Follow(OfAda);
        using var other = store.Follow(Query.Tagged(new Tag("n:1")));
        var notices = new List<RetagNotice>();
        follower.Retagged = notice =>
        {
            notices.Add(notice);
            return true;
        };
        other.Retagged = _ => throw new InvalidOperationException("The key is not one of its query.");
        var filled = follower.FillAsync(TestContext.Current.CancellationToken).AsTask();
        var unconcerned = ReadToEndAsync(other);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(filled.IsCompleted);
        store.Retag("mail");
        Assert.True(await filled);
        Assert.True(follower.TryRead(out var e));
        Assert.Equal(1, e.Position);
        var notice = Assert.Single(notices);
        Assert.Equal((1L, 2L, "mail"), (notice.TagEpoch, notice.Covered, Assert.Single(notice.Keys)));
        store.Watermark.Close();
        await unconcerned;
    }

    [Fact]
    public async Task A_follower_without_a_handler_goes_on()
    {
        using var store = Filled();
        using var follower = store.Follow(OfAda);
        var filled = follower.FillAsync(TestContext.Current.CancellationToken).AsTask();
        store.Retag("mail");
        store.Append(WordTags.Event("mail:ada", "mail:ada"));
        Assert.True(await filled);
        Assert.True(follower.TryRead(out var e));
        Assert.Equal(3, e.Position);
        Assert.Equal((0L, 1L), (follower.TagEpoch, follower.SeenTagEpoch));         // it has passed over event 1
        store.Watermark.Close();
    }

    [Fact]
    public async Task A_follower_whose_handler_throws_is_told_again()
    {
        using var store = Filled();
        using var follower = store.Follow(OfAda);
        var calls = 0;
        follower.Retagged = _ => calls++ == 0 ? throw new InvalidOperationException("not now") : true;
        store.Retag("mail");
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await follower.FillAsync(TestContext.Current.CancellationToken));
        Assert.True(await follower.FillAsync(TestContext.Current.CancellationToken));
        Assert.True(follower.TryRead(out var e));
        Assert.Equal((1L, 2), (e.Position, calls));
        Assert.Equal((1L, 1L), (follower.TagEpoch, follower.SeenTagEpoch));
    }

    [Fact]
    public async Task An_epoch_that_the_store_never_had_is_of_another_history_and_counts_as_none()
    {
        using var store = Filled();
        store.Retag("mail");
        Assert.Equal("mail", (await Try(store, OfAda.After(2, tagEpoch: 7))).Conflict!.Value.RetaggedKey);
        using var follower = store.Follow(OfAda);
        follower.SeenTagEpoch = 7;
        var told = new List<string>();
        follower.Retagged = notice =>
        {
            told.AddRange(notice.Keys);
            return true;
        };
        Assert.True(await follower.FillAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["mail"], told);
    }

    [Fact]
    public async Task A_read_that_began_before_a_retagging_answers_without_the_tags()
    {
        using var store = Filled();
        using var before = store.Engine.Read(Query.All, default, Opossum.Typed.Engine.Retrieval.ReadStrategy.Automatic);
        store.Retag("mail");
        using var after = store.Engine.Read(Query.All, default, Opossum.Typed.Engine.Retrieval.ReadStrategy.Automatic);
        Assert.Equal((0L, 1L), (before.TagEpoch, after.TagEpoch));
        Assert.False(await HasMailAsync(before));
        Assert.True(await HasMailAsync(after));
    }

    private static async Task<bool> HasMailAsync(EventReader reader)
    {
        Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
        Assert.True(reader.TryRead(out var e));
        return e.HasTag(new("mail:ada"));
    }

    private static async Task ReadToEndAsync(EventReader reader)
    {
        while (await reader.FillAsync(TestContext.Current.CancellationToken)) while (reader.TryRead(out _)) { }
    }

    private static SteppedStore Filled()
    {
        var store = new SteppedStore();
        store.Append(WordTags.Event("mail:ada n:1", "n:1"));
        store.Append(WordTags.Event("mail:bob n:2", "n:2"));
        return store;
    }

    private static Task<AppendOutcome> Try(SteppedStore store, AppendCondition unless)
    {
        var append = Begin(store, unless);
        store.Step();
        return append;
    }

    private static Task<AppendOutcome> Begin(SteppedStore store, AppendCondition unless)
    {
        if (store.Engine.TryJudge(
            [WordTags.Event("mail:eve", "mail:eve")], unless, null, Durability.AsConfigured, null, out var request, out var outcome))
            return Task.FromResult(outcome);
        var attempt = request.CreateAttempt();
        store.Engine.Enqueue(request);
        return attempt;
    }
}
