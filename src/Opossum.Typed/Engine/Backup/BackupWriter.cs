using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// Brings single files into a backup: by a link, or by a copy that is verified on the way and flushed, and only then gets its staged name.
/// Counts what it did. Nothing is written to a file that was there before: that could be one of the store's.
/// </summary>
internal sealed class BackupWriter(IStorage target, BackupSource source, BackupOptions options, Action proceed)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>
    /// What is written is flushed now and then: one flush of it all would keep the disk from the commits for as long as it takes.
    /// </summary>
    private const int BytesPerFlush = 4 << 20;

    private readonly HashSet<string> _there =
    [
        .. target.List(Segment.Directory), .. target.List(RunName.Directory), .. target.List(TagName.Directory),
        .. target.List(StateFileName.Directory),
    ];

    private readonly HashSet<string> _staged = new(StringComparer.Ordinal);
    private readonly List<string> _damaged = [];            // consumers whose progress could not be read
    private readonly SegmentBytes _bytes = new();
    private int _copied;
    private int _linked;
    private int _kept;
    private long _copiedBytes;
    private long _bytesOfAll;
    private long _done;
    private long _total;

    /// <summary>The files that are to be published.</summary>
    public IReadOnlySet<string> Staged => _staged;

    public BackupResult Result =>
        new(source.Head, _copied, _linked, _kept, _copiedBytes, _bytesOfAll) { DamagedConsumers = [.. _damaged] };

    /// <summary>Says what is to come.</summary>
    public void Begin(long bytes)
    {
        _total = bytes;
        options.Progress?.Report(new(0, _total));
    }

    /// <summary>Counts a file that is there already.</summary>
    public void Keep(long length)
    {
        _kept++;
        _bytesOfAll += length;
    }

    public void Stage(SealedPart part, long length)
    {
        proceed();
        if (IsStaged(part, length)) Keep(length);
        else if (!TryLink(part.Name, length)) Copy(part);
        NoteStaged(part.Name, length);
    }

    /// <summary>Does nothing if nothing has changed since the last backup.</summary>
    public void StageLast(Segment last, long length)
    {
        proceed();
        var bytes = Read(last.Name);
        var tail = BackupTail.Of(bytes, last, source.Head);
        bytes = bytes[..tail.Length];
        if (IsThere(last.Name, bytes, tail.Close))
        {
            Keep(bytes.Length + tail.Close.Length);
            Report(length);
            return;
        }

        using (var copy = target.Create(StagedName.OfCopy(last.Name)))
        {
            Write(copy, bytes);
            copy.Write(tail.Close, bytes.Length);
            copy.Flush();
        }

        Complete(last.Name, bytes.Length + tail.Close.Length);
        NoteStaged(last.Name, length);
    }

    /// <summary>Leaves out a run that can't be read: it is made anew from the log, here and there.</summary>
    public void Stage(Run run)
    {
        proceed();
        var name = RunName.Of(run.Range);
        if (!TryLink(name, run.Size))
        {
            try
            {
                Copy(run, name);
            }
            catch (RunUnreadableException)
            {
                run.NoteUnreadable();
                return;
            }
        }

        NoteStaged(name, run.Size);
    }

    /// <summary>A file of added tags. The set that names them all is among them: it is published with everything else.</summary>
    public void Stage(TagPart part)
    {
        proceed();
        if (!TryLink(part.Name, part.Length))
        {
            try
            {
                CopyTags(part);
            }
            catch (RunUnreadableException)
            {
                part.Index!.NoteUnreadable();
                return;
            }
        }

        NoteStaged(part.Name, part.Length);
    }

    /// <summary>
    /// A file of one slot, unless the backup says the same already. What can't be read is copied as it is, unless the backup has something
    /// that can: an older progress is better than none, since it has events delivered again and leaves none out.
    /// </summary>
    public void Stage(SavedState state)
    {
        proceed();
        if (state.Progress is null) _damaged.Add(StateFileName.ConsumerOf(state.Name));
        var bytes = state.Progress is { } progress
            ? StateSlot.Write(progress, sequence: 2, source.Seed)           // which is in the first slot
            : state.Bytes;
        if (IsThere(state))
        {
            Keep(bytes.Length);
            return;
        }

        using (var copy = target.Create(StagedName.OfCopy(state.Name)))
        {
            copy.Write(bytes, 0);
            copy.Flush();
        }

        Complete(state.Name, bytes.Length);
        _staged.Add(StagedName.Of(state.Name));
    }

    /// <summary>
    /// A segment that a backup before had staged when it was interrupted. Nothing behind it commits to it, so it is read.
    /// </summary>
    private bool IsStaged(SealedPart part, long length)
    {
        var staged = StagedName.Of(part.Name);
        if (!_there.Contains(staged)) return false;
        using var file = target.Open(staged);
        return file.Length == length && part.IsHeldBy(_bytes.ReadAll(file), out _);
    }

    private bool TryLink(string name, long length)
    {
        var staged = StagedName.Of(name);
        if (_there.Contains(staged)) target.Delete(staged);
        if (!options.HardLinks || !target.TryLink(source.Storage, name, staged)) return false;
        _linked++;
        _bytesOfAll += length;
        return true;
    }

    private void Copy(SealedPart part)
    {
        var bytes = Read(part.Name);
        if (!part.IsHeldBy(bytes, out var offset))
            throw new StoreDamagedException(
                source.Storage.Describe(part.Name), offset, "a frame that was acknowledged is not what was written");
        using (var copy = target.Create(StagedName.OfCopy(part.Name)))
        {
            Write(copy, bytes);
            copy.Flush();
            copy.DropCache();           // the memory is for what the store reads
        }

        Complete(part.Name, bytes.Length);
    }

    private void CopyTags(TagPart part)
    {
        if (part.Index is { } index)
        {
            Copy(index, part.Name);
            return;
        }

        // A set is as it is in memory; of a unit every byte is compared with the checks that its header commits to.
        var bytes = part.Unit is null ? part.Head : Read(part.Name);
        if (part.Unit is { } unit && !unit.IsHeldBy(bytes))
            throw new StoreDamagedException(source.Storage.Describe(part.Name), 0, "the file with added tags is not what was written");
        using (var copy = target.Create(StagedName.OfCopy(part.Name)))
        {
            Write(copy, bytes);
            copy.Flush();
            copy.DropCache();
        }

        Complete(part.Name, bytes.Length);
    }

    private void Copy(Run run, string name)
    {
        using (var copy = target.Create(StagedName.OfCopy(name)))
        {
            var flushed = 0L;
            for (var at = 0L; at < run.Size; at += ChunkBytes)
            {
                FlushAfter(copy, at, ref flushed);
                run.CopyTo(copy, at, (int)Math.Min(ChunkBytes, run.Size - at));
                proceed();
            }

            copy.Flush();
            copy.DropCache();
        }

        Complete(name, run.Size);
    }

    private void Write(IStorageFile copy, ReadOnlySpan<byte> bytes)
    {
        var flushed = 0L;
        for (var at = 0; at < bytes.Length; at += ChunkBytes)
        {
            FlushAfter(copy, at, ref flushed);
            copy.Write(bytes.Slice(at, Math.Min(ChunkBytes, bytes.Length - at)), at);
            proceed();
        }
    }

    private static void FlushAfter(IStorageFile copy, long written, ref long flushed)
    {
        if (written - flushed < BytesPerFlush) return;
        copy.Flush();
        flushed = written;
    }

    private void Complete(string name, long length)
    {
        target.Rename(StagedName.OfCopy(name), StagedName.Of(name));
        _copied++;
        _copiedBytes += length;
        _bytesOfAll += length;
    }

    private void NoteStaged(string name, long length)
    {
        _staged.Add(StagedName.Of(name));
        Report(length);
    }

    private void Report(long length)
    {
        _done += length;
        options.Progress?.Report(new(_done, _total));
    }

    private bool IsThere(string name, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> close)
    {
        if (!_there.Contains(name)) return false;
        using var file = target.Open(name);
        if (file.Length != bytes.Length + close.Length) return false;
        var there = new byte[file.Length];
        return file.Read(there, 0) == there.Length
            && there.AsSpan(0, bytes.Length).SequenceEqual(bytes)
            && there.AsSpan(bytes.Length).SequenceEqual(close);
    }

    private ReadOnlySpan<byte> Read(string name)
    {
        using var file = source.Storage.Open(name);
        return _bytes.ReadAll(file);
    }

    private bool IsThere(SavedState state)
    {
        if (!_there.Contains(state.Name)) return false;
        using var file = target.Open(state.Name);
        if (StateFile.Read(file, source.Seed, out _) is not { } there) return false;
        return state.Progress is not { } progress || (there.Done == progress.Done && there.Parked.SequenceEqual(progress.Parked));
    }
}
