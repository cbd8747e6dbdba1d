using System.Collections.Immutable;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// What is backed up: the files of a log at a moment. All but the last segment never change; runs can be merged away, and are read through
/// the view that still has them.
/// </summary>
internal sealed class BackupSource
{
    /// <param name="storage">The log's.</param>
    /// <param name="storeId">Of the store.</param>
    /// <param name="snapshot">What is durable of it.</param>
    /// <param name="states">How far consumers were before it was taken.</param>
    /// <param name="mark">What is known of its retaggings. To be asked for after the snapshot was taken.</param>
    public BackupSource(IStorage storage, Guid storeId, in Snapshot snapshot, SavedState[] states, TagMark mark)
    {
        (Storage, StoreId, Head, States, TagMark) = (storage, storeId, snapshot.Head, states, mark);
        var used = snapshot.View.Segments.AsSpan();
        while (!used.IsEmpty && used[^1].BasePosition > Head) used = used[..^1];        // begun after the snapshot
        Last = used.IsEmpty ? null : used[^1];
        Sealed = new SealedPart[Math.Max(used.Length - 1, 0)];
        for (var i = 0; i < Sealed.Length; i++) Sealed[i] = new(used[i].Name, used[i].Header, used[i + 1].Header);
        // A run of the last segment would say that the log had gone on.
        Runs = [.. snapshot.View.Parts.OfType<RunPart>()
            .Select(static part => part.Run)
            .Where(run => !run.IsMissing && run.Range.Last <= Sealed.Length)];
        Tags = snapshot.View.Added is { } added ? TagPart.Of(added) : [];
        TagHistory = snapshot.View.Added?.Set.History ?? [];
    }

    public IStorage Storage { get; }

    public Guid StoreId { get; }

    public long Head { get; }

    public SealedPart[] Sealed { get; }

    /// <summary>Null in an empty log.</summary>
    public Segment? Last { get; }

    public Run[] Runs { get; }

    /// <summary>The files of the tags that were added to stored events.</summary>
    public TagPart[] Tags { get; }

    /// <summary>The checks of the sets before the newest one, from epoch 1 on; 0 for one that is not known.</summary>
    public ImmutableArray<ulong> TagHistory { get; }

    public TagMark TagMark { get; }

    public SavedState[] States { get; }

    public ulong Seed => SegmentHeader.SeedOf(StoreId);

    public long LengthOf(string name)
    {
        using var file = Storage.Open(name);
        return file.Length;
    }

    /// <summary>The header of a segment up to the snapshot; null for one behind it.</summary>
    public SegmentHeader? HeaderOf(long number) =>
        number <= Sealed.Length ? Sealed[number - 1].Header : number == Last?.Number ? Last.Header : null;
}
