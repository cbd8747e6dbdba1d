using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// Looks whether the files that a tip has read are still those that their names lead to, and why a log does not go on though it should. A
/// file that changes while it is read can look damaged once, so damage is what is found several times in a row, at the same place.
/// </summary>
internal sealed class TipCheck(IStorage storage, Guid storeId)
{
    /// <summary>So many looks in a row tell damage from what is being written.</summary>
    public const int Looks = 3;

    private (LogPlace End, int Looks, int Damaged) _stuck;

    /// <summary>Compares the file of the active segment's name with the one that is open.</summary>
    public TipFiles Compare(LogTip tip)
    {
        if (tip.Active is not { } active)
            return StoreLock.Read(storage) is { StoreId: { } id } && id != storeId ? TipFiles.Gone : TipFiles.Same;
        if (storage.TryOpen(active.Name) is not { } file) return TipFiles.Gone;
        using (file)
        {
            Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
            if (SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header) != SegmentHeaderState.Valid || header != active.Header)
                return TipFiles.Gone;
            bytes = bytes[..FrameHeader.Size];
            if (tip.LastFrame > 0
                && (file.Read(bytes, tip.LastFrame) < bytes.Length || FrameHeader.Read(bytes).Hash != tip.End.Chain.LastHash))
                return TipFiles.Gone;
            return GoesOnElsewhere(file, active.File, tip.End.Offset) ? TipFiles.Replaced : TipFiles.Same;
        }
    }

    /// <summary>Tells damage from what is being written or was torn.</summary>
    /// <param name="tip">The log, which did not go on in a thorough look.</param>
    /// <param name="isExpected">True if the writer says that the log goes on.</param>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public void EnsureWhole(LogTip tip, bool isExpected)
    {
        if (_stuck.End != tip.End) _stuck = (tip.End, 0, 0);
        if (_stuck.Looks >= Looks && !isExpected) return;
        _stuck.Looks++;
        if (FindDamage(tip) is not { } damage) _stuck.Damaged = 0;
        else if (++_stuck.Damaged >= Looks) throw damage;
    }

    /// <summary>Forgets the looks so far, after which a log that does not grow is not looked at any more.</summary>
    public void BeginAgain() => _stuck = default;

    /// <summary>True if there may be damage, which more looks will tell from what is being written.</summary>
    public bool IsSuspect(LogTip tip) => FindDamage(tip) is not null;

    private StoreDamagedException? FindDamage(LogTip tip)
    {
        var note = StoreLock.Read(storage);
        if (note is { IsPublishing: true } or { IsIncomplete: true }) return null;
        if (tip.Active is { } active && IsDamaged(active, tip.End)) return Damage(
            active.Name, tip.End.Offset, "a frame that was acknowledged is not what was written");
        var last = storage.List(Segment.Directory)
            .Select(static name => Segment.TryParseName(name, out var number) ? number : 0).DefaultIfEmpty().Max();
        var next = Segment.NameOf(tip.End.Segment + 1);
        if (last > tip.End.Segment + 1 && !storage.List(Segment.Directory).Contains(next)) return Damage(next, 0, "a segment is missing");
        var reached = Math.Max(tip.Walked.Head, tip.End.Head);
        if (note is not null && note.StoreId == storeId && note.KnownHead > reached) return Damage(
            Segment.NameOf(Math.Max(tip.End.Segment, 1)), tip.End.Offset,
            $"the log ends at position {reached}, but had reached {note.KnownHead}");
        return null;
    }

    /// <summary>By the rule of recovery.</summary>
    private static bool IsDamaged(Segment active, in LogPlace end)
    {
        Span<byte> behind = stackalloc byte[FrameHeader.Size];
        if (!behind[..active.File.Read(behind, end.Offset)].ContainsAnyExcept((byte)0)) return false;
        var bytes = new byte[active.File.Length];
        bytes = bytes[..active.File.Read(bytes, 0)];
        var nobody = default(Nobody);
        return SegmentScan.Run(bytes, active.Header, new(active.Header.Seed), ref nobody).Kind == SegmentEndKind.Damaged;
    }

    /// <summary>True if two files of the same frames have other bytes behind them.</summary>
    private static bool GoesOnElsewhere(IStorageFile named, PooledFile open, int offset)
    {
        Span<byte> first = stackalloc byte[FrameHeader.Size];
        Span<byte> other = stackalloc byte[FrameHeader.Size];
        Span<byte> again = stackalloc byte[FrameHeader.Size];
        // The named one twice, before and after, since these bytes may be being written.
        first = first[..named.Read(first, offset)];
        other = other[..open.Read(other, offset)];
        again = again[..named.Read(again, offset)];
        return first.SequenceEqual(again) && !first.SequenceEqual(other) && first.ContainsAnyExcept((byte)0);
    }

    private StoreDamagedException Damage(string name, long offset, string problem) => new(storage.Describe(name), offset, problem);

    private struct Nobody : IFrameVisitor
    {
        public readonly void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
        {
        }
    }
}

/// <summary>What has become of the files that were read.</summary>
internal enum TipFiles
{
    Same,

    /// <summary>Others have their names, and go on with the same log.</summary>
    Replaced,

    /// <summary>What was read is not there any more.</summary>
    Gone,
}
