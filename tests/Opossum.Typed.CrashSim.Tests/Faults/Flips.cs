using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// Damage of what was acknowledged: every byte that a store has written, flipped; a file that is gone; a frame of another history. Each is
/// refused by name, or changes no event, or is cut off and reported as the end of an unclean stop.
/// </summary>
internal sealed class Flips(int seed)
{
    /// <summary>Each page has one check of all its bytes.</summary>
    private const int RunBytesPerFlip = 29;

    private static readonly int Step = Tier.Size(quick: 5, full: 1);

    private readonly Recording _recording = Recorder.Record(seed, Strategy.Immediate);

    public int Refused { get; private set; }

    /// <summary>Flips in the index.</summary>
    public int Rebuilt { get; private set; }

    public int Torn { get; private set; }

    public int Harmless { get; private set; }

    /// <exception cref="Violation">Damage went unnoticed.</exception>
    public Flips Run()
    {
        var image = Closed();
        foreach (var (name, content) in image.Files)
        {
            if (name == "store.lock") continue;
            var used = content.Bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            if (IsRun(name)) for (var at = 0; at < used; at += RunBytesPerFlip * Step) FlipRun(image, name, content.Bytes, at);
            else for (var at = 0; at < used; at += Step) Flip(image, name, content.Bytes, at);
        }

        LoseLastSegment(image, keepsIndex: true);
        LoseLastSegment(image, keepsIndex: false);
        return this;
    }

    private DiskImage Closed()
    {
        var storage = new SimStorage(CrashStates.Durable(_recording.Base, _recording.Journal));
        using (var log = SteppedLog.Open(storage, new(), _recording.MaxSegmentBytes, Strategy.Immediate)) log.Close();
        return storage.Durable();
    }

    private void Flip(DiskImage image, string name, byte[] bytes, int at)
    {
        var damaged = bytes.ToArray();
        damaged[at] ^= (byte)(1 << at % 8);
        var disk = image.With(name, damaged);
        var situation = new Situation(_recording, _recording.Journal.Count, disk, $", {name} flipped at {at}");
        try
        {
            using var log = SteppedLog.Open(new(disk), new(), _recording.MaxSegmentBytes, Strategy.Immediate);
            if (Reading.ReadAll(log, situation).Head != _recording.History.Head)
                throw situation.Broken("I11", "damage of acknowledged events was cut off");
            if (log.Recovery.CutBytes > 0) Torn++;
            else Harmless++;
        }
        catch (StoreDamagedException e)
        {
            if (e.File != name || e.Offset > at) throw situation.Broken("I11", $"the damage was said to be at {e.File}, offset {e.Offset}");
            Refused++;
        }
        catch (StoreFormatException) when (at is >= 8 and < 12)
        {
            Refused++;
        }
    }

    /// <summary>
    /// A run is derived: whatever is wrong with it, the store opens, and its answers are right, before and after it was made anew.
    /// </summary>
    private void FlipRun(DiskImage image, string name, byte[] bytes, int at)
    {
        var damaged = bytes.ToArray();
        damaged[at] ^= (byte)(1 << at % 8);
        var disk = image.With(name, damaged);
        var situation = new Situation(_recording, _recording.Journal.Count, disk, $", {name} flipped at {at}");
        var head = _recording.History.Head;
        using var log = SteppedLog.Open(new(disk), new(), _recording.MaxSegmentBytes, Strategy.Immediate);
        if (Reading.ReadAll(log, situation).Head != head) throw situation.Broken("I11", "damage of the index took events away");
        var questions = new Questions(_recording);
        questions.Ask(log, head, situation);
        questions.Repeat(log, head, situation);
        while (log.StepIndex()) { }
        questions.Ask(log, head, situation);
        Rebuilt++;
    }

    private static bool IsRun(string name) => name.StartsWith("index/", StringComparison.Ordinal);

    private void LoseLastSegment(DiskImage image, bool keepsIndex)
    {
        var last = image.Files.Last(file =>
            file.Key != "store.lock" && !IsRun(file.Key) && file.Value.Bytes.AsSpan().ContainsAnyExcept((byte)0)).Key;
        var disk = new DiskImage(image.Files.Where(file =>
            file.Key == "store.lock" || (IsRun(file.Key) ? keepsIndex : string.CompareOrdinal(file.Key, last) < 0)));
        var situation = new Situation(_recording, _recording.Journal.Count, disk, $", {last} deleted");
        try
        {
            using var log = SteppedLog.Open(new(disk), new(), _recording.MaxSegmentBytes, Strategy.Immediate);
            throw situation.Broken("I11", "a lost file went unnoticed");
        }
        catch (StoreDamagedException)
        {
            Refused++;
        }
    }
}
