using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>Files that are no snapshot of what they are called, each of which must be left out.</summary>
internal static class SnapshotHunt
{
    private const ulong Seed = 7;

    private static readonly Guid StoreId = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    private static readonly SnapshotKey Key = new(new("Till", new('a', 32)), [new("till:1")], TagEpoch: 1);

    public static void Run()
    {
        WriteTooEarly();
        if (!IsUsed(Key, StoreId, State(5))) throw new InvalidOperationException("a snapshot that is right is left out");
        Refuse("another boundary", Key with { Boundary = [new("till:2")] }, StoreId, State(5));
        Refuse("another fold", Key with { Model = new("Till", new('b', 32)) }, StoreId, State(5));
        Refuse("another tag epoch", Key with { TagEpoch = 0 }, StoreId, State(5));
        Refuse("another store", Key, Guid.NewGuid(), State(5));
        Refuse("another position than its name says", Key, StoreId, State(4));
        Refuse("another history", Key, StoreId, State(5) with { EventId = Guid.NewGuid() });
        RefuseNewer();
        RefuseFlipped();
    }

    private static void WriteTooEarly()
    {
        var (storage, watermark) = (new MemoryStorage(), new Watermark(3));
        watermark.Publish(5, 4);
        var keeper = new SnapshotKeeper(storage, StoreId, Seed, watermark, IdAt);
        keeper.Offer(new Source(5));
        while (keeper.Step()) { }
        if (storage.List(SnapshotName.Directory).Count > 0)
            throw new InvalidOperationException("a snapshot is written before its events are durable");
    }

    private static void RefuseNewer()
    {
        var storage = new MemoryStorage();
        Put(storage, State(5).Write(Key, StoreId, Seed));
        if (new SnapshotKeeper(storage, StoreId, Seed, new(4), IdAt).Find(Key) is not null)
            throw new InvalidOperationException("a snapshot is used that is newer than the log");
    }

    private static void RefuseFlipped()
    {
        var bytes = State(5).Write(Key, StoreId, Seed);
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = bytes.ToArray();
            flipped[i] ^= 1;
            if (IsUsed(flipped)) throw new InvalidOperationException($"a snapshot whose byte {i} was flipped is used");
        }
    }

    private static void Refuse(string what, SnapshotKey key, Guid storeId, StoredState state)
    {
        if (IsUsed(key, storeId, state)) throw new InvalidOperationException($"a snapshot of {what} is used");
    }

    private static bool IsUsed(SnapshotKey key, Guid storeId, StoredState state) => IsUsed(state.Write(key, storeId, Seed));

    private static bool IsUsed(byte[] bytes)
    {
        var storage = new MemoryStorage();
        Put(storage, bytes);
        return new SnapshotKeeper(storage, StoreId, Seed, new(9), IdAt).Find(Key) is not null;
    }

    private static void Put(MemoryStorage storage, byte[] bytes)
    {
        using var file = storage.Create(Key.NameAt(5).ToString());
        file.Write(bytes, 0);
    }

    private static StoredState State(long position) => new(position, IdAt(position), 2, "[1]"u8.ToArray());

    private static Guid IdAt(long position) => new((int)position, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]);

    private sealed record Source(long Position) : ISnapshotSource
    {
        public SnapshotKey SnapshotKey => Key;

        public long Events => 2;

        public byte[] Encode() => "[1]"u8.ToArray();
    }
}
