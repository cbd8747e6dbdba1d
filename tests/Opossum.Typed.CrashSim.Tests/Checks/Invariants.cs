namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>What must hold whatever happens to the disk.</summary>
internal static class Invariants
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["I1"] = "acknowledged and flushed is present, identical, at the same position",
        ["I2"] = "positions are dense",
        ["I3"] = "an append is whole or absent",
        ["I4"] = "nothing appears that was not sent",
        ["I5"] = "survivors are a prefix of the commit order",
        ["I6"] = "every condition held at its place",
        ["I7"] = "index and scan find the same",
        ["I8"] = "recovery is idempotent",
        ["I9"] = "the next append gets the next position, and survives",
        ["I10"] = "what a follower, or a reader under immediate flushing, saw is still there",
        ["I11"] = "every legal state opens, and damage of acknowledged data is refused by name",
        ["I13"] = "an index that was on disk stays there, and what it knows is not read again",
        ["I14"] = "a backup is the one before or the new one, whole, and harms no store",
        ["I15"] = "what is whole is verified without a finding",
        ["I16"] = "a retagging that was published stays so, and one that was not counts for nothing",
        ["I17"] = "all tags of a retagging are visible or none, by index and by scan",
        ["I18"] = "a condition sees the tags of its moment, and is refused if its caller saw others",
        ["I19"] = "a follower is told once which keys of its query were retagged",
        ["I20"] = "a consumer's progress is the one that was saved last, and never ahead of what was finished",
        ["I21"] = "what a log says of a retagged key is true of the events that an older program appended since",
        ["I22"] = "what a reader in another process saw is still there, and it sees what was published",
        ["I23"] = "a decision that begins with a snapshot is the same as one that folds every event",
        ["I24"] = "what was erased stays erased, and every other sealed part in the log opens",
        ["I12"] = "no append succeeds after a fault",
    };

    public static string Text(string invariant) => All[invariant];
}
