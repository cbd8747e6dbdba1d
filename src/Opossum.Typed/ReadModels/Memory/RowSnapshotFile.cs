using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.RowFiles;

namespace Opossum.Typed;

/// <summary>
/// The snapshot of one model: what is stored of it, its rows and its links, and a hash of all that. docs/format.md has the bytes. A file
/// that does not fit is passed over, and the rows come from the log again.
/// </summary>
internal sealed class RowSnapshotFile(RowFile file, Guid storeId) : IDisposable
{
    /// <summary>How many events are between two snapshots, at least; after a kill so many are folded again.</summary>
    public const int EventsBetween = 100_000;

    private const ulong Magic = 0x3353_574F_524D_504F;         // "OPMROWS3"
    private const int HeaderSize = 152;
    private const int IdentitySize = 32;

    private readonly ulong _seed = SegmentHeader.SeedOf(storeId);

    /// <summary>Loads the rows. They may be of earlier logic, as long as they can be read.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="add">Takes a row and its size. What it took before null is returned is to be forgotten.</param>
    /// <param name="link">Takes a link of the same logic, and a key; to be forgotten like rows.</param>
    /// <returns>What is stored; null if there is no snapshot, or it is not what was written.</returns>
    public StoredReadModel? Load<TRow, TKey>(ReadModelShape shape, Action<TRow, int> add, Action<RowLink, TKey> link)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        try
        {
            using var source = file.TryOpen();
            if (source is null) return null;
            var bytes = new HashedFileReader(source, _seed);
            if (ReadHeader(bytes, shape.Name, out var links) is not { } stored || !CanRead(stored, shape)) return null;
            for (var i = 0L; i < stored.Rows; i++)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.Read(sizeof(int)));
                var columns = new RowDecoder(bytes.Read(size));
                add(TRow.Read(ref columns), size);
            }

            for (var i = 0L; i < links; i++)
            {
                var number = BinaryPrimitives.ReadInt32LittleEndian(bytes.Read(sizeof(int)));
                var value = Encoding.UTF8.GetString(bytes.Read(BinaryPrimitives.ReadInt32LittleEndian(bytes.Read(sizeof(int)))));
                var key = new RowDecoder(bytes.Read(BinaryPrimitives.ReadInt32LittleEndian(bytes.Read(sizeof(int)))));
                if (stored.Identity == shape.Identity) link(new(number, value), TRow.ReadKey(ref key));
            }

            return bytes.IsWhole() ? stored : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;            // bytes that are not what was written may be read as anything
        }
    }

    /// <summary>Saves the rows and links, in place of those that were saved before.</summary>
    public void Save<TRow, TKey>(StoredReadModel stored, IEnumerable<StoredRow<TRow>> rows, MemoryLinks<TKey> links)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        file.Replace(target =>
        {
            using var bytes = new HashedFileWriter(target, _seed);
            WriteHeader(bytes, stored, links.Count);
            foreach (var row in rows)
            {
                WriteNumber(bytes, row.Bytes);
                var columns = new RowEncoder(bytes.Buffer);
                TRow.Write(row.Row!, ref columns);
                bytes.Spill();
            }

            using var columnsOfKey = new EncodingBuffer();
            foreach (var (link, key) in links.All)
            {
                columnsOfKey.Clear();
                var columns = new RowEncoder(columnsOfKey);
                TRow.WriteKey(key, ref columns);
                WriteNumber(bytes, link.Link);
                WriteBytes(bytes, Encoding.UTF8.GetBytes(link.Value));
                WriteBytes(bytes, columnsOfKey.Written);
                bytes.Spill();
            }

            bytes.Complete();
        });

    public void Delete() => file.Delete();

    /// <summary>What a file holds that no model uses, as far as its beginning says; the file is given back.</summary>
    /// <param name="file">The file; null if another one has taken it meanwhile.</param>
    /// <param name="model">The name of the model.</param>
    public static OrphanedTable? Describe(RowFile? file, string model)
    {
        using (file)
        {
            try
            {
                using var source = file?.TryOpen();
                if (source is null) return null;
                var stored = ReadHeader(new(source, seed: 0), model, out _);
                return new(model, stored?.Checkpoint.Position ?? 0, stored?.Rows ?? 0, stored?.Bytes ?? source.Length);
            }
            catch (Exception error) when (error is IOException or InvalidDataException)
            {
                return new(model, 0, 0, 0);
            }
        }
    }

    public void Dispose() => file.Dispose();

    private static void WriteNumber(HashedFileWriter bytes, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Buffer.GetSpan(sizeof(int)), number);
        bytes.Buffer.Advance(sizeof(int));
    }

    private static void WriteBytes(HashedFileWriter bytes, ReadOnlySpan<byte> value)
    {
        WriteNumber(bytes, value.Length);
        bytes.Buffer.Write(value);
    }

    private static void WriteHeader(HashedFileWriter bytes, StoredReadModel stored, long links)
    {
        var header = bytes.Buffer.GetSpan(HeaderSize)[..HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], stored.Skipped.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], checked((int)stored.TagEpoch));
        Encoding.ASCII.GetBytes(stored.Identity, header.Slice(16, IdentitySize));
        Encoding.ASCII.GetBytes(stored.Layout, header.Slice(112, IdentitySize));
        stored.Checkpoint.StoreId.TryWriteBytes(header[48..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[64..], stored.Checkpoint.Position);
        stored.Checkpoint.EventId.TryWriteBytes(header[72..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[88..], stored.Rows);
        BinaryPrimitives.WriteInt64LittleEndian(header[96..], stored.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[104..], stored.Missed);
        BinaryPrimitives.WriteInt64LittleEndian(header[144..], links);
        bytes.Buffer.Advance(HeaderSize);
        foreach (var position in stored.Skipped)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.Buffer.GetSpan(sizeof(long)), position);
            bytes.Buffer.Advance(sizeof(long));
        }
    }

    private static bool CanRead(StoredReadModel stored, ReadModelShape shape) =>
        stored.Identity == shape.Identity || stored.Layout == shape.RowLayout;

    /// <returns>Null if it is of something else.</returns>
    private static StoredReadModel? ReadHeader(HashedFileReader bytes, string model, out long links)
    {
        links = 0;
        var header = bytes.Read(HeaderSize);
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic) return null;
        var skipped = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        links = BinaryPrimitives.ReadInt64LittleEndian(header[144..]);
        var checkpoint = new Checkpoint(
            new(header[48..64], bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(header[64..]),
            new(header[72..88], bigEndian: true));
        var stored = new StoredReadModel(model, Encoding.ASCII.GetString(header.Slice(16, IdentitySize)), checkpoint)
        {
            IsComplete = true,
            Layout = Encoding.ASCII.GetString(header.Slice(112, IdentitySize)),
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
