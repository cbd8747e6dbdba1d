using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>What a kill has left: the SQLite file and the snapshots, compared with a plain fold up to each table's position.</summary>
internal static class KilledRows
{
    /// <summary>What SQLite calls the table that is made beside another one.</summary>
    private const string Beside = "opossum_next_";

    private const string Tallies = "tallies";

    public static string FileOf(string store) => store + ".db";

    /// <summary>Looks at the SQLite file, and at what read models in memory begin with.</summary>
    /// <param name="path">The directory of the store.</param>
    /// <param name="store">The store, open.</param>
    /// <param name="violations">Gets what is wrong.</param>
    /// <returns>What was going on when the kill came.</returns>
    public static async Task<KillMoment> LookAsync(string path, OpossumStore store, List<string> violations)
    {
        var moment = LooksSaved(path) ? KillMoment.Saving : KillMoment.None;
        var folds = await PlainFolds.OfAsync(store);
        if (File.Exists(FileOf(path))) moment |= LookAtFile(path, isOpen: false, store.Head, folds, violations);
        await using var views = await InMemoryReadModels.OpenAsync(store, RevisedLibrary.ReadModels, new() { WaitUntilCaughtUp = false });
        foreach (var table in LabTable.All)
        {
            if (table.RowsOf(views) is not { } read) continue;
            moment |= KillMoment.Saved;
            violations.AddRange(folds.Differences("memory", table, read.Rows, read.Position));
        }

        return moment;
    }

    private static bool LooksSaved(string path) =>
        Directory.Exists(Path.Combine(path, "read-models")) && Directory.EnumerateFiles(Path.Combine(path, "read-models"), "*.tmp").Any();

    /// <summary>Looks at the SQLite file.</summary>
    /// <param name="path">The directory of the store.</param>
    /// <param name="isOpen">True if a program has the file open.</param>
    /// <param name="head">Where the log ends.</param>
    /// <param name="folds">What the rows are to be.</param>
    /// <param name="violations">Gets what is wrong.</param>
    public static KillMoment LookAtFile(string path, bool isOpen, long head, PlainFolds folds, List<string> violations)
    {
        using var copy = new SqliteCopy(FileOf(path), isOpen);
        if (copy.Integrity is not "ok") violations.Add($"the SQLite file is damaged: {copy.Integrity}");
        var (moment, tables) = (KillMoment.None, copy.Tables());
        foreach (var table in LabTable.All)
        {
            var stored = tables.GetValueOrDefault(table.Name);
            var rows = copy.RowsOf(table);
            violations.AddRange(folds.Differences("SQLite", table, rows, stored.Position));
            if (stored.Rows != rows.Length) violations.Add($"{table.Name} in SQLite has {rows.Length} rows and says {stored.Rows}");
            if (stored.Position > head) violations.Add($"{table.Name} in SQLite is at {stored.Position}, and the log ends at {head}");
            if (!stored.IsComplete) moment |= stored.Position == 0 ? KillMoment.Emptied : KillMoment.Building;
            else if (stored.Position < head) moment |= KillMoment.Behind;
            if (!tables.TryGetValue(Beside + table.Name, out var made)) continue;
            moment |= made.IsComplete ? KillMoment.Swapping : KillMoment.Beside;
            violations.AddRange(folds.Differences("SQLite, beside,", table, copy.RowsOf(table, Beside + table.Name), made.Position));
        }

        foreach (var place in (string[])[Tallies, Beside + Tallies])
            if (tables.TryGetValue(place, out var stored) && folds.TallyDifference(copy.Tallies(place), stored.Position) is { } difference)
                violations.Add($"{place} in SQLite: {difference}");
        return moment;
    }
}

/// <summary>What was going on when a process was killed, as far as its files say.</summary>
[Flags]
internal enum KillMoment
{
    None = 0,

    /// <summary>A table of the SQLite file was empty, and was to be filled.</summary>
    Emptied = 1,

    /// <summary>A table of the SQLite file was filled in part.</summary>
    Building = 2,

    /// <summary>A table of the SQLite file was complete, and the log had more.</summary>
    Behind = 4,

    /// <summary>There was a snapshot that was written in part.</summary>
    Saving = 8,

    /// <summary>There was a snapshot to begin with.</summary>
    Saved = 16,

    /// <summary>A table of the SQLite file was being made beside another one.</summary>
    Beside = 32,

    /// <summary>It was complete, and about to take the place of the other one.</summary>
    Swapping = 64,
}
