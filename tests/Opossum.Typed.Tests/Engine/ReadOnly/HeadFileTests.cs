using Opossum.Typed.Engine.HeadFiles;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>The file by which a writer tells others of its head can be anything, and harms no one.</summary>
public class HeadFileTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_byte_of_it_is_wrong_a_reader_shows_what_is_durable()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 100);
        var bytes = await File.ReadAllBytesAsync(folder.Head, Stop);
        Assert.Equal(PublishedHead.FileBytes, bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i % PublishedHead.SlotDistance >= PublishedHead.SlotBytes) continue;
            var wrong = (byte[])bytes.Clone();
            wrong[i] ^= 0x41;
            await File.WriteAllBytesAsync(folder.Head, wrong, Stop);
            await using var reader = await folder.ReadAsync();
            Assert.Equal(100, reader.Head);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(127), InlineData(128), InlineData(600), InlineData(1023), InlineData(5000)]
    public async Task Of_any_length_it_is_made_whole_by_the_next_writer(int length)
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 50);
        var bytes = await File.ReadAllBytesAsync(folder.Head, Stop);
        Array.Resize(ref bytes, length);
        await File.WriteAllBytesAsync(folder.Head, bytes, Stop);
        await using (var alone = await folder.ReadAsync()) Assert.Equal(50, alone.Head);
        await using var second = await folder.WriteAsync();
        await using var reader = await folder.ReadAsync();
        await second.AppendAsync([Beside.Event(1)]);
        Assert.Equal((51, true), (reader.Head, reader.Status.IsConfirmed));
    }

    [Fact]
    public async Task The_next_segment_makes_it_again_after_it_was_deleted()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 10);
        await using var reader = await folder.ReadAsync();
        File.Delete(folder.Head);
        await Beside.AppendAsync(writer, 2_000);
        Assert.True(File.Exists(folder.Head));
        Assert.True(reader.Status.IsConfirmed);
        Assert.Equal(2_010, reader.Head);
    }

    [Fact]
    public async Task Where_it_can_not_be_written_appends_go_on_and_readers_are_a_group_behind()
    {
        using var folder = new Beside();
        Directory.CreateDirectory(folder.Head);
        await using (var writer = await EmbeddedEventLog.OpenAsync(folder.Other, Beside.Small)) await Beside.AppendAsync(writer, 10);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Other))
            if (Path.GetFileName(entry) != HeadFile.Name) Directory.Move(entry, Path.Combine(folder.Store, Path.GetFileName(entry)));
        await using (var writer = await folder.WriteAsync())
        {
            Assert.NotNull(writer.PublicationFailure);
            await Beside.AppendAsync(writer, 20, each: 1);
            await using var reader = await folder.ReadAsync();
            Assert.Equal((29, null, false), (reader.Head, reader.Status.Writer, reader.Status.IsConfirmed));
            Assert.Equal(1, reader.Status.Unproven);
            Directory.Delete(folder.Head);
            await Beside.AppendAsync(writer, 1);
            Assert.Null(writer.PublicationFailure);
            Assert.Equal((31, true), (reader.Status.Head, reader.Status.IsConfirmed));
        }
    }

    [Fact]
    public async Task The_sequence_goes_on_over_all_writers()
    {
        using var folder = new Beside();
        var last = 0L;
        for (var i = 0; i < 3; i++)
        {
            await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 10);
            var page = PublishedHead.Read(await File.ReadAllBytesAsync(folder.Head, Stop))!.Value;
            Assert.Equal((WriterState.Closed, (i + 1) * 10), (page.State, page.Head));
            Assert.InRange(page.Sequence, last + 3, long.MaxValue);
            last = page.Sequence;
        }
    }

    [Fact]
    public async Task It_is_in_no_backup_and_alone_it_makes_no_store()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync())
        {
            await Beside.AppendAsync(writer, 10);
            await writer.BackupAsync(folder.Backup, cancellationToken: Stop);
        }

        Assert.False(File.Exists(Path.Combine(folder.Backup, HeadFile.Name)));
        Directory.CreateDirectory(folder.Other);
        File.Copy(folder.Head, Path.Combine(folder.Other, HeadFile.Name));
        await using var made = await EmbeddedEventLog.OpenAsync(folder.Other);
        Assert.Equal(0, made.Head);
    }
}
