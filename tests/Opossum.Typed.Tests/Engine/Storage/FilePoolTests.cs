using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine.Storage;

/// <summary>Handles of files that are only read: few, and never closed under a reader.</summary>
public class FilePoolTests
{
    [Fact]
    public void No_more_handles_stay_open_than_the_pool_has_room_for()
    {
        var storage = new CountedStorage { Handles = new(3) };
        var files = Files(storage, 10);
        for (var round = 0; round < 3; round++)
            for (var i = 0; i < files.Length; i++) Assert.Equal(i, Read(files[i]));
        Assert.Equal((3, 4), (storage.Open, storage.Most));         // one more while it takes the place of another
    }

    [Fact]
    public void The_handle_that_was_used_least_recently_is_closed()
    {
        var opened = new List<string>();
        var storage = new CountedStorage { Handles = new(2) };
        var files = Files(storage, 3);
        storage.Opening = opened.Add;
        foreach (var i in (int[])[0, 1, 0, 2, 0, 1]) Read(files[i]);
        Assert.Equal(["0", "1", "2", "1"], opened);
    }

    [Fact]
    public async Task A_handle_in_use_is_closed_by_its_last_reader()
    {
        var storage = new CountedStorage { Handles = new(1) };
        var files = Files(storage, 2);
        using var isReading = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        storage.Reading = name =>
        {
            if (name != "0") return;
            isReading.Release();
            goOn.Wait();
        };
        var read = Task.Run(() => Read(files[0]));
        await isReading.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, Read(files[1]));            // takes its place
        Assert.Equal(2, storage.Open);
        goOn.Set();
        Assert.Equal(0, await read);
        Assert.Equal(1, storage.Open);
    }

    [Fact]
    public void Where_the_system_has_no_handle_left_one_of_the_pool_is_closed_for_it()
    {
        var storage = new CountedStorage { Limit = 4 };
        var files = Files(storage, 10);
        for (var i = 0; i < files.Length; i++) Assert.Equal(i, Read(files[i]));
        using (storage.Handles.WithRoom(() => ((IStorage)storage).Open("5"))) Assert.Equal(4, storage.Open);
        using (storage.Handles.WithRoom(() => storage.Create("new"))) Assert.Equal(4, storage.Open);
    }

    [Fact]
    public void Without_a_handle_to_close_the_error_is_that_of_the_system()
    {
        var storage = new CountedStorage();
        var file = Files(storage, 1)[0];
        storage.Limit = 0;
        Assert.True(StorageErrors.IsOutOfHandles(Assert.Throws<IOException>(() => Read(file))));
        storage.Limit = 1;
        Assert.Equal(0, Read(file));
    }

    [Fact]
    public void An_error_of_the_process_is_none_of_the_file()
    {
        Assert.False(StorageErrors.IsOfFile(CountedStorage.NoHandleLeft()));
        Assert.False(StorageErrors.IsOfFile(new IOException("Too many open files in system", 23)));
        Assert.False(StorageErrors.IsOfFile(new UnauthorizedAccessException()));
        Assert.True(StorageErrors.IsOfFile(new FileNotFoundException()));
        Assert.True(StorageErrors.IsOfFile(new IOException("Input/output error", 5)));
    }

    [Fact]
    public void A_pinned_file_stays_open_until_it_is_unpinned()
    {
        var storage = new CountedStorage { Handles = new(1) };
        var others = Files(storage, 3);
        var pinned = new PooledFile(storage, "pinned", storage.Create("pinned"));
        foreach (var other in others) Read(other);
        Assert.Equal(2, storage.Open);
        pinned.Write("x"u8, 0);
        pinned.Unpin();
        Assert.Equal(1, storage.Open);
        Assert.Equal(1, pinned.Length);             // opened again
        pinned.Dispose();
        Assert.Equal(0, storage.Open);
    }

    [Fact]
    public void A_disposed_file_gives_its_handle_back_and_is_not_opened_again()
    {
        var storage = new CountedStorage();
        var file = Files(storage, 1)[0];
        Read(file);
        file.Dispose();
        file.Dispose();
        Assert.Equal((0, 0), (storage.Open, storage.Handles.Count));
        Assert.Throws<ObjectDisposedException>(() => Read(file));
    }

    [Fact]
    public async Task Many_readers_of_many_files_share_few_handles()
    {
        var storage = new CountedStorage { Handles = new(2) };
        var files = Files(storage, 16);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 5_000; i++)
            {
                var file = random.Next(files.Length);
                Assert.Equal(file, Read(files[file]));
            }
        })));
        Assert.Equal(2, storage.Open);
        foreach (var file in files) file.Dispose();
        Assert.Equal(0, storage.Open);
    }

    private static PooledFile[] Files(CountedStorage storage, int count)
    {
        var files = new PooledFile[count];
        for (var i = 0; i < count; i++)
        {
            using (var file = storage.Create($"{i}")) file.Write([(byte)i], 0);
            files[i] = new(storage, $"{i}");
        }

        storage.Forget();
        return files;
    }

    private static int Read(PooledFile file)
    {
        Span<byte> content = stackalloc byte[1];
        Assert.Equal(1, file.Read(content, 0));
        return content[0];
    }
}
