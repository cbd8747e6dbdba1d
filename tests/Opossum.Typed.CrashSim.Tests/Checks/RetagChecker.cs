using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// A power cut at each operation of a story of retaggings: the store is at an epoch that was begun and is none before the promised one,
/// each event has exactly the tags of that epoch, by scan, by index and to conditions, also when the index of the tags is made again; and
/// the next retagging and the next backup are made of whatever was left.
/// </summary>
internal sealed class RetagChecker(RetagStory story, int lookOnEvery)
{
    private readonly Recording _recording = story.Recording;
    private readonly Dictionary<UInt128, (long Head, long Epoch)> _known = [];

    /// <param name="seed">Of the story.</param>
    /// <param name="exhaustive">All states at an operation while they are at most so many.</param>
    /// <param name="random">Of more, so many random ones beside the systematic.</param>
    /// <param name="every">Which operations are looked at: 1 for all.</param>
    /// <param name="lookOnEvery">At one state in so many a reader in another process looks on.</param>
    /// <exception cref="Violation">An invariant was broken.</exception>
    /// <returns>The states that were looked at.</returns>
    public static IReadOnlyCollection<UInt128> Run(int seed, int exhaustive, int random, int every = 1, int lookOnEvery = 1)
    {
        var checker = new RetagChecker(RetagStory.Record(seed), lookOnEvery);
        var journal = checker._recording.Journal;
        var states = new CrashStates(checker._recording.Base, journal, seed) { Exhaustive = exhaustive, Random = random };
        for (var operation = 0; operation <= journal.Count; operation += every)
            foreach (var image in states.At(operation)) checker.Check(image, operation);
        return checker._known.Keys;
    }

    private void Check(DiskImage image, int operation)
    {
        var at = new Situation(_recording, operation, image);
        if (!_known.TryGetValue(image.Hash, out var found)) _known.Add(image.Hash, found = Look(at));
        var promised = story.Promised[operation];
        if (found.Head < promised.Head) throw at.Broken("I1", $"the store ends at {found.Head}, but {promised.Head} was promised");
        if (found.Epoch < promised.Epoch) throw at.Broken("I16", $"the epoch is {found.Epoch}, but {promised.Epoch} was published");
        if (found.Epoch > promised.Begun) throw at.Broken("I16", $"the epoch is {found.Epoch}, but only {promised.Begun} was begun");
    }

    private (long Head, long Epoch) Look(Situation at)
    {
        var disk = _recording.Disk(at.Image);
        (long Head, long Epoch) found;
        using var second = _known.Count % lookOnEvery == 0 ? new SecondProcess(disk.LookOn()) : null;
        if (second is not null) LookOn(second, at);
        var shown = second is null ? default : (second.Head, second.TagEpoch);
        using (var log = Open(disk, at))
        {
            found = (log.Head, log.TagEpoch);
            if (second is not null) LookOnAfterRecovery(second, shown, found, disk, at);
            Compare(log, log.TagEpoch, at);
            BackUp(log, disk, at);
        }

        disk.KillProcess();
        RebuildIndex(disk, found.Epoch, at);
        disk.KillProcess();
        GoOn(disk, found.Epoch, at);
        return found;
    }

    /// <summary>What a reader in another process shows has exactly the tags of its epoch, by scan and by index.</summary>
    private void LookOn(SecondProcess second, Situation at)
    {
        try
        {
            second.Look(thorough: true);
            long[] covered = [.. story.Covered.Take((int)second.TagEpoch)];
            var tagged = new List<long>();
            second.Read(Query.All, (in e) =>
            {
                if (TagOracle.CheckTags(e, covered, at).Contains("a:1")) tagged.Add(e.Position);
            });
            var found = new List<long>();
            second.Read(Query.Tagged(new Tag("a:1")), (in e) => found.Add(e.Position));
            if (!found.SequenceEqual(tagged)) throw at.Broken("I17", "a reader in another process finds other events by their tags");
        }
        catch (Exception e) when (e is not Violation)
        {
            throw at.Broken("I22", $"a reader in another process: {e.GetType().Name}: {e.Message}");
        }
    }

    private void LookOnAfterRecovery(
        SecondProcess second, (long Head, long Epoch) shown, (long Head, long Epoch) found, SimStorage disk, Situation at)
    {
        EnsureAsOne(shown, found, disk, at);
        LookOn(second, at with { Depth = ", then recovered" });
        if (second.TagEpoch != found.Epoch)
            throw at.Broken("I22", $"after the recovery a reader in another process is at epoch {second.TagEpoch}, not {found.Epoch}");
    }

    /// <summary>No tags that a recovery takes back, and no event that came after tags which are not shown.</summary>
    private static void EnsureAsOne((long Head, long Epoch) shown, (long Head, long Epoch) found, SimStorage disk, Situation at)
    {
        if (shown.Epoch > found.Epoch)
            throw at.Broken("I22", $"a reader in another process showed the tags of epoch {shown.Epoch}, and there are {found.Epoch}");
        for (var epoch = shown.Epoch + 1; epoch <= found.Epoch; epoch++)
        {
            if (!disk.List("tags").Contains(TagName.OfSet(epoch))) continue;
            var set = TagSetFile.Read(disk, ReadOnlyEngine.FindStoreId(disk), epoch);
            if (shown.Head > set.Head)
                throw at.Broken("I22", $"a reader in another process showed {shown.Head} without the tags of epoch {epoch}, which were "
                    + $"published at {set.Head}");
        }
    }

    /// <summary>The index of the tags is derived: without it they are found by reading, and then by what was made again.</summary>
    private void RebuildIndex(SimStorage disk, long epoch, Situation at)
    {
        var later = at with { Depth = ", then opened without the index of the tags" };
        foreach (var name in disk.List("tags").Where(static name => name.EndsWith(".run", StringComparison.Ordinal))) disk.Delete(name);
        using var log = Open(disk, later);
        Compare(log, epoch, later);
        while (log.StepIndex()) { }
        Compare(log, epoch, later);
        if (log.Verify() is [var damage, ..]) throw later.Broken("I15", $"verifying finds {damage}");
    }

    /// <summary>An interrupted retagging is made again, on what it has left; events that came meanwhile are not touched by it.</summary>
    private void GoOn(SimStorage disk, long epoch, Situation at)
    {
        var later = at with { Depth = ", then retagged" };
        using var log = Open(disk, later);
        if (log.Head == 0) return;
        var covered = story.Covered.Take((int)epoch).Append(log.Head).ToArray();
        var draft = log.PrepareRetagging(new StoryTags((int)epoch + 1), static () => { });
        var published = log.Publish(draft);
        log.Step();
        published.Wait();
        Compare(log, epoch + 1, later, covered);
    }

    private void BackUp(SteppedLog log, SimStorage disk, Situation at)
    {
        log.Backup(new SimFolder(disk, "other"), hardLinks: false, static () => { });
        var later = at with { Image = disk.Durable(), Depth = ", then backed up" };
        using var backup = Open(new SimStorage(later.Image.In("other")), later);
        if ((backup.Head, backup.TagEpoch) != (log.Head, log.TagEpoch))
            throw later.Broken("I14", $"the backup is at {backup.Head} and epoch {backup.TagEpoch}");
        Compare(backup, log.TagEpoch, later);
    }

    private void Compare(SteppedLog log, long epoch, Situation at, long[]? covered = null)
    {
        if (log.TagEpoch != epoch) throw at.Broken("I16", $"the epoch is {log.TagEpoch}, not {epoch}");
        CheckRetagged(log, TagOracle.Compare(log, covered ?? [.. story.Covered.Take((int)epoch)], at), at);
    }

    /// <summary>The first retagging's key is the one that the older program does not store.</summary>
    private void CheckRetagged(SteppedLog log, List<HashSet<string>> events, Situation at)
    {
        foreach (var (name, _, key) in log.Retagged.Where(static tag => tag.Key == StoryTags.KeyOf(1)))
        {
            var covered = log.Retagged.Single(tag => tag.Key == key).Covered;
            for (var position = Math.Max(covered + 1, story.OlderFrom); position <= events.Count; position++)
                if (!events[(int)position - 1].Any(tag => tag.StartsWith(key, StringComparison.Ordinal)))
                    throw at.Broken("I21", $"'{name}' at {position} lacks '{key}', and the log says that all have it");
        }
    }

    private SteppedLog Open(SimStorage disk, Situation at)
    {
        try
        {
            return SteppedLog.Open(disk, new(), _recording.MaxSegmentBytes, Strategy.Immediate);
        }
        catch (Exception e)
        {
            throw at.Broken("I11", $"the store does not open: {e.GetType().Name}: {e.Message}");
        }
    }
}
