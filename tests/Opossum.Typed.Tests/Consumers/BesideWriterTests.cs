using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>Consumers and read models in a process that does not write.</summary>
public class BesideWriterTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), SaveWithin = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task A_consumer_goes_on_where_it_was_by_its_state_directory()
    {
        using var folder = new StoreFolder();
        var (path, state) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "state"));
        await using var store = await OpossumStore.OpenAsync(path, Shapes.Model, cancellationToken: Stop);
        var recorder = new Recorder();
        await store.OpenRoomsAsync((1, 1), (1, 2));
        await using (var reader = await OpenAsync(path, state))
        {
            await using var consumer = await reader.StartConsumerAsync(recorder, Quick, Stop);
            await consumer.UntilAsync(2);
        }

        await store.OpenRoomsAsync((1, 3));
        await using (var reader = await OpenAsync(path, state))
        {
            await using var consumer = await reader.StartConsumerAsync(recorder, Quick, Stop);
            await consumer.UntilAsync(3);
            await store.OpenRoomsAsync((1, 4));
            await consumer.UntilAsync(4);
        }

        Assert.Equal([1, 2, 3, 4], recorder.Handled);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(path, "consumers")));
    }

    [Fact]
    public async Task Without_a_state_directory_a_consumer_is_refused_with_the_way_out()
    {
        using var folder = new StoreFolder();
        await using var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        await using var reader = await OpossumStore.OpenReadOnlyAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<NotSupportedException>(
            () => reader.StartConsumerAsync(new Recorder(), Quick, Stop).AsTask());
        Assert.Contains("ReadOnlyOptions.StateDirectory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_is_deleted_meanwhile_is_named()
    {
        using var folder = new StoreFolder();
        var (path, state) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "state"));
        await using var store = await OpossumStore.OpenAsync(path, Shapes.Model, cancellationToken: Stop);
        await using var reader = await OpenAsync(path, state);
        await using var consumer = await reader.StartConsumerAsync(new Recorder(), Quick, Stop);
        Directory.Delete(state, recursive: true);
        await store.OpenRoomsAsync((1, 1));
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Failed);
        var cause = Assert.IsType<StoreAccessException>((await consumer.GetStatusAsync(Stop)).LastError);
        Assert.StartsWith(state, cause.Path, StringComparison.Ordinal);
        Assert.Contains(cause.Path, cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_has_one_owner_one_store_and_its_own_place()
    {
        using var folder = new StoreFolder();
        var (path, other) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "other"));
        var state = Path.Combine(folder.Path, "state");
        await using var store = await OpossumStore.OpenAsync(path, Shapes.Model, cancellationToken: Stop);
        await using var another = await OpossumStore.OpenAsync(other, Shapes.Model, cancellationToken: Stop);
        await using (await OpenAsync(path, state))
        {
            var inUse = await Assert.ThrowsAsync<StateDirectoryException>(() => OpenAsync(path, state));
            Assert.Contains($"by process {Environment.ProcessId}", inUse.Message, StringComparison.Ordinal);
            Assert.Equal(state, inUse.Path);
        }

        var foreign = await Assert.ThrowsAsync<StateDirectoryException>(() => OpenAsync(other, state));
        Assert.Contains($"{store.StoreId:D}", foreign.Message, StringComparison.Ordinal);
        foreach (var within in (string[])[Path.Combine(path, "state"), path, folder.Path])
            Assert.Contains("must lie apart", (await Assert.ThrowsAsync<StateDirectoryException>(() => OpenAsync(path, within))).Message,
                StringComparison.Ordinal);
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "text", Stop);
        var full = Directory.CreateDirectory(Path.Combine(folder.Path, "full")).FullName;
        await File.WriteAllTextAsync(Path.Combine(full, "text"), "text", Stop);
        foreach (var unusable in (string[])[file, full, other])
        {
            var refused = await Assert.ThrowsAsync<StateDirectoryException>(() => OpenAsync(path, unusable));
            Assert.StartsWith($"The state directory '{unusable}' can't be used: ", refused.Message, StringComparison.Ordinal);
        }

        await using var again = await OpenAsync(path, state);         // what was refused has left it free
    }

    [Fact]
    public async Task Read_models_follow_beside_the_writer_and_go_on_with_their_rows()
    {
        using var folder = new StoreFolder();
        var (path, state) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "state"));
        await using var store = await OpossumStore.OpenAsync(path, LibraryModel.Model, cancellationToken: Stop);
        var log = new LibraryLog(seed: 1);
        for (var round = 0; round < 2; round++)
        {
            await store.AppendAsync(log.Take(50), cancellationToken: Stop);
            await using var reader = await OpossumStore.OpenReadOnlyAsync(path, LibraryModel.Model, new() { StateDirectory = state }, Stop);
            await using var views = await InMemoryReadModels.OpenAsync(reader, LibraryModel.ReadModels, cancellationToken: Stop);
            await views.UntilAsync(store.Head, cancellationToken: Stop);
            Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
            await store.AppendAsync(log.Take(10), cancellationToken: Stop);
            await views.UntilAsync(store.Head, cancellationToken: Stop);
            Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
        }

        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(state, "read-models")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(path, "read-models")));
    }

    private static async Task<OpossumReader> OpenAsync(string path, string state) =>
        await OpossumStore.OpenReadOnlyAsync(path, Shapes.Model, new() { StateDirectory = state }, Stop);
}
