using System.Text;
using Opossum.Typed.Tests.Campus;

namespace Opossum.Typed.Tests.Personal;

public sealed class KeyDirectoryTests : IDisposable
{
    private const string Marked = "Marked-7f3a";

    private static readonly StudentId Ada = new(Guid.NewGuid()), Grace = new(Guid.NewGuid());
    private static readonly byte[] Master = MasterKey.Create();

    private readonly string _root = TestDisk.NewDirectory();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task An_erasure_outlives_the_process_and_every_other_subject_does_too()
    {
        await using (var store = await OpenAsync())
        {
            await RegisterAsync(store);
            await store.EraseAsync(Ada, Cancellation);
        }

        await using var again = await OpenAsync();
        Assert.Equal([null, $"Grace {Marked}"], await NamesAsync(again));
        await Assert.ThrowsAsync<SubjectErasedException>(() => again.AppendAsync(new StudentRegistered(Ada, "Ada", null, "")).AsTask());
    }

    [Fact]
    public async Task A_log_that_was_restored_learns_of_the_erasure_from_the_keys_and_has_it_before_the_next_append()
    {
        await using (var store = await OpenAsync()) await RegisterAsync(store);
        Copy("store", "copy");
        await using (var store = await OpenAsync()) await store.EraseAsync(Ada, Cancellation);
        Replace("store", "copy");
        await using var restored = await OpenAsync();
        Assert.Equal([null, $"Grace {Marked}"], await NamesAsync(restored));
        Assert.Equal(2, restored.Head);             // a backup that is only looked at stays the same history
        await restored.AppendAsync(new ClassPhotographed(new(1), []));
        Assert.Equal(Tag.Of(Ada), (await restored.ReadAsync(Query.Of<SubjectErased>()).SingleAsync(Cancellation)).Event.Subject);
        Assert.Equal(4, restored.Head);
    }

    [Fact]
    public async Task Keys_that_were_restored_learn_of_the_erasure_from_the_log()
    {
        await using (var store = await OpenAsync()) await RegisterAsync(store);
        Copy("keys", "copy");
        await using (var store = await OpenAsync()) await store.EraseAsync(Ada, Cancellation);
        Replace("keys", "copy");
        await using (var restored = await OpenAsync()) Assert.Equal([null, $"Grace {Marked}"], await NamesAsync(restored));
        var list = await File.ReadAllTextAsync(Path.Combine(_root, "keys", "erased.list"), Cancellation);
        Assert.Contains(Ada.Value.ToString(), list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_older_than_the_log_are_missing_and_not_erased()
    {
        await using (var store = await OpenAsync()) await store.AppendAsync(new StudentRegistered(Ada, "Ada", null, ""));
        Copy("keys", "copy");
        await using (var store = await OpenAsync()) await store.AppendAsync(new StudentRegistered(Grace, "Grace", null, ""));
        Replace("keys", "copy");
        await using var older = await OpenAsync();
        var missing = await Assert.ThrowsAsync<SubjectKeyMissingException>(() => NamesAsync(older));
        Assert.Contains("older than the log", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_both_from_before_the_erasure_is_worth_nothing_once_the_old_master_key_is_gone()
    {
        var next = MasterKey.Create();
        await using (var store = await OpenAsync()) await RegisterAsync(store);
        Copy("keys", "old-keys");
        Copy("store", "old-store");
        await using (var store = await OpenAsync())
        {
            await store.EraseAsync(Ada, Cancellation);
            await store.RotateMasterKeyAsync(next);
            Assert.Equal([null, $"Grace {Marked}"], await NamesAsync(store));
        }

        Replace("keys", "old-keys");
        Replace("store", "old-store");
        var refused = await Assert.ThrowsAsync<StoreFormatException>(() => OpenAsync(next));
        Assert.Contains("master key of epoch 1", refused.Message, StringComparison.Ordinal);
        await using var withOld = await OpenAsync(next, Master);
        Assert.Equal([$"Ada {Marked}", $"Grace {Marked}"], await NamesAsync(withOld));      // until then, both know nothing of it
    }

    [Fact]
    public async Task Nothing_that_is_personal_is_in_plain_text_in_any_file()
    {
        await using (var store = await OpenAsync())
        {
            await RegisterAsync(store);
            await store.AppendAsync(new MoneyLent(Ada, new("g"), 1, Marked, Marked, 42), key: Guid.NewGuid());
            await store.BackupAsync(Path.Combine(_root, "backup"), cancellationToken: Cancellation);
            await store.EraseAsync(Ada, Cancellation);
        }

        foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
            Assert.True((await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marked)) < 0, file);
        Assert.Contains("subjects.keys", Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("store/keys")]
    [InlineData("store")]
    [InlineData("")]
    public async Task Keys_in_the_store_and_a_store_in_the_keys_are_refused(string keys)
    {
        var options = new OpossumOptions { Keys = SubjectKeys.InDirectory(Path.Combine(_root, keys), MasterKey.Of(Master)) };
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => OpossumStore.OpenAsync(Path.Combine(_root, "store"), CampusModel.Model, options, Cancellation).AsTask());
        Assert.Contains("lie in one another", refused.Message, StringComparison.Ordinal);
        await using var store = await OpenAsync();          // the log was closed again
    }

    [Fact]
    public async Task The_keys_of_another_store_are_refused()
    {
        await using (var store = await OpenAsync()) await RegisterAsync(store);
        var options = new OpossumOptions { Keys = SubjectKeys.InDirectory(Path.Combine(_root, "keys"), MasterKey.Of(Master)) };
        var refused = await Assert.ThrowsAsync<StoreFormatException>(
            () => OpossumStore.OpenAsync(Path.Combine(_root, "other"), CampusModel.Model, options, Cancellation).AsTask());
        Assert.Contains("has the keys of the store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_reads_beside_the_writer_sees_what_is_personal_as_erased()
    {
        await using var store = await OpenAsync();
        await RegisterAsync(store);
        var path = Path.Combine(_root, "store");
        await Assert.ThrowsAsync<ArgumentException>(
            () => OpossumStore.OpenReadOnlyAsync(path, CampusModel.Model, null, Cancellation).AsTask());
        var withheld = new ReadOnlyOptions { Keys = SubjectKeys.Withheld };
        await using var reader = await OpossumStore.OpenReadOnlyAsync(path, CampusModel.Model, withheld, Cancellation);
        var read = await reader.ReadAsync(Query.Of<StudentRegistered>()).ToListAsync(Cancellation);
        Assert.All(read, static e => Assert.Equal((true, null), (e.IsErased, e.Event.Name)));
    }

    [Fact]
    public async Task A_master_key_in_a_file_is_made_once_and_taken_from_then_on()
    {
        var file = Path.Combine(_root, "secrets", "master");
        var options = new OpossumOptions { Keys = SubjectKeys.InDirectory(Path.Combine(_root, "keys"), MasterKey.InFile(file)) };
        for (var round = 0; round < 2; round++)
        {
            await using var store = await OpossumStore.OpenAsync(Path.Combine(_root, "store"), CampusModel.Model, options, Cancellation);
            if (round == 0) await RegisterAsync(store);
            else Assert.Equal([$"Ada {Marked}", $"Grace {Marked}"], await NamesAsync(store));
        }

        Assert.Equal(MasterKey.Bytes, new FileInfo(file).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await File.WriteAllBytesAsync(file, new byte[31], Cancellation);
        var refused = await Assert.ThrowsAsync<StoreFormatException>(
            () => OpossumStore.OpenAsync(Path.Combine(_root, "store"), CampusModel.Model, options, Cancellation).AsTask());
        Assert.Contains("31 bytes", refused.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<OpossumStore> OpenAsync(params byte[][] masters)
    {
        var keys = masters.Length == 0 ? MasterKey.Of(Master) : MasterKey.Of([.. masters.Select(static m => (ReadOnlyMemory<byte>)m)]);
        return OpossumStore.OpenAsync(
            Path.Combine(_root, "store"), CampusModel.Model, new() { Keys = SubjectKeys.InDirectory(Path.Combine(_root, "keys"), keys) },
            Cancellation).AsTask();
    }

    private static async Task RegisterAsync(OpossumStore store)
    {
        await store.AppendAsync(new StudentRegistered(Ada, $"Ada {Marked}", $"ada@{Marked}", Marked));
        await store.AppendAsync(new StudentRegistered(Grace, $"Grace {Marked}", null, Marked));
    }

    private static async Task<string?[]> NamesAsync(OpossumReader store) =>
        [.. (await store.ReadAsync(Query.Of<StudentRegistered>()).ToListAsync(Cancellation)).Select(static e => e.Event.Name)];

    private void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_root, from), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_root, to, Path.GetRelativePath(Path.Combine(_root, from), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void Replace(string directory, string by)
    {
        Directory.Delete(Path.Combine(_root, directory), recursive: true);
        Directory.Move(Path.Combine(_root, by), Path.Combine(_root, directory));
    }
}
