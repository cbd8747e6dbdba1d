using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.RowFiles;

namespace Opossum.Typed;

/// <summary>
/// The snapshot of one model: what is stored of it, its rows, and a hash of all that. docs/format.md has the bytes. A file that does not
/// fit is passed over, and the rows come from the log again.
/// </summary>
internal sealed class RowSnapshotFile(RowFile file, Guid storeId) : IDisposable
{
    /// <summary>How many events are between two snapshots, at least; after a kill so many are folded again.</summary>
    public const int EventsBetween = 100_000;

    private const ulong Magic = 0x3153_574F_524D_504F;         // "OPMROWS1"
    private const int HeaderSize = 112;
    private const int IdentitySize = 32;

    private readonly ulong _seed = SegmentHeader.SeedOf(storeId);

    /// <summary>Loads the rows.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="add">Takes a row and its size. What it took before null is returned is to be forgotten.</param>
    /// <returns>What is stored; null if there is no snapshot, or it is not what was written.</returns>
    public StoredReadModel? Load<TRow, TKey>(ReadModelShape shape, Action<TRow, int> add)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        try
        {
            using var source = file.TryOpen();
            if (source is null) return null;
            var bytes = new HashedFileReader(source, _seed);
            if (ReadHeader(bytes, shape) is not { } stored) return null;
            for (var i = 0L; i < stored.Rows; i++)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.Read(sizeof(int)));
                var columns = new RowDecoder(bytes.Read(size));
                add(TRow.Read(ref columns), size);
            }

            return bytes.IsWhole() ? stored : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;            // bytes that are not what was written may be read as anything
        }
    }

    /// <summary>Saves the rows, in place of those that were saved before.</summary>
    public void Save<TRow, TKey>(StoredReadModel stored, IEnumerable<StoredRow<TRow>> rows)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        file.Replace(target =>
        {
            using var bytes = new HashedFileWriter(target, _seed);
            WriteHeader(bytes, stored);
            foreach (var row in rows)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.Buffer.GetSpan(sizeof(int)), row.Bytes);
                bytes.Buffer.Advance(sizeof(int));
                var columns = new RowEncoder(bytes.Buffer);
                TRow.Write(row.Row!, ref columns);
                bytes.Spill();
            }

            bytes.Complete();
        });

    public void Delete() => file.Delete();

    public void Dispose() => file.Dispose();

    private static void WriteHeader(HashedFileWriter bytes, StoredReadModel stored)
    {
        var header = bytes.Buffer.GetSpan(HeaderSize)[..HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], stored.Skipped.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], checked((int)stored.TagEpoch));
        Encoding.ASCII.GetBytes(stored.Identity, header.Slice(16, IdentitySize));
        stored.Checkpoint.StoreId.TryWriteBytes(header[48..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[64..], stored.Checkpoint.Position);
        stored.Checkpoint.EventId.TryWriteBytes(header[72..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[88..], stored.Rows);
        BinaryPrimitives.WriteInt64LittleEndian(header[96..], stored.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[104..], stored.Missed);
        bytes.Buffer.Advance(HeaderSize);
        foreach (var position in stored.Skipped)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.Buffer.GetSpan(sizeof(long)), position);
            bytes.Buffer.Advance(sizeof(long));
        }
    }

    /// <returns>Null if it is of something else.</returns>
    private static StoredReadModel? ReadHeader(HashedFileReader bytes, ReadModelShape shape)
    {
        var header = bytes.Read(HeaderSize);
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic) return null;
        if (Encoding.ASCII.GetString(header.Slice(16, IdentitySize)) != shape.Identity) return null;
        var skipped = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var checkpoint = new Checkpoint(
            new(header[48..64], bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(header[64..]),
            new(header[72..88], bigEndian: true));
        var stored = new StoredReadModel(shape.Name, shape.Identity, checkpoint)
        {
            IsComplete = true,
            TagEpoch = BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            Rows = BinaryPrimitives.ReadInt64LittleEndian(header[88..]),
            Bytes = BinaryPrimitives.ReadInt64LittleEndian(header[96..]),
            Missed = BinaryPrimitives.ReadInt64LittleEndian(header[104..]),
        };
        var positions = ImmutableArray.CreateBuilder<long>();
        for (var i = 0; i < skipped; i++) positions.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes.Read(sizeof(long))));
        return stored with { Skipped = positions.DrainToImmutable() };
    }
}
