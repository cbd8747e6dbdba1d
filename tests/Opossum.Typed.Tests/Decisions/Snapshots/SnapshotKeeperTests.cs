using System.Text;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Decisions.Snapshots;

/// <summary>The files of snapshots, one step after the other.</summary>
public class SnapshotKeeperTests
{
    private const ulong Seed = 7;

    private static readonly Guid StoreId = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    private static readonly SnapshotKey Key = new(Model(), [new("bin:1"), new("shelf:2")], TagEpoch: 3);

    private readonly MemoryStorage _storage = new();
    private readonly Watermark _watermark = new(100);

    [Fact]
    public void A_snapshot_is_found_after_a_restart()
    {
        Save(Keeper(), Key, position: 50);
        var found = Keeper().Find(Key)!.Value;
        Assert.Equal((50, 5, "state"), (found.Position, found.Events, Encoding.UTF8.GetString(found.State.Span)));
        Assert.Equal(IdAt(50), found.EventId);
    }

    [Fact]
    public void Each_part_of_the_key_tells_snapshots_apart()
    {
        Save(Keeper(), Key, position: 50);
        Assert.Null(Keeper().Find(Key with { Model = Model("Bins.Weight") }));
        Assert.Null(Keeper().Find(Key with { Model = Model(fold: 'b') }));
        Assert.Null(Keeper().Find(Key with { Boundary = [new("bin:1"), new("shelf:3")] }));
        Assert.Null(Keeper().Find(Key with { Boundary = [new("bin:1")] }));
        Assert.Null(Keeper().Find(Key with { TagEpoch = 4 }));
        Assert.NotNull(Keeper().Find(Key));
        Assert.Null(Keeper(Guid.NewGuid()).Find(Key));
    }

    [Fact]
    public void A_file_of_the_right_name_and_another_key_is_not_used()
    {
        foreach (var other in (SnapshotKey[])
        [
            Key with { Model = Model(fold: 'b') }, Key with { TagEpoch = 4 },
            Key with { Boundary = [new("bin:1"), new("shelf:3")] }, Key with { Boundary = [new("bin:1")] }, Key with { Boundary = [] },
            Key with { Boundary = [new("bin:1"), new("shelf:2"), new("shelf:3")] },
        ])
        {
            Put(Key.NameAt(50), State(50).Write(other, StoreId, Seed));
            Assert.Null(Keeper().Find(Key));
        }

        Put(Key.NameAt(50), State(50).Write(Key, Guid.NewGuid(), Seed));
        Assert.Null(Keeper().Find(Key));
        Put(Key.NameAt(50), State(49).Write(Key, StoreId, Seed));
        Assert.Null(Keeper().Find(Key));
        Put(Key.NameAt(50), State(50).Write(Key, StoreId, Seed));
        Assert.NotNull(Keeper().Find(Key));
    }

    [Fact]
    public void A_flipped_byte_or_a_missing_one_is_noticed()
    {
        var bytes = State(50).Write(Key, StoreId, Seed);
        for (var i = 0; i < bytes.Length; i++)
        {
            var torn = bytes.ToArray();
            torn[i] ^= 0x40;
            Assert.False(StoredState.TryRead(torn, Key, StoreId, Seed, out _), $"byte {i}");
            Assert.False(StoredState.TryRead(bytes.AsMemory(0, i), Key, StoreId, Seed, out _), $"{i} bytes");
        }
    }

    [Fact]
    public void A_snapshot_is_used_only_if_the_event_at_its_position_is_still_the_same()
    {
        Save(Keeper(), Key, position: 50);
        Assert.Null(Keeper(idAt: static _ => Guid.NewGuid()).Find(Key));
    }

    [Fact]
    public void A_snapshot_that_is_newer_than_the_log_is_not_used_and_deleted()
    {
        Save(Keeper(), Key, position: 50);
        var older = new SnapshotKeeper(_storage, StoreId, Seed, new(40), IdAt);
        Assert.Null(older.Find(Key));
        StepAll(older);
        Assert.Empty(Files);
    }

    [Fact]
    public void Nothing_is_written_before_it_is_durable()
    {
        var watermark = new Watermark(40);
        var keeper = new SnapshotKeeper(_storage, StoreId, Seed, watermark, IdAt);
        watermark.Publish(60, 45);
        keeper.Offer(new Source(Key, 50));
        Assert.False(keeper.Step());
        Assert.Empty(Files);
        watermark.Publish(60, 50);
        Assert.True(keeper.Step());
        Assert.Single(Files);
    }

    [Fact]
    public void A_newer_snapshot_takes_the_place_of_the_one_before()
    {
        var keeper = Keeper();
        Save(keeper, Key, position: 50);
        Save(keeper, Key, position: 60);
        Assert.Equal([Key.NameAt(60).ToString()], Files);
        Assert.Equal(60, keeper.Find(Key)!.Value.Position);
        keeper.Offer(new Source(Key, 70));
        keeper.Offer(new Source(Key, 65));          // another decision was slower
        StepAll(keeper);
        Assert.Equal([Key.NameAt(70).ToString()], Files);
    }

    [Fact]
    public void Snapshots_of_another_fold_of_the_model_are_deleted_and_those_of_other_models_are_not()
    {
        Save(Keeper(), Key, position: 50);
        Save(Keeper(), Key with { Boundary = [new("bin:2")] }, position: 51);
        Save(Keeper(), Key with { Model = Model("Bins.Weight") }, position: 52);
        var keeper = Keeper();
        Assert.Null(keeper.Find(Key with { Model = Model(fold: 'c') }));
        StepAll(keeper);
        Assert.Equal([(Key with { Model = Model("Bins.Weight") }).NameAt(52).ToString()], Files);
    }

    [Fact]
    public void Those_that_were_written_first_are_deleted_when_there_are_too_many_bytes()
    {
        for (var i = 1; i <= 4; i++) Save(Keeper(most: 3 * 4096), Key with { Boundary = [new($"bin:{i}")] }, position: 50 + i);
        Assert.Equal([52L, 53, 54], Files.Select(static file => SnapshotName.TryParse(file, out var name) ? name.Position : 0).Order());
    }

    [Fact]
    public void What_was_left_half_written_is_deleted()
    {
        Put(Key.NameAt(50).Temporary, [1, 2, 3]);
        var keeper = Keeper();
        Assert.Null(keeper.Find(Key));
        StepAll(keeper);
        Assert.Empty(Files);
    }

    [Fact]
    public void A_damaged_snapshot_is_deleted_and_the_next_one_of_the_same_name_is_kept()
    {
        Put(Key.NameAt(50), [1, 2, 3]);
        var keeper = Keeper();
        Assert.Null(keeper.Find(Key));
        keeper.Offer(new Source(Key, 50));
        StepAll(keeper);
        Assert.NotNull(keeper.Find(Key));
        Assert.NotNull(Keeper().Find(Key));
    }

    [Fact]
    public void A_file_that_others_have_deleted_is_nothing_new()
    {
        var keeper = Keeper();
        Save(keeper, Key, position: 50);
        _storage.Delete(Key.NameAt(50).ToString());
        Assert.Null(keeper.Find(Key));
        Assert.Null(keeper.Work.Failure);
    }

    [Fact]
    public void A_state_that_can_not_be_stored_is_told_of_and_its_model_is_left_alone()
    {
        var keeper = Keeper();
        keeper.Offer(new Source(Key, 50) { Refuses = true });
        Assert.True(keeper.Step());
        Assert.IsType<SnapshotException>(keeper.Work.Failure);
        keeper.Offer(new Source(Key, 60));
        Assert.False(keeper.Step());
        Save(keeper, Key with { Model = Model(fold: 'd') }, position: 60);
        Assert.IsType<SnapshotException>(keeper.Work.Failure);
        Assert.Single(Files);
    }

    [Theory]
    [InlineData("states/0000000a-00000000000000bb-000000cc-000000000000000d", true)]
    [InlineData("states/0000000a-00000000000000bb-000000cc-000000000000000d.tmp", true)]
    [InlineData("states/0000000A-00000000000000bb-000000cc-000000000000000d", false)]
    [InlineData("states/0000000a-00000000000000bb-000000cc-0000000000000000", false)]
    [InlineData("states/0000000a-00000000000000bb-000000cc-ffffffffffffffff", false)]
    [InlineData("states/0000000a-00000000000000bb-000000cc-00000000000000d", false)]
    [InlineData("state/00000000a-00000000000000bb-000000cc-000000000000000d", false)]
    [InlineData("states/notes.txt", false)]
    public void Names_of_snapshots_are_known(string file, bool isOurs)
    {
        Assert.Equal(isOurs, SnapshotName.IsOurs(file));
        if (isOurs && SnapshotName.TryParse(file, out var name)) Assert.Equal(new(10, 187, 204, 13), name);
    }

    [Fact]
    public void The_name_tells_of_all_that_its_snapshots_differ_by_but_the_store_and_the_tag_epoch()
    {
        var name = Key.NameAt(50);
        Assert.Equal(name, (Key with { TagEpoch = 9 }).NameAt(50));
        Assert.NotEqual(name.Model, (Key with { Model = Model("Other") }).NameAt(50).Model);
        Assert.NotEqual(name.Fold, (Key with { Model = Model(fold: 'x') }).NameAt(50).Fold);
        Assert.NotEqual(name.Boundary, (Key with { Boundary = [new("shelf:2"), new("bin:1")] }).NameAt(50).Boundary);
        Assert.InRange($"/{name.Temporary}".Length, 1, StorePaths.LongestName);
    }

    private IEnumerable<string> Files => _storage.List(SnapshotName.Directory);

    private SnapshotKeeper Keeper(Guid? storeId = null, Func<long, Guid>? idAt = null, long most = SnapshotKeeper.MostBytes) =>
        new(_storage, storeId ?? StoreId, Seed, _watermark, idAt ?? IdAt) { Most = most };

    private static void Save(SnapshotKeeper keeper, SnapshotKey key, long position)
    {
        keeper.Offer(new Source(key, position));
        StepAll(keeper);
    }

    private static void StepAll(SnapshotKeeper keeper)
    {
        while (keeper.Step()) { }
    }

    private void Put(SnapshotName name, byte[] bytes) => Put(name.ToString(), bytes);

    private void Put(string name, byte[] bytes)
    {
        using var file = _storage.Create(name);
        file.Write(bytes, 0);
    }

    private static StoredState State(long position) => new(position, IdAt(position), 5, "state"u8.ToArray());

    private static SnapshotModel Model(string name = "Bins.Content", char fold = 'a') => new(name, new(fold, 32));

    private static Guid IdAt(long position) => new((int)position, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]);

    private sealed record Source(SnapshotKey SnapshotKey, long Position) : ISnapshotSource
    {
        public bool Refuses { get; init; }

        public long Events => 5;

        public byte[] Encode() => Refuses ? throw new SnapshotException(SnapshotKey.Model.Name, why: null) : "state"u8.ToArray();
    }
}
