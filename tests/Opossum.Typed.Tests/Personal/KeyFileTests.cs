using System.Security.Cryptography;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Personal;

namespace Opossum.Typed.Tests.Personal;

public class KeyFileTests
{
    private static readonly Guid Store = new("0198a1f0-0000-7000-8000-000000000001");
    private static readonly byte[] Master = [.. Enumerable.Range(1, MasterKey.Bytes).Select(static i => (byte)i)];
    private static readonly byte[] NextMaster = [.. Enumerable.Range(101, MasterKey.Bytes).Select(static i => (byte)i)];

    private readonly MemoryStorage _storage = new();

    [Fact]
    public void Keys_are_found_again_after_the_file_was_closed()
    {
        var keys = Append(3);
        using var file = Open();
        var table = file.Load();
        Assert.Equal(3, table.Count);
        foreach (var (slot, key) in keys)
        {
            var found = table[table.FindId(slot.Id)];
            Assert.Equal(SlotState.Live, found.State);
            Assert.Equal(table.FindId(slot.Id), table.FindSubject(slot.Subject));
            Assert.Equal(key, Unwrapped(file, found));
        }
    }

    [Fact]
    public void A_destroyed_key_is_a_tombstone_and_its_bytes_are_gone()
    {
        var keys = Append(2);
        using (var file = Open()) file.Destroy(file.Load()[1], 1, now: 5, Guid.NewGuid());
        var bytes = Bytes();
        Assert.True(bytes.AsSpan().IndexOf(Wrapped(keys[0].Slot)) > 0);
        Assert.True(bytes.AsSpan().IndexOf(Wrapped(keys[1].Slot)) < 0);
        using var again = Open();
        var table = again.Load();
        Assert.Equal(SlotState.Erased, table[1].State);
        Assert.Equal(1, table.FindId(keys[1].Slot.Id));
    }

    [Fact]
    public void The_keys_of_another_store_are_refused()
    {
        Append(1);
        var refused = Assert.Throws<StoreFormatException>(() => KeyFile.Open(_storage, Guid.NewGuid(), [Master]));
        Assert.Contains("has the keys of the store " + Store, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_master_key_is_refused_and_the_message_says_which_epoch_is_missing()
    {
        Append(1);
        var refused = Assert.Throws<StoreFormatException>(() => KeyFile.Open(_storage, Store, [NextMaster]));
        Assert.Contains("master key of epoch 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_the_old_master_key_opens_nothing_and_the_new_one_every_key()
    {
        var keys = Append(700);
        var before = Bytes();
        using (var file = Open())
        {
            var table = file.Load();
            file.Destroy(table[1], 1, now: 5, Guid.NewGuid());
            table[1] = table[1] with { State = SlotState.Erased, Key = default };
            file.Rotate(NextMaster, table, now: 6);
            Assert.Equal(keys[699].Key, Unwrapped(file, table[699]));       // the open file goes on with the new one
        }

        Assert.Throws<StoreFormatException>(() => KeyFile.Open(_storage, Store, [Master]));
        using var again = KeyFile.Open(_storage, Store, [NextMaster, Master]);
        Assert.Equal(2u, again.Epoch);
        var rotated = again.Load();
        Assert.Equal(SlotState.Erased, rotated[1].State);
        Assert.Equal(keys[699].Key, Unwrapped(again, rotated[699]));
        var copies = keys.Where(static (_, i) => i != 1).Count(key => Bytes().AsSpan().IndexOf(Wrapped(key.Slot)) > 0);
        Assert.Equal(0, copies);
        Assert.True(before.AsSpan().IndexOf(Wrapped(keys[699].Slot)) > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2048)]
    public void One_copy_of_the_header_is_enough(int damaged)
    {
        var keys = Append(1);
        Change(damaged + 40, static b => (byte)(b ^ 1));
        using var file = Open();
        Assert.Equal(keys[0].Key, Unwrapped(file, file.Load()[0]));
    }

    [Fact]
    public void Without_a_copy_of_the_header_the_file_is_damaged()
    {
        Append(1);
        Change(40, static b => (byte)(b ^ 1));
        Change(2088, static b => (byte)(b ^ 1));
        Assert.Throws<StoreDamagedException>(Open);
    }

    [Fact]
    public void A_slot_that_was_flushed_and_is_another_now_is_damage()
    {
        Append(2);
        Append(1);              // this batch tells that the first one was flushed
        for (var at = 0; at < SlotFormat.Bytes; at++)
        {
            Change(KeyFileHeader.Bytes + at, static b => (byte)(b ^ 1));
            using (var file = Open())
            {
                file.Load();
                Assert.Throws<StoreDamagedException>(file.ThrowIfDamaged);
            }

            Change(KeyFileHeader.Bytes + at, static b => (byte)(b ^ 1));
        }

        using var whole = Open();
        whole.Load();
        whole.ThrowIfDamaged();
    }

    [Fact]
    public void What_a_crash_tore_of_the_last_batch_is_no_damage_then_nor_after_a_later_batch()
    {
        Append(2);
        var torn = Append(3);
        Change(KeyFileHeader.Bytes + (3 * SlotFormat.Bytes) + 70, static b => (byte)~b);        // the middle one of the three
        using (var file = Open())
        {
            var table = file.Load();
            Assert.Equal((5, SlotState.Void), (table.Count, table[3].State));
            Assert.Equal(-1, table.FindId(torn[1].Slot.Id));
        }

        var later = Append(1);
        using var again = Open();
        var loaded = again.Load();
        again.ThrowIfDamaged();
        Assert.Equal(later[0].Key, Unwrapped(again, loaded[5]));
        Assert.Equal(torn[2].Key, Unwrapped(again, loaded[4]));
    }

    [Fact]
    public void The_end_of_a_torn_batch_is_room_for_the_next_one()
    {
        Append(2);
        Append(2);
        Change(KeyFileHeader.Bytes + (3 * SlotFormat.Bytes), static b => (byte)~b);
        using (var file = Open()) Assert.Equal(3, file.Load().Count);
        var next = Append(1);
        using var again = Open();
        Assert.Equal(3, again.Load().FindId(next[0].Slot.Id));
    }

    [Fact]
    public void A_slot_at_another_place_is_none()
    {
        Append(2);
        Append(1);
        var bytes = Bytes();
        var (first, second) = (KeyFileHeader.Bytes, KeyFileHeader.Bytes + SlotFormat.Bytes);
        using (var raw = _storage.Open(KeyFile.FileName)) raw.Write(bytes.AsSpan(second, SlotFormat.Bytes), first);
        using var file = Open();
        file.Load();
        Assert.Throws<StoreDamagedException>(file.ThrowIfDamaged);
    }

    private KeyFile Open() => KeyFile.Open(_storage, Store, [Master]);

    private List<(Slot Slot, byte[] Key)> Append(int count)
    {
        using var file = Open();
        var table = file.Load();
        var slots = new Slot[count];
        List<(Slot, byte[])> made = [];
        for (var i = 0; i < count; i++)
        {
            var key = RandomNumberGenerator.GetBytes(WrappedKey.KeyBytes);
            slots[i] = new()
            {
                Id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
                Subject = new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), (ulong)i),
                State = SlotState.Live,
            };
            file.Wrap(key, ref slots[i]);
            made.Add((slots[i], key));
        }

        file.Append(slots, table.Count, now: 1);
        return made;
    }

    private static byte[] Unwrapped(KeyFile file, in Slot slot)
    {
        var key = new byte[WrappedKey.KeyBytes];
        file.Unwrap(slot, key);
        return key;
    }

    private static byte[] Wrapped(Slot slot) => ((ReadOnlySpan<byte>)slot.Key).ToArray();

    private byte[] Bytes()
    {
        using var raw = _storage.Open(KeyFile.FileName);
        var bytes = new byte[raw.Length];
        raw.Read(bytes, 0);
        return bytes;
    }

    private void Change(long at, Func<byte, byte> change)
    {
        using var raw = _storage.Open(KeyFile.FileName);
        var bytes = new byte[1];
        raw.Read(bytes, at);
        bytes[0] = change(bytes[0]);
        raw.Write(bytes, at);
    }
}
