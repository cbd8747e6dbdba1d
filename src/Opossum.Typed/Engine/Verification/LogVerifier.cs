using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Verification;

/// <summary>
/// Reads a log that is open from its files, by name and not through the handles that are open: a file that is gone or replaced is found out
/// too. Looks at nothing behind its snapshot.
/// </summary>
internal sealed class LogVerifier(IStorage storage, LogView view, VerifiedPart[] parts, long head, TermHasher terms)
{
    private const int ChunkBytes = 1 << 20;

    private readonly long _total = parts.Sum(static part => (long)part.Length);
    private readonly FrameCodec _codec = new(terms.Seed);
    private readonly List<LogDamage> _damage = [];
    private byte[] _bytes = [];
    private long _done;
    private FrameCounts _counts;

    /// <param name="progress">Told of every chunk.</param>
    /// <param name="ensureOpen">Throws when the log was closed.</param>
    /// <param name="cancellationToken">Looked at before every chunk.</param>
    public LogVerification Run(IProgress<VerificationProgress>? progress, Action ensureOpen, CancellationToken cancellationToken)
    {
        progress?.Report(new(0, _total));
        for (var i = 0; i < parts.Length; i++)
        {
            // From the disk, not from the cache; but commits write to the last one, and would have to read back what they share a page
            // with.
            var bytes = Read(parts[i], dropCache: i < parts.Length - 1, Proceed);
            if (!bytes.IsEmpty) Audit(bytes, parts[i]);
        }

        if (view.Added is { } added) new TagAudit(storage, view, added, terms, _damage).Run(() => Proceed(0));
        return new(head, parts.Length, _counts.Frames, _counts.Events, _total, _damage);

        void Proceed(int bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ensureOpen();
            if (bytes == 0) return;
            _done += bytes;
            progress?.Report(new(_done, _total));
        }
    }

    private void Audit(ReadOnlySpan<byte> bytes, in VerifiedPart part)
    {
        var found = _damage.Count;
        var audit = new SegmentAudit(bytes, part, _codec, _damage);
        FrameCounts counts;
        if (part.Index is TailPart { Index: var tail })
        {
            var index = new IndexAudit(part.Segment, tail, terms, _damage);
            counts = audit.Run(ref index);
            index.Complete();
        }
        else
        {
            var index = new RunAudit(part.Segment, ((RunPart)part.Index).Run, terms, _damage);
            counts = audit.Run(ref index);
            if (_damage.Count == found) index.Complete();           // what the log lost, the index may know
        }

        _counts = new(_counts.Frames + counts.Frames, _counts.Events + counts.Events);
    }

    /// <summary>A part's bytes, fewer if the file is shorter; none if it can't be opened, which is damage.</summary>
    private ReadOnlySpan<byte> Read(in VerifiedPart part, bool dropCache, Action<int> proceed)
    {
        proceed(0);
        var segment = part.Segment;
        if (_bytes.Length < part.Length) _bytes = GC.AllocateUninitializedArray<byte>(part.Length);
        try
        {
            using var file = storage.Open(segment.Name);
            if (dropCache) file.DropCache();
            var length = (int)Math.Min(part.Length, file.Length);
            for (var at = 0; at < length; at += ChunkBytes)
            {
                var chunk = _bytes.AsSpan(at, Math.Min(ChunkBytes, length - at));
                ReadChunk(file, segment, at, chunk);
                proceed(chunk.Length);
            }

            if (length < part.Length) proceed(part.Length - length);
            return _bytes.AsSpan(0, length);
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            _damage.Add(new(
                segment.Location, 0, part.Length, segment.BasePosition, part.NextPosition - 1, $"the file can't be opened: {e.Message}"));
            proceed(part.Length);
            return default;
        }
    }

    /// <summary>
    /// A stretch that the disk does not give back counts as zeros: what is wrong with the frames there is named beside it.
    /// </summary>
    private void ReadChunk(IStorageFile file, Segment segment, int offset, Span<byte> chunk)
    {
        try
        {
            chunk[file.Read(chunk, offset)..].Clear();
        }
        catch (IOException e) when (StorageErrors.IsOfFile(e))
        {
            chunk.Clear();
            _damage.Add(new(segment.Location, offset, chunk.Length, 0, 0, $"the disk does not give these bytes back: {e.Message}"));
        }
    }
}
