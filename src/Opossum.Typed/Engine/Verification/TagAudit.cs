using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Verification;

/// <summary>
/// Verifies the tags that were added to stored events: the files against their checks, their entries against the log, and their index
/// against both. Reads by name, as <see cref="LogVerifier"/> does.
/// </summary>
internal sealed class TagAudit(IStorage storage, LogView view, AddedTags added, TermHasher terms, List<LogDamage> damage)
{
    /// <param name="proceed">Called often; throws to end it.</param>
    public void Run(Action proceed)
    {
        VerifySet();
        foreach (var unit in added.Units)
        {
            proceed();
            if (!VerifyUnit(unit)) continue;
            var before = damage.Count;
            VerifyEntries(unit, proceed);
            if (damage.Count == before) VerifyIndex(unit, proceed);
        }
    }

    private void VerifySet()
    {
        var name = TagName.OfSet(added.Set.Epoch);
        try
        {
            using var file = storage.Open(name);
            var bytes = new byte[file.Length];
            if (file.Read(bytes, 0) == bytes.Length && bytes.AsSpan().SequenceEqual(TagSetFile.Encode(added.Set))) return;
            damage.Add(new(storage.Describe(name), 0, bytes.Length, 0, 0, "the set of added tags is not what was written"));
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            damage.Add(new(storage.Describe(name), 0, 0, 0, 0, $"the file can't be opened: {e.Message}"));
        }
    }

    private bool VerifyUnit(TagUnit unit)
    {
        try
        {
            using var file = storage.Open(TagName.OfUnit(unit.Header.Epoch, unit.Header.Number));
            file.DropCache();
            var bytes = new byte[file.Length];
            if (unit.IsHeldBy(bytes.AsSpan(0, file.Read(bytes, 0)))) return true;
            Report(unit, unit.Location, "tags that were added to events are not what was written");
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            Report(unit, unit.Location, $"the file can't be opened: {e.Message}");
        }

        return false;
    }

    /// <summary>In order, within the unit's range, and none that the event is stored with.</summary>
    private void VerifyEntries(TagUnit unit, Action proceed)
    {
        var (last, entries) = (unit.Header.First - 1, 0L);
        var source = new FileRecords(terms.Seed);
        for (var block = 0; block < unit.Blocks; block++)
        {
            proceed();
            var bytes = new byte[unit.LengthOf(block)];
            unit.Read(block, bytes);
            var walk = new TagEntries(bytes, unit.Header.First);
            for (; walk.MoveNext(); entries++)
            {
                var isInOrder = walk.Position > last && walk.Position <= unit.Header.Last;
                if (!isInOrder || walk.Tags.IsEmpty || Repeats(source, walk.Position, walk.Tags))
                {
                    Report(unit, unit.Location, $"the tags that were added at position {walk.Position} don't fit the log");
                    return;
                }

                last = walk.Position;
            }
        }

        if (entries != unit.Header.Entries) Report(unit, unit.Location, "the file with added tags has lost entries");
    }

    private bool Repeats(FileRecords source, long position, ReadOnlySpan<byte> tags)
    {
        var segment = view.SegmentAt(position);
        try
        {
            var stored = source.ReadRecord(segment, (int)segment.Local(position));
            foreach (var tag in new TagList(tags))
                if (TagList.Contains(stored.Tags, tag)) return true;
        }
        catch (StoreDamagedException)
        {
            // Named by the audit of its segment.
        }

        return false;
    }

    /// <summary>Each term leads to exactly its events.</summary>
    private void VerifyIndex(TagUnit unit, Action proceed)
    {
        if (unit.Index is not { IsMissing: false } index) return;
        try
        {
            index.Verify();
            if (Differs(unit, index, proceed)) Report(unit, index.Location, "the index of added tags does not know each of them");
        }
        catch (RunUnreadableException e)
        {
            index.NoteUnreadable();
            Report(unit, index.Location, $"the index of added tags is not what was written ({e.Message}); it is made again");
        }
        catch (StoreDamagedException)
        {
            // Of an event: named by the audit of its segment.
        }
    }

    private bool Differs(TagUnit unit, Run index, Action proceed)
    {
        var (count, term) = (0L, 0UL);
        PostingCursor? cursor = null;
        try
        {
            foreach (var posting in TagSeal.Of(unit, view, terms, proceed).Sorted().Distinct())
            {
                if (cursor is null || posting.Term != term)
                {
                    if (cursor?.MoveNext() == true) return true;
                    cursor?.Dispose();
                    cursor = null;
                    (count, term) = (count + 1, posting.Term);
                    if (!index.MayContain(term) || !index.TryFind(term, out var entry)) return true;
                    cursor = new(index, entry, unit.Header.First, unit.Header.Last, ReadDirection.Forward);
                }

                if (!cursor.MoveNext() || cursor.Current != unit.Header.First + posting.Place) return true;
            }

            return cursor?.MoveNext() == true || count != index.Terms;
        }
        finally
        {
            cursor?.Dispose();
        }
    }

    private void Report(TagUnit unit, string file, string problem) =>
        damage.Add(new(file, 0, unit.Header.FileLength, unit.Header.First, unit.Header.Last, problem));
}
