using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>
/// A position above the head was learned elsewhere, or before a backup was restored: it is refused wherever something would begin after
/// it.
/// </summary>
public class BeyondHeadTests
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);

    [Fact]
    public async Task A_condition_after_a_position_above_the_head_is_refused_and_writes_nothing()
    {
        await using var log = await WithThreeAsync();
        var item = Raw.Item(["A"], "item:1");
        var error = await RefusedAsync(async () => await log.AppendAsync([Raw.Event("A", "item:1")], unless: item.After(10)));
        Assert.Equal((10, 3), (error.Position, error.Head));
        Assert.Contains("read its events again and use the head of that read", error.Message, StringComparison.Ordinal);
        await RefusedAsync(async () => await log.TryAppendAsync([Raw.Event("A", "item:1")], item.After(3) | Raw.Item(["B"]).After(4)));
        await RefusedAsync(async () => await log.TryAppendAsync([Raw.Event("A", "item:1")], item.After(long.MaxValue)));
        Assert.Equal(3, log.Head);
        Assert.Equal(new AppendResult(4, 4), await log.AppendAsync([Raw.Event("A", "item:1")], unless: item.After(3)));
    }

    [Fact]
    public async Task A_restored_backup_refuses_a_condition_that_was_learned_before_it()
    {
        using var folder = new StoreFolder();
        using var backup = new StoreFolder();
        await using var log = await folder.OpenAsync();
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A", "item:1")]);
        await log.BackupAsync(backup.Path, cancellationToken: TestContext.Current.CancellationToken);
        var learned = (await log.AppendAsync([Raw.Event("A", "item:1")])).Last;
        await using var restored = await backup.OpenAsync();
        await RefusedAsync(async () => await restored.AppendAsync([Raw.Event("A")], unless: Raw.Item([], "item:1").After(learned)));
        Assert.Throws<PositionBeyondHeadException>(() => restored.Read(Query.All, new() { After = learned }));
        Assert.Throws<PositionBeyondHeadException>(() => restored.Follow(Query.All, learned));
    }

    [Fact]
    public async Task The_key_of_an_append_goes_before_its_condition()
    {
        await using var log = await WithThreeAsync();
        var key = new AppendKey("once");
        var first = await log.AppendAsync([Raw.Event("B")], key: key);
        Assert.Equal(first, await log.AppendAsync([Raw.Event("B")], unless: Query.All.After(10), key: key));
        await RefusedAsync(async () => await log.AppendAsync([Raw.Event("B")], unless: Query.All.After(10), key: new AppendKey("other")));
    }

    /// <summary>Both appends are in the queue while the flush before them hangs, so that they meet in one group.</summary>
    [Fact]
    public async Task A_position_that_is_staged_in_the_same_group_is_not_above_the_head()
    {
        const string FlushOfEvents = "flush events/0000000001.seg";
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var flush = new Gate();
        storage.Before = call =>
        {
            if (call == FlushOfEvents) flush.Pass();
        };
        var first = log.AppendAsync([Raw.Event("A")]).AsTask();
        flush.WaitUntilReached();
        var staged = log.AppendAsync([Raw.Event("B")]).AsTask();
        var after = log.AppendAsync([Raw.Event("C")], unless: Query.All.After(2)).AsTask();
        var beyond = log.AppendAsync([Raw.Event("D")], unless: Query.All.After(4)).AsTask();
        flush.Open();
        Assert.Equal([new(1, 1), new(2, 2), new(3, 3)], await Task.WhenAll(first, staged, after));
        var error = await Assert.ThrowsAsync<PositionBeyondHeadException>(() => beyond);
        Assert.Equal((4, 3), (error.Position, error.Head));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_read_that_begins_above_the_head_is_refused_and_one_that_ends_there_is_not(bool backward)
    {
        await using var log = await WithThreeAsync();
        Refused(new() { Backward = backward, After = 4 }, 4);
        Refused(new() { Backward = backward, From = 5 }, 5);
        if (backward) Refused(new() { Backward = true, Before = 5 }, 5);
        Refused(new() { Backward = backward, After = long.MaxValue }, long.MaxValue);
        string[] all = backward ? ["3 A", "2 A", "1 A"] : ["1 A", "2 A", "3 A"];
        Assert.Empty(await Raw.ReadAsync(log, Query.All, new() { Backward = backward, After = 3 }));
        Assert.Equal(backward ? all : [], await Raw.ReadAsync(log, Query.All, new() { Backward = backward, From = 4 }));
        Assert.Equal(backward ? [] : all, await Raw.ReadAsync(log, Query.All, new() { Backward = backward, To = 9 }));
        Assert.Equal(all, await Raw.ReadAsync(log, Query.All, new() { Backward = backward, Before = 4 }));
        if (!backward) Assert.Equal(all, await Raw.ReadAsync(log, Query.All, new() { Before = 9 }));

        void Refused(ReadOptions options, long position)
        {
            var error = Assert.Throws<PositionBeyondHeadException>(() => log.Read(Query.All, options));
            Assert.Equal((position, 3), (error.Position, error.Head));
        }
    }

    [Fact]
    public async Task A_store_refuses_it_for_reads_decisions_and_appends()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new CourseDefined(Course, 1));
        Assert.Throws<PositionBeyondHeadException>(() => store.ReadAsync(CourseDefined.For(Course), after: 2));
        Assert.Throws<PositionBeyondHeadException>(() => store.ReadAsync(Query.All, new ReadOptions { From = 3 }));
        await RefusedAsync(async () => await store.AppendAsync(new CourseRenamed(Course, "Logic"), CourseRenamed.For(Course).After(2)));

        // Whatever the decider answers: here it rejects.
        await RefusedAsync(async () => await store.DecideAsync(new DefineCourse(Course, 1), unless: CourseRenamed.For(Course).After(2)));
        Assert.IsType<Outcome.Rejected>(await store.DecideAsync(new DefineCourse(Course, 1), unless: CourseRenamed.For(Course).After(1)));
        Assert.IsType<Outcome.Appended>(await store.DecideAsync(new Subscribe(Course, Ada), unless: CourseRenamed.For(Course).After(1)));
    }

    /// <summary>Eight writers go on from what they were told at once, each way that a position is learned.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_position_that_was_just_learned_is_never_refused(bool immediately)
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new()
        {
            MaxSegmentBytes = 64 << 10,
            FlushEventsImmediately = immediately,
            Flush = immediately ? null : FlushStrategy.Every(7),
        });
        await log.AppendAsync([Raw.Event("A", "t:0")], durability: Durability.Flushed);
        using var follower = log.Follow(Query.All);
        var following = Task.Run(async () =>
        {
            for (var seen = 0L; seen < 8 * 200;)
            {
                Assert.True(await follower.FillAsync());
                while (follower.TryRead(out var e))
                {
                    seen = e.Position;
                    Assert.True(Sees(log, seen));
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var last = (await log.AppendAsync([Raw.Event("A", $"t:{writer}")], unless: Raw.Item(["never"]).After(log.Head))).Last;
                using (log.Read(Query.All, new() { After = last })) { }
                if (await log.TryAppendAsync([Raw.Event("A")], Query.All.After(last - 1)) is { Conflict: { } conflict })
                    using (log.Read(Query.All, new() { From = conflict.Position })) { }
                await log.TryAppendAsync([Raw.Event("A", $"t:{writer}")], Raw.Item([], $"t:{writer}").After(last));
            }
        })));
        await log.FlushAsync(TestContext.Current.CancellationToken);
        await following.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        static bool Sees(EmbeddedEventLog log, long position)
        {
            using var reader = log.Read(Query.All, new() { After = position });
            return reader.Head >= position;
        }
    }

    [Fact]
    public async Task A_follower_does_not_begin_after_what_a_power_cut_can_take_back()
    {
        await using var log = EmbeddedEventLog.Open(
            new WatchedStorage(), new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        await log.AppendAsync([Raw.Event("A")]);
        var error = Assert.Throws<PositionBeyondHeadException>(() => log.Follow(Query.All, after: 1));
        Assert.Equal((1, 0), (error.Position, error.Head));
        Assert.Contains("Await FlushAsync first", error.Message, StringComparison.Ordinal);
        await log.FlushAsync(TestContext.Current.CancellationToken);
        log.Follow(Query.All, after: 1).Dispose();
    }

    private static Task<PositionBeyondHeadException> RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<PositionBeyondHeadException>(act);

    private static async Task<EmbeddedEventLog> WithThreeAsync()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < 3; i++) await log.AppendAsync([Raw.Event("A", "t:1")]);
        return log;
    }
}
