using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

public class CheckpointTests
{
    private static readonly RoomId Room = new(1);
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_goes_on_after_the_checkpoint_of_an_event()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await AppendAsync(store, 1, 2, 3);
        var second = (await store.ReadAsync(Query.All).ToListAsync(Stop))[1];
        var checkpoint = Checkpoint.Parse(store.CheckpointOf(second).ToText());
        Assert.Equal(await Checkpoint.AtAsync(store.Log, 2, Stop), checkpoint);
        Assert.Equal(3, (await store.FollowAsync(RoomOpened.For(Room), checkpoint).FirstAsync(Stop)).Event.Seats);
        Assert.Equal(3, (await store.FollowAsync(Query.All, checkpoint).FirstAsync(Stop)).Position);
        Assert.Equal(3, (await store.FollowAsync<IRoomEvent>(Query.All, checkpoint).FirstAsync(Stop)).Position);
    }

    [Fact]
    public async Task The_checkpoint_of_the_beginning_is_of_one_store_too()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var beginning = await Checkpoint.AtAsync(store.Log, 0, Stop);
        Assert.Equal(new(store.StoreId, 0, Guid.Empty), beginning);
        await AppendAsync(store, 1);
        Assert.Equal(1, (await store.FollowAsync(Query.All, beginning).FirstAsync(Stop)).Position);
        Assert.Throws<CheckpointException>(() => store.FollowAsync(Query.All, default(Checkpoint)));
    }

    [Fact]
    public async Task A_checkpoint_of_another_store_is_refused_with_both_ids()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await using var other = OpossumStore.OpenInMemory(Shapes.Model);
        await AppendAsync(store, 1);
        await AppendAsync(other, 1);
        var checkpoint = await Checkpoint.AtAsync(other.Log, 1, Stop);
        var refused = Assert.Throws<CheckpointException>(() => store.FollowAsync(Query.All, checkpoint));
        Assert.Equal((CheckpointProblem.OtherStore, checkpoint), (refused.Problem, refused.Checkpoint));
        Assert.Contains($"{other.StoreId:D}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{store.StoreId:D}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restore_a_checkpoint_of_what_the_backup_lacks_is_refused()
    {
        using var folder = new StoreFolder();
        var backup = Path.Combine(folder.Path, "backup");
        Checkpoint kept, lost;
        await using (var store = await OpossumStore.OpenAsync(Path.Combine(folder.Path, "store"), Shapes.Model, cancellationToken: Stop))
        {
            await AppendAsync(store, 1);
            await store.BackupAsync(backup, cancellationToken: Stop);
            await AppendAsync(store, 2, 3);
            (kept, lost) = (await Checkpoint.AtAsync(store.Log, 1, Stop), await Checkpoint.AtAsync(store.Log, 2, Stop));
        }

        await using var restored = await OpossumStore.OpenAsync(backup, Shapes.Model, cancellationToken: Stop);
        await kept.EnsureOfAsync(restored.Log, Stop);
        var longer = Assert.Throws<CheckpointException>(() => restored.FollowAsync(Query.All, lost));
        Assert.Equal(CheckpointProblem.LongerHistory, longer.Problem);
        Assert.Contains("position 2, and the store ends at 1", longer.Message, StringComparison.Ordinal);

        await AppendAsync(restored, 7, 8);
        await kept.EnsureOfAsync(restored.Log, Stop);
        var feed = restored.FollowAsync(Query.All, lost);
        var other = await Assert.ThrowsAsync<CheckpointException>(async () => await feed.FirstAsync(Stop));
        Assert.Equal(CheckpointProblem.OtherHistory, other.Problem);
    }

    [Fact]
    public async Task Beyond_the_head_there_is_no_checkpoint()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var refused = await Assert.ThrowsAsync<PositionBeyondHeadException>(
            async () => await Checkpoint.AtAsync(store.Log, 1000, Stop));
        Assert.Equal((1000, 0), (refused.Position, refused.Head));
        Assert.StartsWith("Position 1000 is above the head, 0", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PositionBeyondHeadException>(async () => await Checkpoint.AtAsync(store.Log, 1, Stop));
        await Assert.ThrowsAsync<PositionBeyondHeadException>(async () => await Checkpoint.AtAsync(store.Log, 9, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Checkpoint.AtAsync(store.Log, -1, Stop));
    }

    [Fact]
    public void Its_text_has_the_tag_epoch_if_that_is_known()
    {
        const string Text = "0193b2a00000700080000000000000aa.17.0193b2a00000700080000000000000bb";
        var (before, with) = (Checkpoint.Parse(Text), Checkpoint.Parse(Text + ".3"));
        Assert.Equal((null, 3L), (before.TagEpoch, with.TagEpoch));
        Assert.Equal(before, with with { TagEpoch = null });
        Assert.Equal((Text, Text + ".3"), (before.ToText(), with.ToText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("0193b2a00000700080000000000000aa.17")]
    [InlineData("0193b2a00000700080000000000000aa.-1.0193b2a00000700080000000000000aa")]
    [InlineData("0193b2a0-0000-7000-8000-0000000000aa.17.0193b2a00000700080000000000000aa")]
    [InlineData("0193b2a00000700080000000000000aa.17.0193b2a00000700080000000000000aa.")]
    [InlineData("0193b2a00000700080000000000000aa.17.0193b2a00000700080000000000000aa.-1")]
    [InlineData("0193b2a00000700080000000000000aa.17.0193b2a00000700080000000000000aa.1.1")]
    public void A_text_that_is_no_checkpoint_is_refused(string text)
    {
        Assert.False(Checkpoint.TryParse(text, out _));
        Assert.Contains("ToText", Assert.Throws<FormatException>(() => Checkpoint.Parse(text)).Message, StringComparison.Ordinal);
    }

    private static async Task AppendAsync(OpossumStore store, params int[] seats)
    {
        foreach (var each in seats) await store.AppendAsync(new RoomOpened(Room, each), cancellationToken: Stop);
    }
}
