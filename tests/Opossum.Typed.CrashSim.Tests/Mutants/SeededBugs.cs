namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>What the suite must notice.</summary>
internal static class SeededBugs
{
    private const string Flushing = "var flushed = group.MustBeDurable || _schedule.IsDue() ? Flush() : 0;";

    public static Mutant[] All { get; } =
    [
        Commit("acknowledge before flush", Flushing, "var flushed = 0L; if (group.MustBeDurable || _schedule.IsDue()) _schedule.Flushed();"),
        Commit("publish before flush", Flushing, "_watermark.Publish(_log.NextPosition - 1, _log.NextPosition - 1); " + Flushing),
        Commit("half a batch visible", "_watermark.Publish(_log.NextPosition - 1, _log.DurableHead);\n        return flushed;", "_watermark.Publish(_log.NextPosition - 2, _log.DurableHead - 1);\n        return flushed;"),
        Commit("retry a failed flush", "var isNeeded = _log.Flush();", "bool isNeeded; try { isNeeded = _log.Flush(); } catch (IOException) { isNeeded = _log.Flush(); }"),
        Commit("go on after a fault", "if (_fault is not null) request.Fail(_fault.ForAnotherCaller());\n            else if", "if"),
        Commit("roll without flushing what came before", "Flush();                            // every roll", "// every roll"),
        Commit("a flush that was asked for alone is not made", "if (!_log.HasStaged && !group.MustBeDurable) return 0;", "if (!_log.HasStaged) return 0;"),
        Commit("an append that must be flushed is not", "group.MustBeDurable || _schedule.IsDue() ?", "_schedule.IsDue() ?"),
        Commit("condition ignores staged events", "Refuses(request.Condition, _log.View, _log.NextPosition - 1,", "Refuses(request.Condition, _log.View, _watermark.Head,"),
        Commit("append key ignores staged appends", "TryFind(request, _log.View, _log.NextPosition - 1,", "TryFind(request, _log.View, _watermark.Head,"),
        Judge("key replay answered before its flush", "if (!MayAnswer(request, earlier.Last)) return false;", ""),
        Judge("refusal answered before its flush", " || !MayAnswer(request, conflict.Position)", ""),
        Log("ignore EROFS: a flush that failed counts as made", "SegmentLog", "_active!.File.Flush();", "try { _active!.File.Flush(); } catch (IOException) { }"),
        Log("position reuse", "SegmentLog", "NextPosition += request.Count;", "NextPosition += 1;"),
        Log("delta counts groups instead of flushes", "SegmentLog", "offset - _durableOffset, keyLength", "offset - _groupOffset, keyLength"),
        Log("skip the directory flush", "SegmentFiles", "storage.SyncDirectory(Segment.Directory);", ""),
        Log("rename before flush", "SegmentFiles", "file.Flush();\n            storage.Rename(temporary, name);", "storage.Rename(temporary, name);\n            file.Flush();"),
        Log("skip the check of a frame's hash", "FrameCodec", "&& header.Hash == HashOf(bytes, header, segment, offset)", ""),
        Log("skip the check of its records", "EventRecord", "CheckOf(bytes) == ComputeCheck(bytes[..SizeOf(bytes)], seed)", "CheckOf(bytes) <= ulong.MaxValue && seed <= ulong.MaxValue"),
        Log("skip the chain check", "SegmentScan", " && frame.BasePosition == position && frame.PreviousHash == previous", ""),
        Log("skip the damage rule", "SegmentScan", "return SegmentEndKind.Damaged;", "return SegmentEndKind.Torn;"),
        Log("close frame ignored", "SegmentScan", "closed = (frame.Flags & FrameFlags.Close) != 0;", ""),
        Log("open without flushing the tail", "LogRecovery", "            file.Flush();\n            if (!storeLock", "            if (!storeLock"),
        Log("open without dropping the cache", "LogRecovery", "file.DropCache();", ";"),
        Log("skip the zeroing", "LogRecovery", "file.Write(new byte[cut.Length], cut.Offset);", ""),
        Log("forget the append keys at recovery", "SegmentIndexer", "var key = i == 0 ?", "var key = i < 0 ?"),
        Log("the head in the lock file is not looked at", "LogRecovery", "if (head >= storeLock.KnownHead) return;", "if (head >= 0) return;"),
        Run("a run gets its name without being flushed", "RunFiles", "                file.Flush();\n", ""),
        Run("the names of runs are not flushed", "RunFiles", "storage.SyncDirectory(RunName.Directory);", ""),
        Run("a narrow run hides a wide one", "RunName", "other.Last.CompareTo(Last)", "Last.CompareTo(other.Last)"),
        Run("a merge deletes runs that it does not cover", "IndexKeeper", "foreach (var run in runs) _files.TryDelete(run.Name.FileName);", "foreach (var part in _views.Current.Parts) if (part.Run is { } run && run != merged) _files.TryDelete(run.Name.FileName);"),
        Run("a filter that lacks some terms", "RunWriter", "BloomBlock.Add(_block, _term);", "if (_term % 4 != 0) BloomBlock.Add(_block, _term);"),
        Run("a page of a run is believed whatever it holds", "RunFormat", "BinaryPrimitives.ReadUInt64LittleEndian(page[PayloadSize..]) == CheckOf(page, seed, number);", "number >= 0 && seed != 0 && page.Length > 0;"),
        Run("a merge puts a list where it was before", "RunMerge", "var before = (uint)(run.First - runs[0].First);", "var before = 0u;"),
        Log("a segment is sealed before the next one is durable", "SegmentLog", "_keeper.AwaitRoom();", "_keeper.SealBefore((_active?.Number ?? 0) + 1);"),
        Read("a reader asks a segment twice where its events are", "EventPlaces",
            "        if (_places!.Tail is { } tail)\n        {\n            var e = tail[local];\n            offset",
            "        if (segment.Places.Tail is { } tail)\n        {\n            var e = tail[local];\n            offset"),
        Read("what a reader has in memory is called damage", "LogReader",
            ": ReadAgain(segment, offset);", ": throw new StoreDamagedException(segment.Location, offset, \"\");"),
        Read("a read may begin above the head", "ReadBounds", "if (options.After > head) throw", "if (options.After > head + 9) throw"),
        new("a condition after a position above the head is accepted", "Engine/Commit/ConditionJudge.cs",
            "if (condition.HighestAfter > upTo) throw", "if (condition.HighestAfter > upTo && upTo < 0) throw"),
        new("append keys in runs are not looked up", "Engine/Commit/KeyLookup.cs", "if (!RunMatches.MayMatch(run, alternative)) return false;", "if (run.Last >= 0) return false;"),
        new("conditions are not judged over runs", "Engine/Commit/ConditionJudge.cs", "if (!RunMatches.MayMatch(run, query.Alternatives)) return 0;", "if (run.Last >= 0) return 0;"),
        Backup("a copy gets its name without being flushed", "BackupWriter", "            copy.Flush();\n            copy.DropCache();           // the memory", "            copy.DropCache();           // the memory"),
        Backup("the last segment of a backup is not flushed", "BackupWriter", "copy.Write(tail.Close, bytes.Length);\n            copy.Flush();", "copy.Write(tail.Close, bytes.Length);"),
        Backup("the last segment of a backup is linked", "BackupWriter", "        if (IsThere(last.Name, bytes, tail.Close))", "        if (options.HardLinks && target.TryLink(source.Storage, last.Name, StagedFiles.NameOf(last.Name))) { NoteStaged(last.Name, length); return; }\n        if (IsThere(last.Name, bytes, tail.Close))"),
        Backup("a backup takes the place of the old one before its names are on disk", "BackupJob", "        target.SyncDirectory(Segment.Directory);\n", ""),
        Backup("new files get their names before the lock file says so", "StagedFiles", "        storeLock.WritePublishing(storeId, head);           //", "        //"),
        Backup("a first backup does not say that it is incomplete", "BackupJob", "storeLock.WriteIncomplete(source.StoreId);", ";"),
        new("an interrupted backup is not gone on with", "Engine/Log/LogRecovery.cs", "if (storeLock.IsPublishing &&", "if (storeLock.IsPublishing && _read > 0 &&"),
        new("a new store's id is not flushed", "Engine/Storage/StoreLock.cs", "_file.Flush();\n        StoreId = storeId;", "StoreId = storeId;"),
        .. OperatingSystem.IsLinux() ? OnDisk : [],
    ];

    private static Mutant[] OnDisk =>
    [
        Unix("files are made by path", "return new DiskFile(directory.OpenOrCreateFile(leaf, Libc.Truncate, _modes.File));", "return new DiskFile(File.OpenHandle(Describe(name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite));"),
        Unix("files are opened by path", "return new DiskFile(directory.OpenFile(leaf, Libc.ReadWrite));", "return new DiskFile(File.OpenHandle(Describe(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));"),
        Unix("files are renamed by path", "fromDirectory.Rename(fromLeaf, toDirectory, toLeaf);", "File.Move(Describe(from), Describe(to), overwrite: true);"),
        Unix("files are deleted by path", "directory.Delete(leaf);", "File.Delete(Describe(name));"),
        Unix("a directory that was swapped below the store is not noticed", "Ensure(directory.Status, _root.StatusOf(sub, out error), error, sub);", ";"),
        new("a roll does not look at the path", "Engine/Log/SegmentLog.cs", "_files.Path?.Look(_active?.File);", "", OnDisk: true),
        new("an idle store does not end writing when its path leads elsewhere", "Engine/Storage/PathWatch.cs", "            whenGone();\n", "", OnDisk: true),
        new("a failed opening keeps the store locked", "Engine/EventLog.Open.cs", "storage.Dispose();          // and its lock with it", ";", OnDisk: true),
        new("a process that has closed the store is named as its holder", "Engine/Storage/StoreLock.cs", " || lines.GetValueOrDefault(\"state\") == Closed", "", OnDisk: true),
    ];

    private static Mutant Unix(string name, string original, string replacement) => new(name, "Engine/Storage/Unix/UnixStorage.cs", original, replacement, OnDisk: true);

    private static Mutant Commit(string name, string original, string replacement) => new(name, "Engine/Commit/CommitLoop.cs", original, replacement);

    private static Mutant Judge(string name, string original, string replacement) => new(name, "Engine/Commit/SnapshotJudge.cs", original, replacement);

    private static Mutant Read(string name, string file, string original, string replacement) =>
        new(name, $"Engine/Read/{file}.cs", original, replacement);

    private static Mutant Run(string name, string file, string original, string replacement) => new(name, $"Engine/Runs/{file}.cs", original, replacement);

    private static Mutant Backup(string name, string file, string original, string replacement) => new(name, $"Engine/Backup/{file}.cs", original, replacement);

    private static Mutant Log(string name, string file, string original, string replacement) => new(name, $"Engine/Log/{file}.cs", original, replacement);
}
