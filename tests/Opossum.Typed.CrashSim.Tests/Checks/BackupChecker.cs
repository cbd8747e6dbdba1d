using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// A power cut at each operation of a story of backups: the store has lost nothing, the backup is the one before or the new one, whole, or,
/// if there was none, refused by name; using it writes to no file of the store; and the next backup is made of whatever was left.
/// </summary>
internal sealed class BackupChecker(BackupStory story)
{
    private readonly Recording _recording = story.Recording;
    private readonly Dictionary<UInt128, (long Store, long Backup)> _known = [];

    public int Distinct => _known.Count;

    /// <exception cref="Violation">An invariant was broken.</exception>
    public static BackupChecker Run(int seed, int exhaustive, int random)
    {
        var checker = new BackupChecker(BackupStory.Record(seed));
        var journal = checker._recording.Journal;
        var states = new CrashStates(checker._recording.Base, journal, seed) { Exhaustive = exhaustive, Random = random };
        for (var operation = 0; operation <= journal.Count; operation++)
            foreach (var image in states.At(operation)) checker.Check(image, operation);
        return checker;
    }

    private void Check(DiskImage image, int operation)
    {
        var at = new Situation(_recording, operation, image);
        if (!_known.TryGetValue(image.Hash, out var found)) _known.Add(image.Hash, found = Look(at));
        var promised = story.Promised[operation];
        if (found.Store < promised.Store) throw at.Broken("I1", $"the store ends at {found.Store}, but {promised.Store} was promised");
        if (found.Backup < promised.Backup)
            throw at.Broken("I14", $"the backup {(found.Backup < 0 ? "is refused" : $"ends at {found.Backup}")}, "
                + $"but one up to {promised.Backup} was completed");
        if (found.Backup > promised.Staged)
            throw at.Broken("I4", $"the backup ends at {found.Backup}, but only {promised.Staged} had been given away");
    }

    private (long Store, long Backup) Look(Situation at)
    {
        var backup = at.Image.In(BackupStory.Folder).Files.Count == 0 ? -1 : Use(at);
        return (BackUpAgain(at), backup);
    }

    /// <summary>Opens the backup, appends to it and closes it: on the disk that has the store too.</summary>
    /// <returns>Its head; -1 if it is refused as one that was never completed.</returns>
    private long Use(Situation at)
    {
        var disk = _recording.Disk(at.Image);
        long head;
        var recovery = default(Recovery);
        try
        {
            using var log = Open(disk, at, new SimFolder(disk, BackupStory.Folder));
            head = Reading.ReadAll(log, at).Head;
            if (head == 0 && at.Image.In(BackupStory.Folder).Files.Keys.Any(static name => name.Contains('/', StringComparison.Ordinal)))
                throw at.Broken("I14", "the beginning of a backup was opened as an empty store");
            recovery = log.Recovery;
            var next = log.Append([Script.Afterwards(head + 1).Data], null, null);
            log.Step();
            if (Told.By(next).Answer.First != head + 1) throw at.Broken("I9", "the next append to the backup is not the next position");
            log.Close();
        }
        catch (StoreFormatException e) when (e.Message.Contains("never completed", StringComparison.Ordinal))
        {
            head = -1;
        }

        var after = disk.Cached();
        foreach (var (name, content) in at.Image.Files)
        {
            if (name.StartsWith(BackupStory.Folder + "/", StringComparison.Ordinal)) continue;
            if (!after.Files.TryGetValue(name, out var now) || now.Hash != content.Hash)
                throw at.Broken("I14", $"using the backup changed the store's {name}");
        }

        if (!story.OpensBackup && recovery is { WasClosed: false }) throw at.Broken("I14", $"the backup does not end cleanly: {recovery}");

        return head;
    }

    /// <returns>The head of the store.</returns>
    private long BackUpAgain(Situation at)
    {
        var disk = _recording.Disk(at.Image);
        long head;
        using (var log = Open(disk, at))
        {
            head = Reading.ReadAll(log, at).Head;
            BackupResult result;
            try
            {
                result = log.Backup(new SimFolder(disk, BackupStory.Folder), story.HardLinks, static () => { });
            }
            catch (Exception e)
            {
                throw at.Broken("I14", $"the next backup is not made: {e.GetType().Name}: {e.Message}");
            }

            if (result.Head != head) throw at.Broken("I14", $"the next backup goes up to {result.Head}, the store to {head}");
        }

        var later = at with { Image = disk.Durable(), Depth = ", then backed up again and cut" };
        var place = new SimStorage(later.Image.In(BackupStory.Folder));
        using var backup = Open(place, later);
        if (Reading.ReadAll(backup, later).Head != head) throw later.Broken("I14", $"the backup ends at {backup.Head}, not {head}");
        if (!backup.Recovery.WasClosed) throw later.Broken("I14", $"the backup does not end cleanly: {backup.Recovery}");
        new Questions(_recording).Ask(backup, head, later);
        return head;
    }

    private SteppedLog Open(SimStorage disk, Situation at, SimFolder? place = null)
    {
        try
        {
            return SteppedLog.Open(disk, new(), _recording.MaxSegmentBytes, Strategy.Immediate, place);
        }
        catch (Exception e) when (e is not StoreFormatException)
        {
            throw at.Broken("I11", $"the {(place is null ? "store" : "backup")} does not open: {e.GetType().Name}: {e.Message}");
        }
    }
}
