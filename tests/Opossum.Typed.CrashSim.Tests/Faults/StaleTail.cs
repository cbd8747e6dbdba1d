using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// A file whose last bytes are of another history: two stores went apart, and the frames behind the place have the right length, place and
/// position.
/// </summary>
internal static class StaleTail
{
    private const string File = "events/0000000001.seg";

    /// <exception cref="Violation">A frame was adopted that does not continue the one before.</exception>
    public static void Run()
    {
        var (one, other) = (Write("left "), Write("right"));
        Check(one.With(File, Splice(one.Files[File].Bytes, other.Files[File].Bytes)));
    }

    /// <summary>The second event of one history, and the third of the other.</summary>
    private static byte[] Splice(byte[] first, byte[] second)
    {
        var third = Third(second);
        return [.. first.AsSpan(0, third), .. second.AsSpan(third)];
    }

    /// <summary>Where the frame of the third event begins: frames of equal length follow the header.</summary>
    private static int Third(byte[] bytes)
    {
        var at = 64;
        for (var i = 0; i < 2; i++) at += BitConverter.ToInt32(bytes, at);
        return at;
    }

    private static void Check(DiskImage image)
    {
        using var log = SteppedLog.Open(new(image), new(), 4096, Strategy.Immediate);
        if (log.Head != 2)
            throw new Violation("I5", $"a frame that does not continue the one before was adopted: the store ends at {log.Head}, not 2");
    }

    private static DiskImage Write(string second)
    {
        var storage = new SimStorage(DiskImage.Empty.With(
            "store.lock", Encoding.UTF8.GetBytes("opossum-typed store\nstore 0000001d-0000-4000-8000-000000000001\n".PadRight(512, '\n'))));
        using var log = SteppedLog.Open(storage, new(), 4096, Strategy.Immediate);
        for (var i = 0; i < 3; i++)
        {
            var answer = log.Append([new SentEvent(
                "e", Encoding.UTF8.GetBytes(i == 1 ? second : "third"), ["t:1"],
                new Guid(i, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0)).Data], null, null);
            log.Step();
            Told.By(answer);
        }

        return storage.Durable();
    }
}
