namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>What the suite must notice.</summary>
internal static class SeededBugs
{
    private const string Flushing = "var flushed = group.MustBeDurable || _schedule.IsDue() ? Flush() : 0;";

    public static Mutant[] All { get; } =
    [
        new("acknowledge before flush", "CommitLoop.Commit", Flushing,
            "var flushed = 0L; if (group.MustBeDurable || _schedule.IsDue()) _schedule.Flushed();"),
        new("publish before flush", "CommitLoop.Commit", Flushing,
            "_watermark.Publish(_log.NextPosition - 1, _log.NextPosition - 1); " + Flushing),
        new("half a batch visible", "CommitLoop.Commit", "_watermark.Publish(_log.NextPosition - 1, _log.DurableHead);",
            "_watermark.Publish(_log.NextPosition - 2, _log.DurableHead - 1);"),
        new("retry a failed flush", "CommitLoop.Flush", "var isNeeded = _log.Flush();",
            "bool isNeeded; try { isNeeded = _log.Flush(); } catch (IOException) { isNeeded = _log.Flush(); }"),
        new("go on after a fault", "CommitLoop.Stage", "if (_fault is not null) request.Fail(_fault.ForAnotherCaller()); else if", "if"),
        new("roll without flushing what came before", "CommitLoop.StageOne", "Write(); Flush();", "Write();"),
        new(
            "a flush that was asked for alone is not made", "CommitLoop.Commit", "!_log.HasStaged && !group.MustBeDurable",
            "!_log.HasStaged"),
        new(
            "an append that must be flushed is not", "CommitLoop.Commit", "group.MustBeDurable || _schedule.IsDue() ?",
            "_schedule.IsDue() ?"),
        new("condition ignores staged events", "CommitLoop.TryRefuseOrRepeat", "Refuses(request.Condition, view, staged,",
            "Refuses(request.Condition, view, _watermark.Head,"),
        new("append key ignores staged appends", "CommitLoop.TryRefuseOrRepeat", "Find(WantedKey.Of(request), view, staged,",
            "Find(WantedKey.Of(request), view, _watermark.Head,"),
        new(
            "key replay answered before its flush", "SnapshotJudge.TrySettle", "if (!MayAnswer(request, found.Result.Last)) return false;",
            ""),
        new("refusal answered before its flush", "SnapshotJudge.TrySettle", "|| !MayAnswer(request, conflict.Position)", ""),
        new("ignore EROFS: a flush that failed counts as made", "SegmentLog.Flush", "_active!.File.Flush();",
            "try { _active!.File.Flush(); } catch (IOException) { }"),
        new("position reuse", "SegmentLog.Stage", "NextPosition += request.Count;", "NextPosition += 1;"),
        new(
            "delta counts groups instead of flushes", "SegmentLog.CompleteFrame", "offset - _durableOffset, keyLength",
            "offset - _groupOffset, keyLength"),
        new("progress is written over itself", "StateFile.OffsetOf", "(sequence % 2)", "(sequence % 1)"),
        new("progress is not flushed", "StateFile.Write", "file.Flush();", ""),
        new("a file of progress gets its name without being flushed", "StateFile.Create", "file.Flush();", ""),
        new(
            "the names of files of progress are not flushed", "StateFile.Create",
            "_storage.SyncDirectory(StateFileName.Directory);", ""),
        new(
            "a slot of progress is believed whatever it holds", "StateSlot.TryRead",
            "BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckAt..]) != CheckOf(bytes, seed)", "seed == 0"),
        new(
            "the older slot of progress counts", "StateFile.Read", "|| written <= sequence", "|| (sequence != 0 && written > sequence)"),
        new(
            "progress is that of the newest finished event", "ConsumerLedger.FinishTaken",
            "_taken.TryPeek(out var oldest) && oldest.IsFinished", "_taken.TryPeek(out var oldest)"),
        new(
            "an event is put aside and not kept", "ConsumerLedger.TryPark",
            "AddParked(new(ticket.Position, ticket.EventId, attempts, now, error), ticket.Keys);", ""),
        new("beside the writer: what was written counts as durable", "SegmentLog.Write", "_groupOffset += _groupLength; _groupLength = 0;",
            "_groupOffset += _groupLength; _groupLength = 0; Durable = new(_active.Number, _groupOffset, new(NextPosition, _lastHash));"),
        new("beside the writer: a reader believes every frame that is whole", "FrameWalk.Run", "_unproven.Add(Walked);",
            "Proven = Walked;"),
        new("beside the writer: a reader believes a frame up to itself", "FrameWalk.Run", "ProveUpTo(end.Offset + at - frame.FlushDelta);",
            "ProveUpTo(end.Offset + at);"),
        new("beside the writer: a claim is believed wherever a frame ends", "FrameWalk.Run", "if (Walked != claim) continue;",
            "if (claim is null || Walked.Segment != claim.Value.Segment) continue;"),
        new("beside the writer: a reader indexes what is not proven", "LogTip.Walk", "Take(_walk.Proven, bytes);",
            "Take(_walk.Walked, bytes);"),
        new("beside the writer: a reader never looks beyond the claim", "LogTip.Step", "if (!beyond) return false;", "return false;"),
        new("beside the writer: the older slot of the head counts", "PublishedHead.Read", "second?.Sequence > first.Value.Sequence",
            "second?.Sequence < first.Value.Sequence"),
        new("beside the writer: the head's sequence begins again with each writer", "HeadFile.Open",
            "_sequence = Math.Max(_sequence, before?.Sequence ?? 0);", "_sequence = 0;"),
        new("beside the writer: a reader shows events without the tags that were published before", "TagWatch.FindNewest",
            "if (epoch <= told || set.Head < head) return set;", "if (epoch <= told) return set;"),
        new("beside the writer: a reader shows events before their segment", "LogObserver.Publish",
            "Views.Replace(new(_tip.View.Segments, _tip.View.Parts, _tags.Added));",
            "if (_tip.View.Segments.Length % 2 == 1) Views.Replace(new(_tip.View.Segments, _tip.View.Parts, _tags.Added));"),
        new("skip the directory flush", "SegmentFiles.Create", "storage.SyncDirectory(Segment.Directory);", ""),
        new("rename before flush", "SegmentFiles.Create", "file.Flush(); storage.Rename(temporary, name);",
            "storage.Rename(temporary, name); file.Flush();"),
        new(
            "skip the check of a frame's hash", "FrameCodec.TryRead",
            "&& header.Hash == HashOf(bytes[..header.Length], header, segment, offset)", ""),
        new("skip the check of its records", "EventRecord.IsIntact", "CheckOf(bytes) == ComputeCheck(bytes[..SizeOf(bytes)], seed)",
            "CheckOf(bytes) <= ulong.MaxValue && seed <= ulong.MaxValue"),
        new("skip the chain check", "SegmentScan.Run", "&& chain.Continues(frame)", ""),
        new("skip the damage rule", "SegmentScan.Classify", "return SegmentEndKind.Damaged;", "return SegmentEndKind.Torn;"),
        new("close frame ignored", "SegmentScan.Run", "closed = (frame.Flags & FrameFlags.Close) != 0;", ""),
        new("open without flushing the tail", "LogRecovery.FlushTail", "file.Flush(); if (!storeLock", "if (!storeLock"),
        new("open without dropping the cache", "LogRecovery.FlushTail", "file.DropCache();", ";"),
        new("skip the zeroing", "LogRecovery.ApplyCut", "file.Write(new byte[cut.Length], cut.Offset);", ""),
        new("forget the append keys at recovery", "SegmentIndexer.Visit", "header.KeyLength);", "0);"),
        new(
            "the head in the lock file is not looked at", "RecoveryPlan.EnsureReaches", "if (log.Head >= knownHead) return;",
            "if (log.Head >= 0) return;"),
        new("a run gets its name without being flushed", "RunFiles.Create", "file.Flush();", ""),
        new("the names of runs are not flushed", "RunFiles.Create", "storage.SyncDirectory(RunName.Directory);", ""),
        new("a narrow run hides a wide one", "SegmentRange.CompareTo", "other.Last.CompareTo(Last)", "Last.CompareTo(other.Last)"),
        new(
            "a merge deletes runs that it does not cover", "IndexSteps.TryMerge",
            "foreach (var run in runs) _files.TryDelete(RunName.Of(run.Range));",
                "foreach (var part in _views.Current.Parts) if (part is RunPart { Run: "
                + "var run } && run != merged) _files.TryDelete(RunName.Of(run.Range));"),
        new(
            "a filter that lacks some terms", "RunWriter.AddToFilter", "BloomBlock.Add(_block, _term);",
            "if (_term % 4 != 0) BloomBlock.Add(_block, _term);"),
        new("a page of a run is believed whatever it holds", "RunFormat.IsIntact",
            "BinaryPrimitives.ReadUInt64LittleEndian(page[PayloadSize..]) == CheckOf(page, seed, number)",
            "number >= 0 && seed != 0 && page.Length > 0"),
        new(
            "a merge puts a list where it was before", "RunMerge.CopyList", "var before = (uint)(run.First - runs[0].First);",
            "var before = 0u;"),
        new("a segment is sealed before the next one is durable", "SegmentLog.Roll", "_keeper.AwaitRoom();",
            "_keeper.SealBefore((_active?.Number ?? 0) + 1);"),
        new(
            "a run is seen before its segments are sealed", "IndexSteps.Exchange", "view.Segment(number).Seal(run);",
            "_ = view.Segment(number);"),
        new(
            "a reader asks a segment twice where its events are", "EventPlaces.TryGet", "_places is TailPlaces",
            "segment.Places is TailPlaces"),
        new("what a reader has in memory is called damage", "LogReader.TryRead", ": ReadAgain(segment, offset);",
            ": throw new StoreDamagedException(segment.Location, offset, \"\");"),
        new(
            "a read may begin above the head", "ReadBounds.ThrowIfBeyond", "if (options.After > head) throw",
            "if (options.After > head + 9) throw"),
        new("a condition after a position above the head is accepted", "ConditionJudge.Refuses", "if (condition.HighestAfter > upTo) throw",
            "if (condition.HighestAfter > upTo && upTo < 0) throw"),
        new("append keys in runs are not looked up", "KeyLookup.FindIn", "if (!RunCandidates.MayMatch(part.Run, alternative)) return null;",
            "if (part.Run.Last >= 0) return null;"),
        new(
            "conditions are not judged over runs", "ConditionJudge.NewestIn",
            "if (!RunCandidates.MayMatch(part.Run, query.Alternatives)) return 0;",
                "if (part.Run.Last >= 0) return 0;"),
        new("a copy gets its name without being flushed", "BackupWriter.Copy", "Write(copy, bytes); copy.Flush();", "Write(copy, bytes);"),
        new("the last segment of a backup is not flushed", "BackupWriter.StageLast", "copy.Write(tail.Close, bytes.Length); copy.Flush();",
            "copy.Write(tail.Close, bytes.Length);"),
        new("the last segment of a backup is linked", "BackupWriter.StageLast", "if (IsThere(last.Name, bytes, tail.Close))",
            "if (options.HardLinks && target.TryLink(source.Storage, last.Name, StagedName.Of(last.Name))) "
            + "{ NoteStaged(last.Name, length); return; } if (IsThere(last.Name, bytes, tail.Close))"),
        new(
            "a backup takes the place of the old one before its names are on disk", "BackupJob.Run",
            "target.SyncDirectory(Segment.Directory);", ""),
        new(
            "new files get their names before the lock file says so", "StagedFiles.Publish", "storeLock.WritePublishing(storeId, head);",
            ""),
        new("a first backup does not say that it is incomplete", "BackupJob.Begin", "storeLock.WriteIncomplete(source.StoreId);", ";"),
        new("an interrupted backup is not gone on with", "LogRecovery.FinishBackup", "if (storeLock.IsPublishing &&",
            "if (storeLock.IsPublishing && storeLock.KnownHead < 0 &&"),
        new("a new store's id is not flushed", "StoreLock.WriteOpen", "_file.Flush(); StoreId = storeId;", "StoreId = storeId;"),
        new("a condition does not look at the tag epoch", "RetagJudge.Refuses", "seen ?? 0", "long.MaxValue"),
        new(
            "what was judged before a retagging counts behind it", "ConditionJudge.Refuses",
            "condition.JudgedEpoch == view.TagEpoch ? condition.JudgedUpTo : 0", "condition.JudgedUpTo"),
        new("half of a retagged key is visible", "TagPublication.Publish", "views.Publish(new(_set!, units));",
            "views.Publish(new(_set!, units[..((units.Length + 1) / 2)]));"),
        new("added tags are not flushed before they are published", "TagUnitWriter.Complete", "_file.Flush();", ""),
        new("the set of added tags is not flushed before it gets its name", "TagPublication.Prepare", "file.Flush();", ""),
        new("the name of a published set is not flushed", "TagPublication.Publish", "storage.SyncDirectory(TagName.Directory);", ""),
        new("added tags are not in the backup", "BackupSource.BackupSource", "snapshot.View.Added is { } added ? TagPart.Of(added) : []",
            "[]"),
        new("added tags are forgotten when their index is made again", "TagSeal.Of", "stored.With(entries.Tags)", "stored"),
        new("an older program's append is not held against a retagging", "CommitLoop.StageOne",
            "_promise.Keep(request, _log.DurableHead);", ";"),
        new("that an older program appends is not on disk before its event", "RetagPromise.Lapse", "_storeLock.WriteOpenDurably(",
            "_storeLock.WriteOpen("),
        new("a backup does not know of an older program", "BackupJob.Run", "storeLock.Tags = source.TagMark;",
            "storeLock.Tags = source.TagMark with { Lapsed = string.Empty };"),
        new("a follower is not told of a retagging", "LogFollower.TellIfRetagged", "keys.Count == 0", "keys.Count >= 0"),
        .. InDecisions,
        .. InErasures,
        .. OperatingSystem.IsLinux() ? OnDisk : [],
    ];

    private static Mutant[] InDecisions =>
    [
        Decision("kept state of another boundary is used", "KeptBoundaries.KeyOf", "place.Item.Query.Tags", "[]"),
        Decision("kept state from before a retagging is used", "StateKey.Equals", "&& TagEpoch == other.TagEpoch", ""),
        Decision(
            "a retagging between the search for kept state and the read goes unnoticed", "KeptReads.TryOpen",
            "&& reads[i].TagEpoch == tagEpoch", ""),
        Decision("the fold goes on in kept state itself", "KeptState.CopyModel", "TModel.Copy(_model)", "_model"),
        Decision("events that are in kept state are folded again", "EventCursor.IsFor", "|| _view.Position <= place.FoldedTo", ""),
        Decision("the reads behind kept state end at different heads", "KeptReads.TryOpen", ", To = reads.Head", ""),
        Decision("a flipped byte of kept state goes unnoticed", "KeptStates.Find", "&& found.IsIntact", ""),
        Decision(
            "kept state takes the place of what a caller put into a model", "ModelCell.IsFresh",
            "&& EqualityComparer<TModel>.Default.Equals(_model, _model.Renew())", ""),
        Decision("a snapshot is written before its events are durable", "SnapshotKeeper.NextDue",
            "if (each.Position <= watermark.DurableHead) return each;", "return each;"),
        Decision("a snapshot is told by the hash of its boundary alone", "StoredState.IsOf",
            "!tag.Utf8.SequenceEqual(tags.Slice(sizeof(ushort), length))", "length != tag.Utf8.Length"),
        Decision("a snapshot from before a retagging is used", "StoredState.TryRead",
            "if (BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]) != key.TagEpoch) return false;", ""),
        Decision("a snapshot of another fold is used", "StoredState.TryRead",
            "if (Encoding.ASCII.GetString(bytes.Slice(72, IdentitySize)) != key.Model.Identity) return false;", ""),
        Decision("a snapshot of another store is used", "StoredState.TryRead",
            "if (new Guid(bytes[16..32], bigEndian: true) != storeId) return false;", ""),
        Decision("a snapshot of another history is used", "SnapshotKeeper.TryRead",
            "&& state.EventId == idAt(state.Position)", ""),
        Decision("a snapshot that is newer than the log is used", "SnapshotKeeper.TryRead",
            "if (name.Position > watermark.DurableHead) return null;", ""),
        Decision("a torn snapshot is used", "StoredState.TryRead",
            "if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckAt..]) != CheckOf(bytes, seed)) return false;", ""),
    ];

    private static Mutant[] OnDisk =>
    [
        Disk("files are made by path", "UnixStorage.Create", "new DiskFile(directory.OpenOrCreateFile(leaf, Libc.Truncate, _modes.File))",
            "new DiskFile(File.OpenHandle(Describe(name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite))"),
        Disk("files are opened by path", "UnixStorage.Open", "new DiskFile(directory.OpenFile(leaf, Libc.ReadWrite))",
            "new DiskFile(File.OpenHandle(Describe(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))"),
        Disk("files are renamed by path", "UnixStorage.Rename", "fromDirectory.Rename(fromLeaf, toDirectory, toLeaf);",
            "File.Move(Describe(from), Describe(to), overwrite: true);"),
        Disk("files are deleted by path", "UnixStorage.Delete", "directory.Delete(leaf);", "File.Delete(Describe(name));"),
        Disk("a directory that was swapped below the store is not noticed", "UnixStorage.EnsureStillThere",
            "Ensure(directory.Status, _root.StatusOf(sub, out error), error, sub);", ";"),
        Disk("a roll does not look at the path", "SegmentLog.Roll", "_files.Path?.Look(_active?.File);", ""),
        Disk("an idle store does not end writing when its path leads elsewhere", "PathWatch.Look", "whenGone();", ""),
        Disk("a failed opening keeps the store locked", "EmbeddedEventLog.OpenDirectory", "storage.Dispose();", ";"),
        Disk(
            "a process that has closed the store is named as its holder", "StoreLock.MayHoldIt",
            "|| lines.GetValueOrDefault(\"state\") == Closed", ""),
    ];

    private static Mutant[] InErasures =>
    [
        Erasure("a key is used before it is flushed", "KeyFile.Append", "_file.Flush();", ""),
        Erasure("a key is not overwritten", "KeyFile.Destroy", "_file.Write(bytes, OffsetOf(number));", ""),
        Erasure("a destruction is not flushed", "KeyFile.Destroy", "_file.Flush();", ""),
        Erasure("a rotated key file is not flushed", "KeyFile.Rotate", "file.Flush();", ""),
        Erasure("what a crash tore of a batch passes for damage", "KeyFile.Load", "Fill(table, unreadable);", ""),
        Erasure("a repeated append has another nonce", "SubjectKeyRing.Seal", "if (salt.IsEmpty)", "if (salt.Length >= 0)"),
        Erasure("a key comes back that an erasure overtook", "SubjectKeyRing.Use",
            "_table[number].State == SlotState.Erased || IsErasing(slot.Subject)", "_table[number].State == SlotState.Free"),
        Erasure("an erased key stays in the cache", "SubjectKeyRing.BeginErasingAsync", "_cache.Remove(_table[number].Id);", ""),
        Erasure("a cipher serves several threads at once", "SubjectKey.TryDecrypt", "lock (_using)", ""),
        Erasure("a missing key passes for an erased one", "SubjectKeyRing.FindById",
            "if (number < 0) throw new SubjectKeyMissingException(id);", "if (number < 0) return null;"),
        Erasure("a part opens for another subject", "SubjectKeyRing.TryOpen",
            "if (!key.TryDecrypt(part.Nonce, part.Text, part.Tag, opened, subject)) return false;",
            "if (!key.TryDecrypt(part.Nonce, part.Text, part.Tag, opened, key.Subject)) return false;"),
        Erasure("the keys learn nothing from the log", "SubjectEraser.ReconcileAsync",
            "await FinishAsync(e.Event.Known).ConfigureAwait(false);", ""),
        Erasure("the keys learn nothing from their own list", "SubjectEraser.ReconcileAsync",
            "foreach (var erasure in known) await FinishAsync(erasure).ConfigureAwait(false);", ""),
        Erasure("the log learns nothing from the keys", "SubjectEraser.ReconcileAsync",
            "[.. known.Where(erasure => !told.Contains(erasure.Id))]", "[]"),
        Erasure("the log is not told of an erasure", "SubjectEraser.EraseAsync",
            "position = await ErasureAppend.RunAsync(log, model, erasure).ConfigureAwait(false);", "position = 1; await Task.Yield();"),
        Erasure("an erasure is acknowledged before the key is destroyed", "SubjectEraser.EraseAsync",
            "await keys.DestroyAsync(erasure).ConfigureAwait(false); keys.EndErasing(subject.Text); return new(position",
            "_ = Task.Delay(30).ContinueWith(_ => keys.DestroyAsync(erasure)); return new(position"),
    ];

    private static Mutant Erasure(string name, string member, string original, string replacement) =>
        new(name, member, original, replacement, InErasures: true);

    private static Mutant Decision(string name, string member, string original, string replacement) =>
        new(name, member, original, replacement, InDecisions: true);

    private static Mutant Disk(string name, string member, string original, string replacement) =>
        new(name, member, original, replacement, OnDisk: true);
}
