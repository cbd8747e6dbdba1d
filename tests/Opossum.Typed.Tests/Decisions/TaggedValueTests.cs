namespace Opossum.Typed.Tests.Decisions;

/// <summary>A boundary takes the values that a member of an event can have under a key.</summary>
public partial class TaggedValueTests
{
    public enum Shift
    {
        Day,
        Night,
    }

    public readonly record struct RoomNumber(int Value);

    [Event("room-guarded")]
    public partial record RoomGuarded([Tag("shift")] Shift Shift, [Tag("room-number")] RoomNumber Room);

    [DecisionModel]
    public partial record struct Guards([Tag("shift")] Shift Shift, [Tag("room-number")] RoomNumber Room)
    {
        internal int Count;

        private void On(RoomGuarded _) => Count++;
    }

    [Fact]
    public async Task An_enum_and_a_struct_of_one_value_are_asked_for_by_the_text_that_events_carry()
    {
        await using var store = OpossumStore.OpenInMemory(Generated.Shapes.Model);
        await store.AppendAsync(new RoomGuarded(Shift.Night, new(7)));
        await store.AppendAsync(new RoomGuarded(Shift.Day, new(7)));
        await store.AppendAsync(new RoomGuarded(Shift.Night, new(8)));
        var found = await store.ReadAsync(Guards.For(Shift.Night, new(7))).SingleAsync();
        Assert.Equal(1, found.Position);
    }
}
