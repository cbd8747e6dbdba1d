using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>
/// Each call of a backup fails in turn: the store goes on, the backup before is there or the new one, also after a power cut, and the next
/// one is made.
/// </summary>
internal sealed class BackupFaults(int seed, bool hardLinks) : CallFaults
{
    private const int MaxSegmentBytes = 2048;

    protected override void RunOne(FaultPlan plan, string what)
    {
        what += " of a backup";
        var (disk, script, history) = (new SimStorage(DiskImage.Empty), new Script(seed), new History());
        var folder = new SimFolder(disk, BackupStory.Folder);
        using var log = SteppedLog.Open(disk, new(), MaxSegmentBytes, Strategy.Immediate);
        Append(log, script, history, 8);
        var before = log.Backup(folder, hardLinks, static () => { }).Head;
        Append(log, script, history, 12);
        while (log.StepIndex()) { }

        disk.Faults = plan;
        TryBackup(log, folder, plan);
        disk.Faults = null;
        if (plan.Injected.Count == 0) return;

        if (log.Fault is not null) throw new Violation("I14", $"{what} ended writing to the store");
        Append(log, script, history, 1);
        Check(new(disk.Durable().In(BackupStory.Folder)), before, history, what + ", then a power cut");
        Check(new(disk.Cached().In(BackupStory.Folder)), before, history, what);
        if (log.Backup(folder, hardLinks, static () => { }).Head != log.Head)
            throw new Violation("I14", $"{what}, and the next backup is not of all");
        Check(new(disk.Durable().In(BackupStory.Folder)), log.Head, history, what + ", then backed up again and cut");
    }

    private void TryBackup(SteppedLog log, SimFolder folder, FaultPlan plan)
    {
        try
        {
            log.Backup(folder, hardLinks, static () => { });
        }
        catch (IOException e) when (IsInjected(e, plan))
        {
        }
    }

    private static void Append(SteppedLog log, Script script, History history, int appends)
    {
        for (; appends > 0; appends--)
        {
            var append = script.NextAppend(log.Head);
            var answer = log.Append([.. append.Events.Select(e => e.Data)], append.Condition, append.AppendKey);
            log.Step();
            if (!history.IsRight(Told.By(answer).Answer, history.Judge(append), append))
                throw new Violation("I6", "an append beside a backup got a wrong answer");
        }
    }

    private void Check(SimStorage backup, long least, History history, string what)
    {
        var at = new Situation(
            new(seed, Strategy.Immediate, backup.Base, [], history, [], [], [], MaxSegmentBytes), 0, backup.Base, ", " + what);
        using var log = Violation.Unless<Exception, SteppedLog>(
            () => SteppedLog.Open(backup, new(), MaxSegmentBytes, Strategy.Immediate),
            e => at.Broken("I14", $"the backup does not open: {e.Message}"));
        if (Reading.ReadAll(log, at).Head < least) throw at.Broken("I14", $"the backup ends at {log.Head}, before {least}");
        if (!log.Recovery.WasClosed) throw at.Broken("I14", $"the backup does not end cleanly: {log.Recovery}");
    }
}
