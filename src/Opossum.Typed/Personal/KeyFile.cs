using System.Security.Cryptography;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Personal;

/// <summary>
/// The keys of one store's subjects on disk: a header of 4,096 bytes, then slots of 128. A slot is written twice at most: with its batch at
/// the end of the file when the key is made, and in place when it is destroyed. Not for several threads.
/// </summary>
internal sealed class KeyFile : IDisposable
{
    public const string FileName = "subjects.keys";
    private const string Temporary = FileName + ".tmp";

    private readonly IStorage _storage;
    private readonly Guid _store;
    private readonly SlotFormat _format;
    private readonly HashSet<int> _damaged = [];
    private IStorageFile _file;
    private KeyWrapping _wrapping;

    private KeyFile(IStorage storage, Guid store, IReadOnlyList<ReadOnlyMemory<byte>> masters)
    {
        (_storage, _store, _format) = (storage, store, new(store));
        _file = storage.Open(FileName);
        try
        {
            var header = new byte[KeyFileHeader.Bytes];
            var read = _file.Read(header, 0);
            _wrapping = KeyFileHeader.Read(header.AsSpan(0, read), storage.Describe(FileName), store, masters, out var secrets);
            Secrets = secrets;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>64 bytes: the first half hides tags, the second names subjects.</summary>
    public byte[] Secrets { get; }

    public uint Epoch => _wrapping.Epoch;

    /// <summary>The file of a store's keys, made when it is missing.</summary>
    /// <param name="storage">The directory.</param>
    /// <param name="store">The store.</param>
    /// <param name="masters">The master keys, the newest first. By it a new file is wrapped.</param>
    /// <exception cref="StoreFormatException">It is something else, of another store, or wrapped by another master key.</exception>
    public static KeyFile Open(IStorage storage, Guid store, IReadOnlyList<ReadOnlyMemory<byte>> masters)
    {
        var there = storage.List("");
        if (there.Contains(Temporary)) storage.Delete(Temporary);
        if (!there.Contains(FileName))
        {
            using (var wrapping = new KeyWrapping(masters[0].Span, epoch: 1, store))
            using (var file = storage.Create(Temporary))
            {
                file.Write(KeyFileHeader.Write(store, wrapping, RandomNumberGenerator.GetBytes(KeyFileHeader.SecretBytes)), 0);
                file.Flush();
            }

            storage.Rename(Temporary, FileName);
            storage.SyncDirectory("");
        }

        return new(storage, store, masters);
    }

    /// <summary>
    /// All slots. What a crash left of a batch at the end was never in use: its room is used again, and what lies between keys is made
    /// void, or it would pass for damage once a later batch shows that it was flushed.
    /// </summary>
    public SlotTable Load()
    {
        var table = new SlotTable();
        var flushed = 0;                        // the slots below were flushed, as a later batch tells
        List<int> unreadable = [];
        var bytes = new byte[512 * SlotFormat.Bytes];
        for (long at = KeyFileHeader.Bytes, length = _file.Length; at < length; at += bytes.Length)
        {
            var read = _file.Read(bytes, at);
            for (var o = 0; o + SlotFormat.Bytes <= read; o += SlotFormat.Bytes)
            {
                var number = table.AddFree();
                if (!_format.TryRead(bytes.AsSpan(o, SlotFormat.Bytes), number, out var slot, out var stamp)) unreadable.Add(number);
                else
                {
                    flushed = Math.Max(flushed, stamp.Batch);
                    table.Put(number, slot);
                }
            }
        }

        foreach (var number in unreadable)
            if (number < flushed) _damaged.Add(number);
        table.TrimFree();
        Fill(table, unreadable);
        return table;
    }

    /// <summary>Appends slots as a batch, and flushes: after it, and not before, an event may be sealed by their keys.</summary>
    public void Append(ReadOnlySpan<Slot> slots, int first, long now)
    {
        var bytes = new byte[slots.Length * SlotFormat.Bytes];
        for (var i = 0; i < slots.Length; i++)
            _format.Write(bytes.AsSpan(i * SlotFormat.Bytes, SlotFormat.Bytes), slots[i], first + i, new(now, first));
        _file.Write(bytes, OffsetOf(first));
        _file.Flush();
    }

    /// <summary>Overwrites a key by what says that it was erased, and flushes.</summary>
    public void Destroy(in Slot slot, int number, long now, Guid erasure)
    {
        Span<byte> bytes = stackalloc byte[SlotFormat.Bytes];
        // Its batch is kept: it says what was flushed when the key was made, and no more is known of a slot at the end of the file.
        if (!TryReadStamp(number, bytes, out var stamp)) stamp = new(now, Batch: 0);
        var tombstone = slot with { Key = default, State = SlotState.Erased };
        _format.Write(bytes, tombstone, number, stamp with { Erased = now, Erasure = erasure });
        _file.Write(bytes, OffsetOf(number));
        _file.Flush();
        _damaged.Remove(number);
    }

    /// <summary>Whether the slot is one that was flushed, and is no slot now: torn while it was overwritten, or damaged.</summary>
    public bool IsDamaged(int number) => _damaged.Contains(number);

    /// <exception cref="StoreDamagedException">A slot is not what was written, and no erasure tells why.</exception>
    public void ThrowIfDamaged()
    {
        foreach (var number in _damaged)
            throw new StoreDamagedException(
                _storage.Describe(FileName), OffsetOf(number), $"slot {number} of the key file is not what was written");
    }

    public void Wrap(ReadOnlySpan<byte> key, ref Slot slot) => _wrapping.Wrap(key, ref slot);

    /// <exception cref="StoreDamagedException">It is not what was wrapped.</exception>
    public void Unwrap(in Slot slot, Span<byte> key)
    {
        try
        {
            _wrapping.Unwrap(slot, key);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new StoreDamagedException(_storage.Describe(FileName), 0, $"the key {slot.Id:x16} is not what was wrapped", e);
        }
    }

    /// <summary>
    /// Wraps every key anew, in a file that takes the place of this one: what an older copy of it holds can't be unwrapped any more once
    /// the old master key is destroyed.
    /// </summary>
    public void Rotate(ReadOnlySpan<byte> master, SlotTable table, long now)
    {
        var next = new KeyWrapping(master, _wrapping.Epoch + 1, _store);
        try
        {
            using (var file = _storage.Create(Temporary))
            {
                file.Write(KeyFileHeader.Write(_store, next, Secrets), 0);
                Copy(table, file, next, now);
                file.Flush();
            }

            _storage.Rename(Temporary, FileName);
            _storage.SyncDirectory("");
            var renamed = _storage.Open(FileName);
            _file.Dispose();
            _wrapping.Dispose();
            (_file, _wrapping) = (renamed, next);
        }
        catch
        {
            if (!ReferenceEquals(_wrapping, next)) next.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _wrapping.Dispose();
    }

    private void Copy(SlotTable table, IStorageFile file, KeyWrapping next, long now)
    {
        var bytes = new byte[512 * SlotFormat.Bytes];
        Span<byte> key = stackalloc byte[WrappedKey.KeyBytes], old = stackalloc byte[SlotFormat.Bytes];
        for (var first = 0; first < table.Count; first += 512)
        {
            var count = Math.Min(512, table.Count - first);
            for (var i = 0; i < count; i++)
            {
                ref var slot = ref table[first + i];
                if (slot.State == SlotState.Live)
                {
                    Unwrap(slot, key);
                    next.Wrap(key, ref slot);
                }

                if (!TryReadStamp(first + i, old, out var stamp)) stamp = new(now, Batch: 0);
                var target = bytes.AsSpan(i * SlotFormat.Bytes, SlotFormat.Bytes);
                _format.Write(target, slot, first + i, stamp with { Batch = first + i });       // the file is flushed as a whole
            }

            file.Write(bytes.AsSpan(0, count * SlotFormat.Bytes), OffsetOf(first));
        }

        CryptographicOperations.ZeroMemory(key);
    }

    private void Fill(SlotTable table, List<int> unreadable)
    {
        Span<byte> bytes = stackalloc byte[SlotFormat.Bytes];
        var any = false;
        foreach (var number in unreadable)
        {
            if (number >= table.Count || _damaged.Contains(number)) continue;
            table[number].State = SlotState.Void;
            _format.Write(bytes, table[number], number, default);
            _file.Write(bytes, OffsetOf(number));
            any = true;
        }

        if (any) _file.Flush();
    }

    private bool TryReadStamp(int number, Span<byte> bytes, out SlotStamp stamp)
    {
        stamp = default;
        return _file.Read(bytes, OffsetOf(number)) == SlotFormat.Bytes && _format.TryRead(bytes, number, out _, out stamp);
    }

    private static long OffsetOf(int number) => KeyFileHeader.Bytes + ((long)number * SlotFormat.Bytes);
}
