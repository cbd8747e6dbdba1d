using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Storage;

/// <summary>Paths that a store can't have, and what is said instead of making something there.</summary>
public class StorePathTests
{
    [Fact]
    public async Task At_the_root_of_a_mount_a_new_store_says_to_go_below_it()
    {
        using var folder = new StoreFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "lost+found"));
        var error = await Assert.ThrowsAsync<StoreFormatException>(async () => await folder.OpenAsync());
        Assert.Contains(
            $"Choose a directory below the mount point, such as '{Path.Combine(folder.Path, "store")}'", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(["lost+found"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_store_that_is_at_the_root_of_a_mount_opens()
    {
        using var folder = new StoreFolder();
        await using (await folder.OpenAsync()) { }
        Directory.CreateDirectory(Path.Combine(folder.Path, "lost+found"));
        await using var log = await folder.OpenAsync();
    }

    [Theory, InlineData(@"D:\Data"), InlineData("d:"), InlineData("D:/Data"), InlineData(@"\\server\share"), InlineData(@"data\orders")]
    public async Task A_path_of_Windows_is_refused_elsewhere_and_nothing_is_made(string path)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("it is a path here");
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await EmbeddedEventLog.OpenAsync(path));
        Assert.Contains($"'{path}' is a path of Windows", error.Message, StringComparison.Ordinal);
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.BackupAsync(path));
        Assert.False(Path.Exists(path));
    }

    [Theory, InlineData("/data/a\\b"), InlineData("data"), InlineData("./d:"), InlineData("ab:c")]
    public void Other_paths_are_not_of_Windows(string path) => Assert.False(StorePaths.IsOfWindows(path));

    [Fact]
    public async Task A_path_too_long_for_the_files_below_it_is_refused_before_anything_is_made()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("PATH_MAX is Linux's");
        using var folder = new StoreFolder();
        var (longest, tooLong) = (PathOf(folder, 4095 - StorePaths.LongestName), PathOf(folder, 4096 - StorePaths.LongestName));
        var error = await Assert.ThrowsAsync<StoreAccessException>(async () => await EmbeddedEventLog.OpenAsync(tooLong));
        Assert.Contains("Choose a shorter one", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path));

        await using var log = await EmbeddedEventLog.OpenAsync(longest, new() { MaxSegmentBytes = 16 << 10 });
        for (var i = 0; i < 60; i++) await log.AppendAsync([new EventData("A", new byte[1000])]);
        Assert.Equal(60, (await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Events);
        Assert.All(Directory.EnumerateFiles(Path.Combine(longest, "events")), file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public async Task A_part_of_a_path_that_is_too_long_for_the_file_system_is_refused_when_opening()
    {
        using var folder = new StoreFolder();
        var path = Path.Combine(folder.Path, new string('x', 300));
        await Assert.ThrowsAsync<StoreAccessException>(async () => await EmbeddedEventLog.OpenAsync(path));
    }

    [Fact]
    public void No_name_in_a_store_is_longer_than_what_is_left_for_it()
    {
        string[] longest =
        [
            StagedName.OfCopy(RunName.Of(new(long.MaxValue, long.MaxValue))),
            StagedName.OfCopy(Segment.NameOf(long.MaxValue)), Segment.ProbeName, StoreLock.FileName,
        ];
        Assert.All(longest, static name => Assert.InRange(name.Length + 1, 1, StorePaths.LongestName));
    }

    private static string PathOf(StoreFolder folder, int length)
    {
        const int Part = 200;
        var path = folder.Path;
        while (length - path.Length > Part + 2) path = Path.Combine(path, new string('x', Part));
        return Path.Combine(path, new string('x', length - path.Length - 1));
    }
}
