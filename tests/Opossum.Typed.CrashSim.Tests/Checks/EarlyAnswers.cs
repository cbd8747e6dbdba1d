using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// Where nothing flushes by itself, an answer that must be durable waits for the flush of what it depends on: a repeated append's, a
/// refusal's.
/// </summary>
internal static class EarlyAnswers
{
    private static readonly EventData Taken = new SentEvent(
        "taken", [1], ["name:ada"], new Guid(1, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0)).Data;

    /// <exception cref="Violation">An answer was there before its flush.</exception>
    public static void Run()
    {
        Check("a repeated append", null, new AppendKey("once"));
        Check("a refusal", new(new AppendGuard(Query.Tagged(new Tag("name:ada")))), null);
    }

    private static void Check(string what, AppendCondition? unless, AppendKey? key)
    {
        var storage = new SimStorage(DiskImage.Empty);
        using var log = SteppedLog.Open(storage, new(), 4096, new(FlushStrategy.WhenTheSystemDoes));
        var first = log.Append([Taken], null, key);
        log.Step();
        Told.By(first);
        var again = log.Append([Taken], unless, key, Durability.Flushed);
        if (again.IsCompleted && log.DurableHead < 1) throw new Violation("I1", $"{what} that must be durable was answered before a flush");
        log.Step();
        var told = Told.By(again);
        if (told.Answer.Last != 1) throw new Violation("I6", $"{what} was told {told}");
        using var survivor = SteppedLog.Open(new(storage.Durable()), new(), 4096, Strategy.Immediate);
        if (survivor.Head != 1) throw new Violation("I1", $"{what} named position 1, which a power cut took back");
    }
}
