using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Storage;

public class StorageProbeTests
{
    [Theory]
    [InlineData(0xEF53, "ext2/3/4", FileSystemKind.Disk), InlineData(0x58465342, "xfs", FileSystemKind.Disk)]
    [InlineData(0x9123683E, "btrfs", FileSystemKind.CopyOnWrite)]
    [InlineData(0x01021994, "tmpfs", FileSystemKind.Memory), InlineData(0x6969, "nfs", FileSystemKind.Network)]
    [InlineData(0xFF534D42, "cifs", FileSystemKind.Network)]
    [InlineData(0x794C7630, "overlayfs", FileSystemKind.Overlay), InlineData(0x65735546, "fuse", FileSystemKind.Unknown)]
    [InlineData(1, "unknown", FileSystemKind.Unknown)]
    public void A_file_system_is_known_by_its_number(uint magic, string name, FileSystemKind kind) =>
        Assert.Equal(new(name, kind), FileSystem.OfMagic(magic));

    [Theory, InlineData("1\n", true), InlineData("0\n", false), InlineData("", null), InlineData(null, null), InlineData("2", null)]
    public void Rotational_is_read(string? text, bool? expected) => Assert.Equal(expected, BlockDevice.ParseRotational(text));

    [Theory, InlineData("write back\n", true), InlineData("write through\n", false), InlineData("none", null), InlineData(null, null)]
    public void The_write_cache_is_read(string? text, bool? expected) => Assert.Equal(expected, BlockDevice.ParseWriteCache(text));

    [Fact]
    public void A_partition_has_the_queue_of_its_disk()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs symbolic links");
        using var folder = new StoreFolder();
        var disk = Path.Combine(folder.Path, "devices", "sda");
        Write(Path.Combine(disk, "queue", "rotational"), "1\n");
        Write(Path.Combine(disk, "queue", "write_cache"), "write back\n");
        Write(Path.Combine(disk, "sda1", "partition"), "1\n");
        var block = Directory.CreateDirectory(Path.Combine(folder.Path, "block")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(block, "8:0"), disk);
        Directory.CreateSymbolicLink(Path.Combine(block, "8:1"), Path.Combine(disk, "sda1"));
        Assert.Equal(new(true, true), BlockDevice.Of(8, 0, block));
        Assert.Equal(new(true, true), BlockDevice.Of(8, 1, block));
        Assert.Equal(default, BlockDevice.Of(8, 2, block));
    }

    [Theory]
    [InlineData(FileSystemKind.Disk, 100, "")]
    [InlineData(FileSystemKind.Disk, 10, "")]
    [InlineData(FileSystemKind.Unknown, 100, "")]
    [InlineData(FileSystemKind.CopyOnWrite, 100, "")]
    [InlineData(FileSystemKind.Disk, 9, "ImplausiblyFastFlush")]
    [InlineData(FileSystemKind.Unknown, 9, "ImplausiblyFastFlush")]
    [InlineData(FileSystemKind.Memory, 1, "MemoryFileSystem")]
    [InlineData(FileSystemKind.Network, 1000, "NetworkFileSystem")]
    [InlineData(FileSystemKind.Overlay, 100, "OverlayFileSystem")]
    [InlineData(FileSystemKind.Overlay, 1, "OverlayFileSystem ImplausiblyFastFlush")]
    public void Warnings_follow_from_the_profile(FileSystemKind kind, double medianMicroseconds, string expected)
    {
        var profile = new StorageProfile(
            "somefs", kind, null, null, TimeSpan.FromMicroseconds(medianMicroseconds), TimeSpan.FromMilliseconds(1));
        Assert.Equal(expected, string.Join(' ', profile.Warnings.Select(static warning => warning.Kind)));
        Assert.All(profile.Warnings, warning => Assert.Contains(
            warning.Kind == StorageWarningKind.ImplausiblyFastFlush ? "µs" : "somefs", warning.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FileSystemKind.Unknown, false), InlineData(FileSystemKind.Disk, false), InlineData(FileSystemKind.Memory, false)]
    [InlineData(FileSystemKind.Network, false), InlineData(FileSystemKind.Overlay, false), InlineData(FileSystemKind.CopyOnWrite, true)]
    public void Segments_are_filled_with_zeros_except_where_every_block_goes_to_a_new_place(FileSystemKind kind, bool lengthOnly) =>
        Assert.Equal(lengthOnly ? SegmentRoom.Length : SegmentRoom.Zeros, SegmentRooms.For(kind));

    [Theory, InlineData(FileSystemKind.CopyOnWrite, 0), InlineData(FileSystemKind.Disk, 1)]
    public async Task A_segment_is_prepared_as_its_file_system_wants_it(FileSystemKind kind, int writes)
    {
        var storage = new DescribedStorage(kind);
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        var calls = storage.Watched.TakeCalls();
        Assert.Equal(writes, calls.Count(static call => call == "write events/0000000001.seg.tmp"));
        Assert.Contains("flush events/0000000001.seg.tmp", calls);
        using var file = storage.Open(Segment.NameOf(1));
        Assert.Equal(1 << 20, file.Length);
    }

    [Fact]
    public async Task The_probe_flushes_sixteen_times_the_same_block_and_leaves_nothing_behind()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        storage.TakeCalls();
        await log.ProbeStorageAsync(TestContext.Current.CancellationToken);
        var calls = storage.TakeCalls();
        Assert.Equal(17, calls.Count(static call => call == "flush events/flush-probe.tmp"));
        Assert.Equal("delete events/flush-probe.tmp", calls[^1]);
        Assert.Empty(storage.List("events"));
    }

    [Fact]
    public async Task Opening_does_not_probe()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        Assert.DoesNotContain(storage.TakeCalls(), static call => call.Contains("probe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_probe_that_fails_throws_and_harms_nothing()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        storage.Before = static call =>
        {
            if (call == "flush events/flush-probe.tmp") throw new IOException("no space left");
        };
        await Assert.ThrowsAsync<IOException>(async () => await log.ProbeStorageAsync());
        Assert.Empty(storage.List("events"));
        Assert.Equal(1, (await log.AppendAsync([Raw.Event("A")])).First);
    }

    [Fact]
    public async Task A_probe_that_was_left_over_is_removed_and_is_not_taken_for_somebody_elses()
    {
        using var folder = new StoreFolder();
        var left = Path.Combine(folder.Path, "events", "flush-probe.tmp");
        Write(left, "half");
        await using var log = await folder.OpenAsync();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_store_in_memory_says_so()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var profile = await log.ProbeStorageAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ("memory", FileSystemKind.Memory, null, null), (profile.FileSystem, profile.Kind, profile.IsRotational, profile.HasWriteCache));
        Assert.Equal(StorageWarningKind.MemoryFileSystem, Assert.Single(profile.Warnings).Kind);
    }

    [Fact]
    public async Task This_machines_disk_is_found()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("statfs and /sys are Linux");
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        var profile = await log.ProbeStorageAsync(TestContext.Current.CancellationToken);
        // .NET's own name, by a way of its own.
        var name = new DriveInfo(folder.Path).DriveFormat;
        if (name is not ("ext4" or "xfs" or "btrfs" or "tmpfs" or "overlay" or "overlayfs"))
            Assert.Skip($"a temporary directory on {name}");
        Assert.Contains(name.Replace("ext4", "ext2/3/4", StringComparison.Ordinal), profile.FileSystem, StringComparison.Ordinal);
        Assert.InRange(profile.MedianFlush, TimeSpan.FromTicks(1), profile.SlowestFlush);
        if (profile.Kind == FileSystemKind.Disk && Directory.Exists("/sys/dev/block")) Assert.NotNull(profile.HasWriteCache);
    }

    [Fact]
    public async Task A_tmpfs_is_warned_of()
    {
        using var disk = SmallDisk.OfMegabytes(16);
        await using var log = await EmbeddedEventLog.OpenAsync(disk.StorePath, cancellationToken: TestContext.Current.CancellationToken);
        var profile = await log.ProbeStorageAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("tmpfs", FileSystemKind.Memory), (profile.FileSystem, profile.Kind));
        Assert.Equal(StorageWarningKind.MemoryFileSystem, Assert.Single(profile.Warnings).Kind);
    }

    [Fact]
    public async Task A_containers_own_layer_is_warned_of()
    {
        using var disk = SmallDisk.Overlay();
        await using var log = await EmbeddedEventLog.OpenAsync(disk.StorePath, cancellationToken: TestContext.Current.CancellationToken);
        var profile = await log.ProbeStorageAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("overlayfs", FileSystemKind.Overlay), (profile.FileSystem, profile.Kind));
        Assert.Contains(profile.Warnings, static warning => warning.Kind == StorageWarningKind.OverlayFileSystem);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>A storage that claims to be of a kind.</summary>
    private sealed class DescribedStorage(FileSystemKind kind) : IStorage, IDescribedStorage
    {
        public WatchedStorage Watched { get; } = new();

        public FileSystem FileSystem => new("somefs", kind);

        public BlockDevice Device => default;

        public string Location => Watched.Location;

        public FilePool Handles => Watched.Handles;

        public string Describe(string name) => Watched.Describe(name);

        public IReadOnlyList<string> List(string directory) => Watched.List(directory);

        public IStorageFile Open(string name) => Watched.Open(name);

        public string? IdentityOf(string name) => Watched.IdentityOf(name);

        public IStorageFile Create(string name) => Watched.Create(name);

        public void Rename(string from, string to) => Watched.Rename(from, to);

        public bool TryLink(IStorage from, string existing, string name) => false;

        public void Delete(string name) => Watched.Delete(name);

        public void SyncDirectory(string directory) => Watched.SyncDirectory(directory);

        public IStorageFile Lock(string name) => Watched.Lock(name);
    }
}
