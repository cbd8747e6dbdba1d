using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// Tags that were added to events of a range, in a file that never changes, and the run that indexes them. The directory of its blocks is
/// in memory, 24 bytes for each 4 KiB. Any thread may ask.
/// </summary>
internal sealed class TagUnit : IDisposable
{
    private readonly PooledFile _file;
    private readonly TagBlockEntry[] _blocks;

    private TagUnit(PooledFile file, string location, in TagUnitHeader header, TagBlockEntry[] blocks, Run? index)
    {
        (_file, Location, Header, _blocks, Index) = (file, location, header, blocks, index);
        Check = header.Check;
    }

    public TagUnitHeader Header { get; }

    /// <summary>As a user finds it, for messages.</summary>
    public string Location { get; }

    /// <summary>
    /// Leads to its events by all of their terms, those that are stored with them too; null if the unit has no events.
    /// </summary>
    public Run? Index { get; }

    /// <summary>By it a set commits to the unit.</summary>
    public ulong Check { get; }

    public int Blocks => _blocks.Length;

    /// <summary>Opens a unit and its index. An index that can't be read is <see cref="Run.IsMissing"/>, and is to be made again.</summary>
    /// <param name="storage">Where the store is.</param>
    /// <param name="storeId">The store's.</param>
    /// <param name="epoch">Of the retagging that made it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="keepsOpen">True if it may be deleted by others while it is read.</param>
    /// <exception cref="StoreDamagedException">The unit is not what was written.</exception>
    public static TagUnit Open(IStorage storage, Guid storeId, long epoch, long number, bool keepsOpen = false)
    {
        var name = TagName.OfUnit(epoch, number);
        var location = storage.Describe(name);
        var file = keepsOpen ? OpenKept(storage, name, location) : new PooledFile(storage, name);
        try
        {
            Span<byte> bytes = stackalloc byte[TagUnitHeader.Size];
            if (TagUnitHeader.TryRead(bytes[..file.Read(bytes, 0)]) is not { } header
                || (header.StoreId, header.Epoch, header.Number) != (storeId, epoch, number)
                || file.Length != header.FileLength)
                throw new StoreDamagedException(location, 0, "the file with added tags is not what was written");
            var blocks = ReadDirectory(file, location, header);
            return new(file, location, header, blocks, header.Entries == 0 ? null : OpenOrMissing(storage, header));
        }
        catch (Exception e)
        {
            file.Dispose();
            if (StorageErrors.IsOfFile(e)) throw new StoreDamagedException(location, 0, "the file with added tags can't be read", e);
            throw;
        }
    }

    /// <summary>The same unit with an index that was made again.</summary>
    public TagUnit With(Run index) => new(_file, Location, Header, _blocks, index);

    public bool Covers(long position) => position >= Header.First && position <= Header.Last;

    /// <summary>The block that has an event, if the unit has it; -1 if it certainly has not.</summary>
    public int BlockOf(long position)
    {
        var (low, high) = (0, _blocks.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].First <= position) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }

    public int LengthOf(int block) => _blocks[block].Length;

    /// <summary>What the retagging found while it made the unit.</summary>
    public byte[] ReadTally()
    {
        var bytes = new byte[Header.TallyLength];
        return _file.Read(bytes, Header.FileLength - bytes.Length) == bytes.Length
            ? bytes
            : throw new StoreDamagedException(Location, 0, "the file with added tags is not what was written");
    }

    /// <summary>Reads a block, verified, into a buffer that has room for it.</summary>
    /// <exception cref="StoreDamagedException">It is not what was written.</exception>
    public void Read(int block, Span<byte> buffer)
    {
        var entry = _blocks[block];
        var bytes = buffer[..entry.Length];
        int length;
        try
        {
            length = _file.Read(bytes, entry.Offset);
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            throw Damaged(block, e);
        }

        if (length != entry.Length || LogFormat.Hash(bytes, Header.Seed) != entry.Check) throw Damaged(block);
    }

    public StoreDamagedException Damaged(int block, Exception? cause = null) =>
        new(Location, _blocks[block].Offset, "tags that were added to events are not what was written", cause);

    /// <summary>True if bytes are the unit, whole, every block verified.</summary>
    public bool IsHeldBy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Header.FileLength || TagUnitHeader.TryRead(bytes) != Header) return false;
        if (LogFormat.Hash(bytes[(int)Header.DirectoryOffset..], Header.Seed) != Header.DirectoryCheck) return false;
        foreach (var block in _blocks)
            if (LogFormat.Hash(bytes.Slice((int)block.Offset, block.Length), Header.Seed) != block.Check) return false;
        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        Index?.Dispose();
    }

    /// <summary>Opens the index of a unit.</summary>
    /// <exception cref="RunUnreadableException">It is not what was written, or is missing.</exception>
    public static Run OpenIndex(IStorage storage, Guid storeId, long epoch, long number, ulong check) =>
        Run.Open(storage, TagName.OfIndex(epoch, number), RangeOf(number), storeId, IndexSeedOf(storeId, epoch, number, check));

    /// <summary>A run says which segments it covers; that of a unit has the unit's number there.</summary>
    public static SegmentRange RangeOf(long number) => new(number, number);

    /// <summary>
    /// The seed of the pages of a unit's index. The unit's check is in it, so that the index of another unit of the same name, which an
    /// interrupted retagging or a backup has left, is not read.
    /// </summary>
    public static ulong IndexSeedOf(Guid storeId, long epoch, long number, ulong check) =>
        (TagUnitHeader.SeedOf(storeId, epoch, number) + 1) ^ check;

    private static PooledFile OpenKept(IStorage storage, string name, string location)
    {
        try
        {
            return new(storage, name, storage.Open(name));
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            throw new StoreDamagedException(location, 0, "the file with added tags can't be read", e);
        }
    }

    private static Run OpenOrMissing(IStorage storage, in TagUnitHeader header)
    {
        try
        {
            var run = OpenIndex(storage, header.StoreId, header.Epoch, header.Number, header.Check);
            if ((run.First, run.Last) == (header.First, header.Last)) return run;
            run.Dispose();
        }
        catch (RunUnreadableException)
        {
            // It is derived: the log and the unit have all of it.
        }

        var covered = new SealedSegment(header.First, header.Last + 1, 0, 0, 0, 0, 0, 0, 0);
        return Run.Missing(header.StoreId, RangeOf(header.Number), covered);
    }

    private static TagBlockEntry[] ReadDirectory(PooledFile file, string location, in TagUnitHeader header)
    {
        var bytes = new byte[header.FileLength - header.DirectoryOffset];
        if (file.Read(bytes, header.DirectoryOffset) != bytes.Length || LogFormat.Hash(bytes, header.Seed) != header.DirectoryCheck)
            throw new StoreDamagedException(location, header.DirectoryOffset, "the directory of added tags is not what was written");
        var blocks = new TagBlockEntry[header.Blocks];
        for (var i = 0; i < blocks.Length; i++) blocks[i] = TagBlockEntry.Read(bytes.AsSpan(i * TagBlockEntry.Size));
        return blocks;
    }
}
