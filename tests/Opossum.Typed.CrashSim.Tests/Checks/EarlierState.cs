using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// Readers and callers that hold something derived from an earlier state: bytes of a segment that was sealed since, bytes that the file
/// has otherwise, a position of a history that was lost.
/// </summary>
internal static class EarlierState
{
    private const int SegmentBytes = 8192;
    private const int Events = 24;

    /// <exception cref="Violation">The engine took the earlier state for the present one.</exception>
    public static void Run()
    {
        SealWhileReading(backward: false);
        SealWhileReading(backward: true);
        SpoilWhileReading();
        OutliveHistory();
    }

    /// <summary>Readers stop after each of the events, the segment is filled and sealed, and they go on.</summary>
    private static void SealWhileReading(bool backward)
    {
        using var log = Open(new(DiskImage.Empty));
        var readers = new List<(EventReader Reader, List<long> Positions)>();
        for (var pause = 1; pause < Events; pause++)
        {
            var reader = log.Read(Query.All, backward);
            readers.Add((reader, Take(reader, [], pause)));
        }

        while (log.Indexed == 0)
        {
            Append(log, 2000);
            while (log.StepIndex()) { }
        }

        foreach (var (reader, positions) in readers)
        {
            var pause = positions.Count;
            var who = $"a reader that stopped after {pause} events and met a seal";
            using (reader)
                Violation.Unless<Exception, List<long>>(() => Take(reader, positions, Events), e => new("I10", $"{who}: {e.Message}"));
            var expected = Enumerable.Range(1, Events).Select(static i => (long)i);
            if (!positions.SequenceEqual(backward ? expected.Reverse() : expected))
                throw new Violation("I10", $"{who} saw {string.Join(' ', positions)}");
        }
    }

    /// <summary>The disk gives a wrong byte once: the reader has it in memory, and the file is right.</summary>
    private static void SpoilWhileReading()
    {
        var storage = new SimStorage(DiskImage.Empty);
        using var log = Open(storage);
        using var reader = log.Read(Query.All);
        using var file = storage.Open("events/0000000001.seg");
        var bytes = new byte[SegmentBytes];
        file.Read(bytes, 0);
        byte[] spoiled = [.. bytes];
        spoiled[bytes.AsSpan().IndexOf("spoil"u8)] ^= 1;
        file.Write(spoiled, 0);
        if (!Fill(reader)) throw new Violation("I10", "nothing was read");
        file.Write(bytes, 0);
        var isRead = Violation.Unless<StoreDamagedException, bool>(
            () => reader.TryRead(out _), e => new("I11", $"what a reader had in memory was called damage: {e.Message}"));
        if (!isRead) throw new Violation("I10", "the first event was not delivered");
    }

    /// <summary>A store whose last event was lost, and a caller that has seen it.</summary>
    private static void OutliveHistory()
    {
        using var log = Open(new(DiskImage.Empty));
        var condition = Query.Tagged(new Tag("name:ada")).After(Events + 1);
        var append = log.Append([new EventData("taken", new byte[10], new Tag("name:ada"))], condition, null);
        log.Step();
        try
        {
            Told.By(append);
            throw new Violation("I6", $"a condition after position {Events + 1} was accepted at head {Events}: it can never refuse");
        }
        catch (AggregateException e) when (e.InnerException is PositionBeyondHeadException)
        {
        }

        if (log.Head != Events) throw new Violation("I4", "an append that was refused wrote something");
        ReadOptions[] beyond =
        [
            new() { After = Events + 1 },
            new() { From = Events + 2 },
            new() { From = Events + 2, Backward = true },
            new() { Before = Events + 2, Backward = true },
        ];
        foreach (var options in beyond)
        {
            try
            {
                log.Read(Query.All, options).Dispose();
            }
            catch (PositionBeyondHeadException)
            {
                continue;
            }

            throw new Violation("I10", $"a read began above the head: {options}");
        }
    }

    private static SteppedLog Open(SimStorage storage)
    {
        var log = SteppedLog.Open(storage, new(), SegmentBytes, Strategy.Immediate);
        for (var i = 0; i < Events; i++) Append(log, 40);
        return log;
    }

    private static void Append(SteppedLog log, int bytes)
    {
        var payload = new byte[bytes];
        "spoil"u8.CopyTo(payload);
        var append = log.Append([new EventData("small", payload)], null, null);
        log.Step();
        Told.By(append);
    }

    private static List<long> Take(EventReader reader, List<long> positions, int upTo)
    {
        while (positions.Count < upTo && Fill(reader))
            while (positions.Count < upTo && reader.TryRead(out var e)) positions.Add(e.Position);
        return positions;
    }

    private static bool Fill(EventReader reader) => reader.FillAsync().AsTask().GetAwaiter().GetResult();
}
