using System.Runtime.InteropServices;

namespace Opossum.Typed.Tests.Engine.Storage;

/// <summary>Who may read what a store makes.</summary>
public class FileModeTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode GroupsFile = OwnersFile | UnixFileMode.GroupRead;
    private const UnixFileMode GroupsDirectory = OwnersDirectory | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    [Theory, InlineData(StoreAccess.Owner, OwnersFile, OwnersDirectory), InlineData(StoreAccess.OwnerAndGroup, GroupsFile, GroupsDirectory)]
    public async Task Every_file_that_is_made_has_the_mode_that_was_asked_for(StoreAccess access, UnixFileMode file, UnixFileMode directory)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes");
        using var folder = new StoreFolder();
        var (store, backup) = (Path.Combine(folder.Path, "a", "store"), Path.Combine(folder.Path, "b", "backup"));
        var options = new OpossumOptions { MaxSegmentBytes = 16 << 10, RunsPerMerge = 2, Access = access };
        await using (var log = await EmbeddedEventLog.OpenAsync(store, options))
        {
            for (var i = 0; i < 100; i++) await log.AppendAsync([new EventData("A", new byte[1000], new Tag("n:" + i))]);
            await log.BackupAsync(backup, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using (var log = await EmbeddedEventLog.OpenAsync(store, options))
        {
            for (var i = 0; i < 100; i++) await log.AppendAsync([new EventData("A", new byte[1000])]);
            await log.BackupAsync(backup, cancellationToken: TestContext.Current.CancellationToken);
        }

        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToArray();
        Assert.Contains(files, static path => path.EndsWith(".run", StringComparison.Ordinal));
        Assert.InRange(files.Length, 20, int.MaxValue);
        Assert.All(files, path => Assert.Equal((path, file), (path, ModeOf(path))));
        var directories = Directory.EnumerateDirectories(folder.Path, "*", SearchOption.AllDirectories);
        Assert.All(directories.Prepend(folder.Path), path => Assert.Equal((path, directory), (path, ModeOf(path))));
    }

    [Fact]
    public async Task A_file_that_was_left_over_with_another_mode_is_made_with_the_right_one()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes");
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        var left = folder.SegmentPath(1) + ".tmp";
        await File.WriteAllTextAsync(left, "half", TestContext.Current.CancellationToken);
        SetMode(left, GroupsFile | UnixFileMode.OtherRead);
        await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal(OwnersFile, ModeOf(folder.SegmentPath(1)));
    }

    [Fact]
    public async Task What_was_there_keeps_its_mode_and_the_store_opens()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes");
        const UnixFileMode Everyones = GroupsDirectory | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync()) await log.AppendAsync([Raw.Event("A")]);
        foreach (var path in (string[])[folder.Path, Path.Combine(folder.Path, "events")]) SetMode(path, Everyones);
        await using var again = await folder.OpenAsync();
        await again.AppendAsync([Raw.Event("A")]);
        Assert.Equal((Everyones, Everyones), (ModeOf(folder.Path), ModeOf(Path.Combine(folder.Path, "events"))));
    }

    [Fact]
    public async Task Directories_below_one_that_passes_on_its_group_pass_it_on_too()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the setgid bit of directories is Linux's");
        using var folder = new StoreFolder();
        Directory.CreateDirectory(folder.Path);
        SetMode(folder.Path, OwnersDirectory | UnixFileMode.SetGroup);
        await using var log = await EmbeddedEventLog.OpenAsync(
            Path.Combine(folder.Path, "store"), new() { Access = StoreAccess.OwnerAndGroup });
        Assert.Equal(GroupsDirectory | UnixFileMode.SetGroup, ModeOf(Path.Combine(folder.Path, "store", "events")));
    }

    [Theory]
    [InlineData(0x000, StoreAccess.Owner, OwnersFile, OwnersDirectory)]
    [InlineData(0x03F, StoreAccess.OwnerAndGroup, GroupsFile, GroupsDirectory)]
    public async Task The_umask_changes_nothing(int umask, StoreAccess access, UnixFileMode file, UnixFileMode directory)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no umask");
        using var folder = new StoreFolder();
        var before = SetUmask(umask);               // of the whole process; no other test depends on it
        try
        {
            await using var log = await folder.OpenAsync(new() { Access = access });
            await log.AppendAsync([Raw.Event("A")]);
        }
        finally
        {
            _ = SetUmask(before);
        }

        Assert.Equal(
            (file, directory, directory),
            (ModeOf(folder.SegmentPath(1)), ModeOf(folder.Path), ModeOf(Path.Combine(folder.Path, "events"))));
    }

    [Fact]
    public async Task An_access_that_is_none_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await EmbeddedEventLog.OpenAsync("unused", new() { Access = (StoreAccess)7 }));

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetUmask(int mask);
}
