namespace Opossum.Typed.CrashLab.Consuming;

/// <summary>One event at a time, in the order of the log.</summary>
[Consumer("lab-one-by-one")]
public partial class OneByOne(DeliveryFile file)
{
    private void On(LaneUsed e, ConsumedEvent at) => file.Note(at.Position, e.Lane.Value);
}

/// <summary>Side by side, in order of the lanes, with failures that pass.</summary>
[Consumer("lab-side-by-side", InOrderOf = typeof(LaneId))]
public partial class SideBySide(DeliveryFile file)
{
    private async Task On(LaneUsed e, ConsumedEvent at, CancellationToken stop)
    {
        if (at is { Attempt: 1 } && at.Position % 11 == 0) throw new IOException("it passes");
        await Task.Delay((int)(at.Position % 3), stop);
        file.Note(at.Position, e.Lane.Value);
    }
}

/// <summary>Side by side, with failures that don't pass: what can't be handled is parked, with what follows it on its lane.</summary>
[Consumer("lab-parking", InOrderOf = typeof(LaneId))]
public partial class Parking(DeliveryFile file)
{
    private void On(LaneUsed e, ConsumedEvent at)
    {
        if (at.Position % 97 == 0) throw new InvalidCastException("it stays");
        file.Note(at.Position, e.Lane.Value);
    }
}

/// <summary>Two decisions for each event.</summary>
[Consumer("lab-deciding", InOrderOf = typeof(LaneId))]
public partial class Deciding(OpossumStore store, DeliveryFile file)
{
    private async Task On(LaneUsed e, ConsumedEvent at, CancellationToken stop)
    {
        foreach (var purpose in (string[])["first", "second"])
            await store.DecideAsync(new Answer(e.Lane, at.Position, purpose), key: at.KeyFor(purpose), cancellationToken: stop);
        file.Note(at.Position, e.Lane.Value);
    }
}
