using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// A power cut within a story of erasures. Whatever is left of log and keys: what was acknowledged opens, each event in the log has a key
/// or is erased, what was erased stays so, and no byte of its key is on the disk. It all holds once more after the store has gone on.
/// </summary>
internal sealed class ErasureChecker(ErasureStory story, int seed)
{
    private readonly HashSet<UInt128> _known = [];
    private readonly Dictionary<string, string> _texts = story.Parts.ToDictionary(static part => part.Part, static part => part.Text);

    public int Distinct => _known.Count;

    /// <summary>In how many of them opening finished an erasure.</summary>
    public int Finished { get; private set; }

    /// <param name="seed">Of the story.</param>
    /// <param name="acts">How long it is.</param>
    /// <param name="exhaustive">All states of an operation while they are at most so many.</param>
    /// <param name="random">Otherwise so many random ones.</param>
    /// <param name="share">Each so many of the operations on keys, and of four times so many others.</param>
    /// <exception cref="Violation">An invariant was broken.</exception>
    public static ErasureChecker Run(int seed, int acts, int exhaustive, int random, int share)
    {
        using var story = ErasureStory.Record(seed, acts);
        var checker = new ErasureChecker(story, seed);
        var journal = story.Disk.Journal;
        var states = new CrashStates(story.Disk.Base, journal, seed) { Exhaustive = exhaustive, Random = random };
        var dice = new Random(seed);
        for (var operation = 0; operation <= journal.Count; operation++)
        {
            var isOnKeys = IsOnKeys(journal, operation) || IsOnKeys(journal, operation - 1);
            if (dice.Next(isOnKeys ? share : share * 4) > 0) continue;
            foreach (var image in states.At(operation)) checker.Check(image, operation);
        }

        return checker;
    }

    private static bool IsOnKeys(IReadOnlyList<Operation> journal, int operation) =>
        operation >= 0 && operation < journal.Count && journal[operation].Name.StartsWith("keys/", StringComparison.Ordinal);

    private void Check(DiskImage image, int operation)
    {
        if (!_known.Add(image.Hash)) return;
        CheckDestroyed(image, operation);
        var disk = new SimStorage(image);
        try
        {
            using (var store = ErasureStory.Open(disk, story.Masters)) CheckOpened(store, disk, operation);
            var again = new SimStorage(disk.Durable());
            using var reopened = ErasureStory.Open(again, story.Masters);
            CheckParts(reopened, operation);
        }
        catch (Exception e) when (e is not Violation)
        {
            throw Broken($"{e.GetType().Name}: {e.Message}", operation);
        }
    }

    private void CheckOpened(OpossumStore store, SimStorage disk, int operation)
    {
        if (disk.Journal.Any(static made => made is { Name: "keys/" + KeyFile.FileName, Kind: OperationKind.Write })) Finished++;
        CheckParts(store, operation);
        CheckKeys(disk, operation);

        // The store goes on: a new subject, an old one, and an erasure.
        Tag fresh = new("subject:fresh"), erased = story.Erased.Count > 0 ? story.Erased[^1].Subject : new("subject:0");
        if (ErasureStory.Append(store, disk, (fresh, "later")) is not { } later) throw Broken("a new subject gets no key", operation);
        ErasureStory.Append(store, disk, (new("subject:1"), "later still"));
        ErasureStory.Erase(store, erased);
        if (ErasureStory.TextOf(store, fresh, later[0].Part) != "later")
            throw Broken("what was appended after it does not open", operation);
        foreach (var (subject, part) in ErasureStory.Read(store))
            if (subject == erased && ErasureStory.TextOf(store, subject, part) is not null)
                throw Broken("what was erased after it opens", operation);
    }

    private void CheckParts(OpossumStore store, int operation)
    {
        var found = new HashSet<string>();
        foreach (var (subject, part) in ErasureStory.Read(store))
        {
            found.Add(part);
            var text = ErasureStory.TextOf(store, subject, part);           // throws where a key is missing
            if (text is not null && _texts.TryGetValue(part, out var told) && text != told) throw Broken("a text is another", operation);
            if (text is not null && IsErased(subject, operation)) throw Broken("what was erased opens", operation);
            if (text is null && !MayBeErased(subject, operation)) throw Broken("a key is gone that nobody has erased", operation);
        }

        foreach (var part in story.Parts)
            if (part.Acknowledged <= operation && !found.Contains(part.Part)) throw Broken("an event is lost", operation);
    }

    /// <summary>On the disk as it is after opening, flushed or not: a key that was destroyed must be in no sector of it.</summary>
    private void CheckKeys(SimStorage disk, int operation)
    {
        foreach (var (name, content) in disk.Cached().Files)
        {
            if (!name.StartsWith("keys/", StringComparison.Ordinal) || !name.EndsWith(KeyFile.FileName, StringComparison.Ordinal)) continue;
            var bytes = content.Bytes;
            for (var at = KeyFileHeader.Bytes; at + SlotFormat.Bytes <= bytes.Length; at += SlotFormat.Bytes)
                if (bytes[at] == (byte)SlotState.Erased && bytes.AsSpan(at + 32, WrappedKey.Bytes).ContainsAnyExcept((byte)0))
                    throw Broken("a tombstone has the bytes of a key", operation);
        }
    }

    /// <summary>On the disk as the cut left it, before anything could be finished: the acknowledgement promised it.</summary>
    private void CheckDestroyed(DiskImage image, int operation)
    {
        foreach (var (name, content) in image.Files)
        {
            if (!name.StartsWith("keys/", StringComparison.Ordinal)) continue;
            foreach (var erasure in story.Erased)
                if (erasure.Key.Length > 0 && erasure.End <= operation && content.Bytes.AsSpan().IndexOf(erasure.Key) >= 0)
                    throw Broken($"the key of a subject that was erased is in '{name}'", operation);
        }
    }

    private bool IsErased(Tag subject, int operation) =>
        story.Erased.Exists(erasure => erasure.Subject == subject && erasure.End <= operation);

    /// <summary>Begun is enough. What the checker erases itself, after all, is its last erased subject.</summary>
    private bool MayBeErased(Tag subject, int operation) =>
        story.Erased.Exists(erasure => erasure.Subject == subject && erasure.Begin <= operation)
        || subject == (story.Erased.Count > 0 ? story.Erased[^1].Subject : new("subject:0"));

    private Violation Broken(string how, int operation) => new("I24", $"{how}; seed {seed}, power cut at operation {operation}");
}
