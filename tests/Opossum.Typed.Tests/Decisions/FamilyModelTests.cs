using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.People;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>A decision model with handlers of families.</summary>
public class FamilyModelTests
{
    private static readonly RoomId Room = new(1);
    private static readonly PersonId Ada = PersonId.New();

    [Fact]
    public async Task A_handler_of_a_family_takes_what_no_other_handler_takes()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(
        [
            new RoomOpened(Room, 3), new SeatTaken(Room, Ada), new RoomCleaned(Room), new RoomClosed(Room), new RoomClosed(new(2)),
        ]);
        var (activity, _) = await store.BuildAsync(new RoomActivity(Room));
        Assert.Equal((3, 2, 4L), (activity.Seats, activity.Others, activity.LastOther));
    }

    [Fact]
    public async Task The_boundary_is_of_these_events_and_no_others()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var (_, unless) = await store.BuildAsync(new RoomActivity(Room));
        await store.AppendAsync([new RoomCleaned(Room), new RoomClosed(new(2))]);
        Assert.True((await store.TryAppendAsync(new RoomCleaned(Room), unless)).IsAppended);
        await store.AppendAsync(new SeatTaken(Room, Ada));
        var refused = await store.TryAppendAsync(new RoomCleaned(Room), unless);
        Assert.Equal(4, refused.Conflict?.Position);
        Assert.Equal(["room-closed", "room-opened", "seat-taken"], Assert.Single(RoomActivity.For(Room).Items).Types.Order());
    }
}

[DecisionModel]
public partial record struct RoomActivity(RoomId Room)
{
    public int Seats, Others;
    public long LastOther;

    void On(IRoomEvent e, long position)
    {
        if (e.Room != Room) throw new InvalidOperationException("another room's");
        (Others, LastOther) = (Others + 1, position);
    }

    void On(RoomOpened e) => Seats = e.Seats;
}
