using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

[DecisionModel]
public partial record struct RoomHistory(RoomId Room)
{
    public int Walls, Renovations, Minutes, Lectures;

    void On(RoomRenovated e) => (Walls, Renovations) = (e.Walls, Renovations + 1);

    void On(LectureHeld e) => (Minutes, Lectures) = (Minutes + e.Minutes, Lectures + 1);
}

public partial record HoldLecture(RoomId Room)
{
    [Decider]
    private Decision Decide(RoomHistory history) =>
        history.Lectures > 2
            ? Decision.Reject($"{history.Minutes} minutes in {history.Renovations} kinds of rooms, the last with {history.Walls} walls")
            : Decision.Append(new LectureHeld(Room, "t", 1, []));
}

/// <summary>A boundary has the old names and the old versions of its events: what was decided under them still counts.</summary>
public class EvolvedDecisionTests
{
    private static readonly RoomId Room = new(1);

    [Fact]
    public async Task A_decision_counts_what_is_stored_under_old_names_and_versions()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("room-rebuilt", """{"room":1,"walls":4}""", tags: "room:1");
        await store.AppendRawAsync("lecture-held", """{"room":1,"title":"t","hours":1}""", version: 2, tags: "room:1");
        await store.AppendRawAsync("talk-held", """{"room":1,"name":"t","parts":[null,null]}""", version: 1, tags: "room:1");
        await store.AppendRawAsync("room-renovated", """{"room":1,"walls":5}""", tags: "room:1");
        Assert.IsType<Outcome.Appended>(await store.DecideAsync(new HoldLecture(Room)));
        Assert.Equal(
            "181 minutes in 2 kinds of rooms, the last with 5 walls",
            Assert.IsType<Outcome.Rejected>(await store.DecideAsync(new HoldLecture(Room))).Reason);
    }

    [Fact]
    public void Its_query_says_every_name() =>
        Assert.Equal("room-renovated|room-rebuilt|room-built-anew|lecture-held|talk-held [room:1]", QueryText.Of(RoomHistory.For(Room)));

    [Fact]
    public async Task A_version_that_is_not_known_yet_stops_a_decision_by_name()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("lecture-held", "{}", version: 6, tags: "room:1");
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.DecideAsync(new HoldLecture(Room)));
        Assert.StartsWith(
            "Event 'lecture-held' (version 6) at position 1: Opossum.Typed.Tests.Store.LectureHeld is of version 5", error.Message);
    }
}
