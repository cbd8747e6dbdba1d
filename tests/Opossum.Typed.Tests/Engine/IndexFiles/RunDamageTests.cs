using System.Globalization;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>
/// The index is derived: whatever becomes of its files, the store opens and every answer is right. And what it knows of the log can't be
/// lost unnoticed.
/// </summary>
public class RunDamageTests
{
    private static readonly OpossumOptions Small = new() { MaxSegmentBytes = 4096, RunsPerMerge = 3 };

    [Fact]
    public async Task Without_its_index_a_store_opens_and_has_it_again()
    {
        using var folder = await FilledAsync();
        folder.DeleteIndex();
        var seen = new List<IndexProgress>();
        var options = new OpossumOptions { MaxSegmentBytes = 4096, RunsPerMerge = 3, IndexProgress = new Progress(seen) };
        await using (var log = await folder.OpenAsync(options))
            await CheckAsync(log);
        Assert.Equal(seen[^1].Total, seen[^1].Segments);
        Assert.True(seen.Count > 10);
        Assert.NotEmpty(Runs(folder));
        await using var again = await folder.OpenAsync(Small);
        await CheckAsync(again);
    }

    [Fact]
    public async Task A_missing_run_in_the_middle_comes_back()
    {
        using var folder = await FilledAsync();
        var covered = Covered(folder);
        File.Delete(Runs(folder)[1]);
        Assert.NotEqual(covered, Covered(folder));
        await using var log = await folder.OpenAsync(Small);
        await CheckAsync(log);
        await Eventually.IsTrueAsync(() => covered.IsSubsetOf(Covered(folder)));
    }

    [Fact]
    public Task A_first_page_that_is_not_what_was_written_changes_no_answer_and_the_run_comes_back() => ComesBackAsync(0);

    [FullTheory, InlineData(1), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public Task A_page_that_is_not_what_was_written_changes_no_answer_and_the_run_comes_back(int page) => ComesBackAsync(page * 4096);

    private static async Task ComesBackAsync(int offset)
    {
        using var folder = await FilledAsync();
        foreach (var path in Runs(folder))
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            if (offset < bytes.Length) bytes[offset + 100] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }

        await using (var log = await folder.OpenAsync(Small))
        {
            for (var i = 0; i < 3; i++) await CheckAsync(log);
            Assert.Null(log.IndexFailure);
        }

        await using var again = await folder.OpenAsync(Small);
        await CheckAsync(again);
    }

    [Fact]
    public async Task Damage_that_is_found_while_a_run_is_rebuilt_is_told()
    {
        using var folder = await FilledAsync();
        await FlipAsync(Runs(folder)[0], 4096 + 100);
        await FlipAsync(Path.Combine(folder.Path, Segment.NameOf(1)), 2000);
        await using var log = await folder.OpenAsync(Small);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await Raw.ReadAsync(log, Query.Tagged(new Tag("m:3"))));
        await Eventually.IsTrueAsync(() => log.IndexFailure is StoreDamagedException);

        static async Task FlipAsync(string path, int offset)
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            bytes[offset] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_run_that_is_cut_short_comes_back()
    {
        using var folder = await FilledAsync();
        foreach (var path in Runs(folder))
            await File.WriteAllBytesAsync(
                path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..^4000],
                TestContext.Current.CancellationToken);
        await using var log = await folder.OpenAsync(Small);
        await CheckAsync(log);
    }

    [Fact]
    public async Task Leftovers_are_deleted_and_strangers_left_alone()
    {
        using var folder = await FilledAsync();
        var index = Path.Combine(folder.Path, RunName.Directory);
        string[] leftovers = [Path.Combine(index, "0000000001-0000000001.run.tmp"), Path.Combine(index, "0000000001-0000000001.run")];
        string[] strangers = [Path.Combine(index, "notes.txt"), Path.Combine(index, "1-2.run")];
        foreach (var path in leftovers.Concat(strangers)) await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);
        await using (var log = await folder.OpenAsync(Small)) await CheckAsync(log);
        Assert.All(leftovers, static path => Assert.False(File.Exists(path)));
        Assert.All(strangers, static path => Assert.Equal("mine", File.ReadAllText(path)));
    }

    [Fact]
    public async Task A_run_of_another_history_is_left_aside()
    {
        using var folder = await FilledAsync();
        using var other = await FilledAsync(5, "lock", folder);
        foreach (var path in Runs(other))
            File.Copy(path, Path.Combine(folder.Path, RunName.Directory, Path.GetFileName(path)), overwrite: true);
        await using var log = await folder.OpenAsync(Small);
        await CheckAsync(log);
    }

    [Fact]
    public async Task A_log_that_ends_before_its_index_is_refused()
    {
        using var folder = await FilledAsync();
        File.Delete(Path.Combine(folder.Path, "store.lock"));          // which knows the head too
        var last = 1;
        while (File.Exists(folder.SegmentPath(last + 1))) last++;
        Assert.True(RunName.TryParse(RunName.Directory + "/" + Path.GetFileName(Runs(folder)[^1]), out var run));
        for (var number = run.Last + 1; number <= last; number++) File.Delete(folder.SegmentPath(number));
        var error = await Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.OpenAsync(Small));
        Assert.Contains("the index knows", error.Message, StringComparison.Ordinal);
        File.Delete(folder.SegmentPath(run.Last));
        error = await Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.OpenAsync(Small));
        Assert.Contains("the index knows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_of_a_segment_that_a_run_knows_is_named_when_it_is_read()
    {
        using var folder = await FilledAsync();
        var bytes = folder.ReadSegment(2);
        var frame = SegmentHeader.Size;
        bytes[frame + FrameHeader.Size + EventRecord.HeaderSize] ^= 1;
        folder.WriteSegment(2, bytes);
        await using var log = await folder.OpenAsync(Small);
        var error = await Assert.ThrowsAsync<StoreDamagedException>(async () => await Raw.ReadAsync(log, Query.All));
        Assert.Equal((folder.SegmentPath(2), frame + FrameHeader.Size), (error.File, (int)error.Offset));
        Assert.Equal(
            folder.SegmentPath(2),
            Assert.Single((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage).File);
    }

    [Fact]
    public async Task A_size_that_is_not_what_was_written_puts_no_other_event_in_its_place()
    {
        using var folder = await FilledAsync();
        var bytes = folder.ReadSegment(2);
        var record = SegmentHeader.Size + FrameHeader.Size;
        var next = record + LogFormat.Align(EventRecord.SizeOf(bytes.AsSpan(record)));
        // as if it took the next one in
        BitConverter.TryWriteBytes(
            bytes.AsSpan(record), next + FrameHeader.Size + EventRecord.SizeOf(bytes.AsSpan(next + FrameHeader.Size)) - record);
        folder.WriteSegment(2, bytes);
        await using var log = await folder.OpenAsync(Small);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await Raw.ReadAsync(log, Query.All));
    }

    [Fact]
    public async Task Verifying_names_a_run_that_does_not_know_its_events()
    {
        using var folder = await FilledAsync();
        var path = Runs(folder)[0];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^4000] ^= 1;              // in the lists
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await using var log = await folder.OpenAsync(Small);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(verification.Damage, damage => damage.File == path);
    }

    [Fact]
    public async Task Verifying_reads_the_file_though_its_pages_are_in_memory()
    {
        using var folder = await FilledAsync();
        await using var log = await folder.OpenAsync(Small);
        for (var i = 0; i < 3; i++) await CheckAsync(log);          // asked for again and again
        var path = Runs(folder)[0];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[4096 + 100] ^= 1;
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.Write(bytes);
        await CheckAsync(log);
        Assert.Contains(
            (await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage, damage => damage.File == path);
    }

    [Fact]
    public async Task An_intact_index_is_verified_without_a_finding()
    {
        using var folder = await FilledAsync();
        await using var log = await folder.OpenAsync(Small);
        Assert.True((await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public async Task Append_keys_are_found_in_runs_after_a_reopen()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync(Small))
            for (var i = 0; i < 200; i++) await log.AppendAsync([Raw.Event("A", "t:" + i), Raw.Event("B")], key: Key(i));
        Assert.NotEmpty(Runs(folder));
        await using var again = await folder.OpenAsync(Small);
        for (var i = 0; i < 200; i += 7)
        {
            Assert.Equal(
                new AppendResult(2 * i + 1, 2 * i + 2), await again.AppendAsync([Raw.Event("A", "t:" + i), Raw.Event("B")], key: Key(i)));
            var reused = await Assert.ThrowsAsync<AppendKeyReusedException>(async () =>
                await again.AppendAsync([Raw.Event("C")], key: Key(i)));
            Assert.Equal(2 * i + 1, reused.Earlier.First);
        }

        Assert.Equal(400, again.Head);

        static AppendKey Key(int i) => new(string.Create(CultureInfo.InvariantCulture, $"key-{i}"));
    }

    private static string[] Runs(StoreFolder folder) =>
        [.. Directory.GetFiles(Path.Combine(folder.Path, RunName.Directory), "*.run").Order(StringComparer.Ordinal)];

    private static HashSet<long> Covered(StoreFolder folder)
    {
        var covered = new HashSet<long>();
        foreach (var path in Runs(folder))
        {
            if (!RunName.TryParse(RunName.Directory + "/" + Path.GetFileName(path), out var run)) continue;
            for (var number = run.First; number <= run.Last; number++) covered.Add(number);
        }

        return covered;
    }

    private static async Task<StoreFolder> FilledAsync(int factor = 1, string? file = null, StoreFolder? twin = null)
    {
        var folder = new StoreFolder();
        if (file is not null) Directory.CreateDirectory(folder.Path);
        if (file is not null) File.Copy(Path.Combine(twin!.Path, "store.lock"), Path.Combine(folder.Path, "store.lock"));
        if (file is not null)
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, "store.lock"),
                string.Join('\n', (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "store.lock")))
                    .Where(static line => line.StartsWith("store ", StringComparison.Ordinal))) + "\n");
        await using var log = await folder.OpenAsync(Small);
        for (var i = 1; i <= 400; i++) await log.AppendAsync([Raw.Event(i % 3 == 0 ? "B" : "A", "t:" + i, "m:" + i * factor % 7)]);
        return folder;
    }

    /// <summary>A condition, a term of one event, one of many, and two together.</summary>
    private static async Task CheckAsync(EmbeddedEventLog log)
    {
        Assert.Equal(400, log.Head);
        Assert.Equal(
            Enumerable.Range(1, 400).Where(static i => i % 7 == 3).Select(static i => (long)i),
            (await Raw.EventsAsync(log, Query.Tagged(new Tag("m:3")))).Select(static e => e.Position));
        Assert.Equal(
            Enumerable.Range(1, 400).Where(static i => i % 21 == 3).Select(static i => (long)i),
            (await Raw.EventsAsync(log, Raw.Item(["B"], "m:3"))).Select(static e => e.Position));
        for (var i = 1; i <= 400; i += 13)
        {
            Assert.Equal(i, Assert.Single(await Raw.EventsAsync(log, Query.Tagged(new Tag("t:" + i)))).Position);
            Assert.Equal(
                i, (await log.TryAppendAsync([Raw.Event("A")], new(new AppendGuard(Query.Tagged(new Tag("t:" + i)))))).Conflict?.Position);
        }

        Assert.Empty(await Raw.EventsAsync(log, Query.Tagged(new Tag("t:401"))));
    }

    private sealed class Progress(List<IndexProgress> seen) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => seen.Add(value);
    }
}
