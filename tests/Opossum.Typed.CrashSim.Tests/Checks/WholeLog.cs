using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>The same with the store that users have, thread and all: it opens, goes on, closes, and is whole after it.</summary>
internal static class WholeLog
{
    public static void Check(Situation at, Survivors survivors)
    {
        var options = new OpossumOptions { MaxSegmentBytes = at.Recording.MaxSegmentBytes, TimeProvider = new SimClock() };
        var storage = at.Recording.Disk(at.Image);
        var next = survivors.Head + 1;
        var log = EmbeddedEventLog.Open(storage, options);
        if (log.Head != survivors.Head) throw at.Broken("I8", $"opened as users do, the store ends at {log.Head}, not {survivors.Head}");
        var result = log.AppendAsync([Script.Afterwards(next).Data]).AsTask().GetAwaiter().GetResult();
        if (result != new AppendResult(next, next)) throw at.Broken("I9", $"the next append is at {result.First}, where {next} is next");
        log.DisposeAsync().AsTask().Wait();

        var closed = new Situation(at.Recording, at.Operation, storage.Durable(), ", then closed");
        using var reopened = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(at.Recording.Disk(closed.Image), new(), at.Recording.MaxSegmentBytes, Strategy.Immediate),
            e => closed.Broken("I11", $"the store does not open: {e.Message}"));
        if (!reopened.Recovery.WasClosed) throw closed.Broken("I8", "the store was closed, and says that it was not");
        if (Reading.ReadAll(reopened, closed) != survivors with { HasAfterwards = true })
            throw closed.Broken("I9", "the event before the close is missing");
    }
}
