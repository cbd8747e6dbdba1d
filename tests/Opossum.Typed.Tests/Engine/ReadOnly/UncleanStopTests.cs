using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>After a writer ended without closing the store, only what proves itself is shown.</summary>
public class UncleanStopTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_head_file_all_that_was_acknowledged_is_shown_and_without_it_all_but_the_last_group()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 100, each: 4);

        var before = Beside.Fingerprint(folder.Other);
        await using (var reader = await folder.ReadAsync(folder.Other))
        {
            Assert.Equal((100, 0, WriterState.Open), (reader.Head, reader.Status.Unproven, reader.Status.Writer));
        }

        Assert.Equal(before, Beside.Fingerprint(folder.Other));
        File.Delete(Path.Combine(folder.Other, "store.head"));
        await using (var reader = await folder.ReadAsync(folder.Other))
        {
            Assert.Equal((96, 4), (reader.Head, reader.Status.Unproven));
            Assert.Equal(96, (await Beside.IdsAsync(reader)).Count);
        }

        await using var recovered = await EmbeddedEventLog.OpenAsync(folder.Other);
        Assert.Equal(100, recovered.Head);
    }

    [Fact]
    public async Task A_head_file_that_can_not_be_read_is_told_of()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 100, each: 4);

        var head = Path.Combine(folder.Other, "store.head");
        File.Delete(head);
        await using var reader = await folder.ReadAsync(folder.Other);
        Assert.Null(reader.Status.Failure);
        Directory.CreateDirectory(head);
        var status = reader.Status;
        Assert.Equal(96, status.Head);
        Assert.IsType<StoreAccessException>(status.Failure);
        Assert.Contains(head, status.Failure.Message, StringComparison.Ordinal);
        Directory.Delete(head);
        Assert.Null(reader.Status.Failure);
    }

    [Fact]
    public async Task What_a_recovery_cuts_was_not_shown_and_the_reader_goes_on()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 100);

        await using var reader = await folder.ReadAsync(folder.Other);
        var (_, end) = reader.Engine.Observer.Shown;
        Overwrite(folder.Other, end.Segment, end.Offset, [.. Enumerable.Range(1, 3000).Select(static i => (byte)i)]);
        using var follower = reader.Follow(Query.All);
        var seen = await Beside.FollowAsync(follower, 100);
        for (var i = 0; i < 5; i++) Assert.Equal(100, reader.Status.Head);
        await using var recovered = await EmbeddedEventLog.OpenAsync(folder.Other, Beside.Small);
        Assert.Equal(3000, recovered.Recovery.CutBytes);
        await Beside.AppendAsync(recovered, 1000);
        await Beside.FollowAsync(follower, 1100, seen);
        Assert.Equal(await Beside.IdsAsync(recovered), seen);
    }

    [Fact]
    public async Task A_position_that_only_a_writer_can_prove_is_waited_for()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 10, each: 1);

        File.Delete(Path.Combine(folder.Other, "store.head"));
        await using var reader = await folder.ReadAsync(folder.Other);
        Assert.Equal((9, 1), (reader.Head, reader.Status.Unproven));
        Assert.Throws<PositionBeyondHeadException>(() => reader.Follow(Query.All, after: 11));
        using var follower = reader.Follow(Query.All, after: 10);
        var next = Beside.FollowAsync(follower, 1);
        var checkpoint = Checkpoint.AtAsync(reader, 10, Stop).AsTask();
        Assert.Equal(9, reader.Status.Head);
        Assert.False(next.IsCompleted || checkpoint.IsCompleted);
        await using var recovered = await EmbeddedEventLog.OpenAsync(folder.Other, Beside.Small);
        Assert.Equal(await Checkpoint.AtAsync(recovered, 10, Stop), await checkpoint);
        await Beside.AppendAsync(recovered, 1);
        Assert.Equal((await Beside.IdsAsync(recovered))[10..], await next);
    }

    [Fact]
    public async Task A_position_that_the_next_writer_cut_off_ends_the_follower()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 10, each: 1);

        File.Delete(Path.Combine(folder.Other, "store.head"));
        await using var reader = await folder.ReadAsync(folder.Other);
        using var follower = reader.Follow(Query.All, after: 10);
        var next = follower.FillAsync(Stop).AsTask();
        var (_, end) = reader.Engine.Observer.Shown;
        Overwrite(folder.Other, end.Segment, end.Offset + 20, 0x55);         // the last frame, torn
        await using var recovered = await EmbeddedEventLog.OpenAsync(folder.Other, Beside.Small);
        Assert.Equal(9, recovered.Head);
        await Assert.ThrowsAsync<PositionBeyondHeadException>(() => next);
    }

    [Fact]
    public async Task Damage_of_acknowledged_events_is_named_as_opening_names_it()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync(new());
        await Beside.AppendAsync(writer, 100, each: 1);
        Overwrite(folder.Store, segment: 1, 4000, 0x55, 0xAA);
        Assert.InRange((await DamageOfAsync(folder, folder.Store)).Offset, 3700, 4000);
    }

    [Fact]
    public async Task A_log_that_has_lost_its_end_or_its_middle_is_refused()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 2_000);
        Beside.Copy(folder.Store, folder.Other);
        Directory.Delete(Path.Combine(folder.Other, "index"), recursive: true);
        var segments = Directory.EnumerateFiles(Path.Combine(folder.Other, "events")).Order(StringComparer.Ordinal).ToArray();
        File.Delete(segments[2]);
        var missing = await DamageOfAsync(folder, folder.Other);
        Assert.Contains("a segment is missing", missing.Message, StringComparison.Ordinal);
        Assert.Equal(segments[2], missing.File);

        foreach (var segment in segments[3..]) File.Delete(segment);
        Assert.Contains("but had reached 2000", (await DamageOfAsync(folder, folder.Other)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(folder.Other, "events"), recursive: true);
        Assert.Contains("but had reached 2000", (await DamageOfAsync(folder, folder.Other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reader_at_rest_has_lost_since_is_found_before_it_is_copied()
    {
        using var folder = new Beside();
        await AbandonAsync(folder, 100);
        await using var reader = await folder.ReadAsync(folder.Other);
        for (var looks = 0; looks < 6; looks++) Assert.Equal(100, reader.Status.Head);         // from then on it is at rest
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 100);
        File.Copy(Path.Combine(folder.Store, "store.lock"), Path.Combine(folder.Other, "store.lock"), overwrite: true);
        var damage = await Assert.ThrowsAsync<StoreDamagedException>(
            () => reader.BackupAsync(folder.Backup, cancellationToken: Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop));
        Assert.Contains("ends at position 100, but had reached 200", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_in_the_middle_that_is_lost_or_cut_is_damage_and_not_another_log()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 2_000);
        string[] losses = ["missing", "ends before events"];
        foreach (var loss in losses)
        {
            var store = $"{folder.Other}-{loss[..4]}";
            Beside.Copy(folder.Store, store);
            var segment = Directory.EnumerateFiles(Path.Combine(store, "events")).Order(StringComparer.Ordinal).ElementAt(1);
            if (loss == "missing") File.Delete(segment);
            else using (var file = File.Open(segment, FileMode.Open)) file.SetLength(file.Length / 2);
            await using (var reader = await folder.ReadAsync(store))
            {
                var damage = await Assert.ThrowsAsync<StoreDamagedException>(() => Beside.IdsAsync(reader));
                Assert.Equal(segment, damage.File);
                Assert.Contains(loss, damage.Message, StringComparison.Ordinal);
            }

            Directory.Delete(store, recursive: true);
        }
    }

    /// <summary>Leaves a copy of a store in the other folder that was taken while its writer was at work, as a kill leaves it.</summary>
    private static async Task AbandonAsync(Beside folder, int events, int each = 5)
    {
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, events, each);
        Beside.Copy(folder.Store, folder.Other);
    }

    private static void Overwrite(string store, long segment, long offset, params byte[] bytes)
    {
        using var file = File.Open(
            Path.Combine(store, Segment.NameOf(segment)), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Seek(offset, SeekOrigin.Begin);
        file.Write(bytes);
    }

    /// <summary>What looks as damaged once may be being written, so it takes some looks.</summary>
    /// <summary>Who opens it and reads would not look again.</summary>
    private static Task<StoreDamagedException> DamageOfAsync(Beside folder, string store) =>
        Assert.ThrowsAsync<StoreDamagedException>(async () => await folder.ReadAsync(store));
}
