using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Personal;

namespace Opossum.Typed.Tests.Personal;

public sealed class SubjectKeyRingTests : IDisposable
{
    private static readonly Guid Store = Guid.NewGuid();
    private static readonly byte[] Master = MasterKey.Create();

    private readonly MemoryStorage _storage = new();
    private SubjectKeyRing _ring;

    public SubjectKeyRingTests() => _ring = Open();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public async Task What_was_sealed_opens_again_for_its_subject_and_after_a_restart()
    {
        await _ring.MakeAsync(["student:1"]);
        var part = Seal("student:1", "{\"name\":\"Ada\"}");
        Assert.Equal("{\"name\":\"Ada\"}", Opened(part, "student:1"));
        Reopen();
        Assert.Equal("{\"name\":\"Ada\"}", Opened(part, "student:1"));
    }

    [Fact]
    public async Task A_part_opens_for_nobody_else_whether_the_key_is_in_the_cache_or_not()
    {
        await _ring.MakeAsync(["student:1", "student:2"]);
        var part = Seal("student:1", "{}");
        Assert.ThrowsAny<CryptographicException>(() => Opened(part, "student:2"));
        Reopen();
        Assert.ThrowsAny<CryptographicException>(() => Opened(part, "student:2"));
        Assert.Equal("{}", Opened(part, "student:1"));
        Assert.ThrowsAny<CryptographicException>(() => Opened(part, "student:2"));
        Assert.Equal("{}", Opened(part, "student:1"));
    }

    [Fact]
    public async Task A_part_of_which_any_byte_is_another_does_not_open()
    {
        await _ring.MakeAsync(["student:1"]);
        var part = Base64Decoded(Seal("student:1", "{\"name\":\"Ada\"}"));
        for (var i = 0; i < part.Length; i++)
        {
            part[i] ^= 1;
            var text = Convert.ToBase64String(part);
            if (i is >= 1 and <= 8) Assert.Throws<SubjectKeyMissingException>(() => Opened(text, "student:1"));
            else Assert.ThrowsAny<CryptographicException>(() => Opened(text, "student:1"));
            part[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all, and long enough to be a sealed part of something or other")]
    public void What_is_no_part_is_an_error_and_no_erasure(string text) =>
        Assert.ThrowsAny<CryptographicException>(() => Opened(text, "student:1"));

    [Fact]
    public async Task An_append_that_is_repeated_has_the_same_bytes_and_another_one_others()
    {
        await _ring.MakeAsync(["student:1"]);
        var part = Seal("student:1", "{}", "request 1");
        Assert.Equal(part, Seal("student:1", "{}", "request 1"));
        Reopen();
        Assert.Equal(part, Seal("student:1", "{}", "request 1"));
        Assert.NotEqual(part, Seal("student:1", "{}", "request 2"));
        Assert.NotEqual(part[..40], Seal("student:1", "{ }", "request 1")[..40]);       // another nonce, too
        Assert.NotEqual(Seal("student:1", "{}"), Seal("student:1", "{}"));
    }

    [Fact]
    public async Task What_was_erased_neither_opens_nor_is_sealed_nor_gets_a_key()
    {
        await _ring.MakeAsync(["student:1", "student:2"]);
        var (part, other) = (Seal("student:1", "{}"), Seal("student:2", "{}"));
        await EraseAsync("student:1");
        for (var round = 0; round < 2; round++, Reopen())
        {
            Assert.Null(Opened(part, "student:1"));
            Assert.Equal("{}", Opened(other, "student:2"));
            Assert.Throws<SubjectErasedException>(() => Seal("student:1", "{}"));
            await Assert.ThrowsAsync<SubjectErasedException>(() => _ring.MakeAsync(["student:1"]));
        }
    }

    [Fact]
    public async Task A_subject_that_never_had_a_key_gets_none_after_its_erasure()
    {
        await EraseAsync("student:1");
        Reopen();
        await Assert.ThrowsAsync<SubjectErasedException>(() => _ring.MakeAsync(["student:1"]));
    }

    [Fact]
    public async Task From_the_beginning_of_an_erasure_nothing_opens_and_after_one_that_failed_it_does_again()
    {
        await _ring.MakeAsync(["student:1"]);
        var part = Seal("student:1", "{}");
        Assert.Single(await _ring.BeginErasingAsync("student:1"));
        Assert.Null(Opened(part, "student:1"));
        Assert.Throws<SubjectErasedException>(() => Seal("student:1", "{}"));
        _ring.EndErasing("student:1");
        Assert.Equal("{}", Opened(part, "student:1"));
    }

    [Fact]
    public async Task A_look_up_that_an_erasure_overtakes_does_not_bring_the_key_back()
    {
        await _ring.MakeAsync(["student:1"]);
        var part = Seal("student:1", "{}");
        Reopen();
        var erased = Task.CompletedTask;
        _ring.BetweenLookingAndKeeping = () =>
        {
            _ring.BetweenLookingAndKeeping = null;
            erased = Task.Run(() => EraseAsync("student:1"), TestContext.Current.CancellationToken);
            erased.Wait(TestContext.Current.CancellationToken);
        };
        Assert.Null(Opened(part, "student:1"));
        await erased;
        Assert.Null(Opened(part, "student:1"));
    }

    [Fact]
    public void A_key_that_is_neither_here_nor_erased_is_missing()
    {
        var part = new byte[SealedPart.Overhead + 16];
        new SealedPart(part).Begin(42);
        var missing = Assert.Throws<SubjectKeyMissingException>(() => Opened(Convert.ToBase64String(part), "student:1"));
        Assert.Contains("000000000000002a", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_that_come_at_once_get_one_key_for_a_subject()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => _ring.MakeAsync([$"student:{i % 8}"]))));
        Reopen();
        using var file = _storage.Open(KeyFile.FileName);
        Assert.Equal(KeyFileHeader.Bytes + (8 * SlotFormat.Bytes), file.Length);
    }

    [Fact]
    public async Task One_key_serves_many_threads()
    {
        await _ring.MakeAsync(["student:1"]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var text = $"{{\"thread\":{thread},\"i\":{i}}}";
                Assert.Equal(text, Opened(Seal("student:1", text), "student:1"));
            }
        })));
    }

    [Fact]
    public async Task More_keys_than_the_cache_holds_all_open_and_can_all_be_erased()
    {
        const int Count = 20_000;
        string[] subjects = [.. Enumerable.Range(0, Count).Select(static i => $"student:{i}")];
        await _ring.MakeAsync(subjects);
        var parts = subjects.Select(subject => Seal(subject, "{}")).ToArray();
        for (var i = 0; i < Count; i++) Assert.Equal("{}", Opened(parts[i], subjects[i]));
        for (var i = 0; i < Count; i += 997) await EraseAsync(subjects[i]);
        for (var i = 0; i < Count; i++) Assert.Equal(i % 997 == 0 ? null : "{}", Opened(parts[i], subjects[i]));
    }

    private SubjectKeyRing Open()
    {
        var ring = new SubjectKeyRing(SubjectKeys.On(_storage, Master), TimeProvider.System);
        ring.Open(Store, storePath: null);
        return ring;
    }

    private void Reopen()
    {
        _ring.Dispose();
        _ring = Open();
    }

    private async Task EraseAsync(string subject)
    {
        var keys = await _ring.BeginErasingAsync(subject);
        await _ring.DestroyAsync(new(Guid.NewGuid(), subject, keys));
        _ring.EndErasing(subject);
    }

    private string Seal(string subject, string plain, string key = "")
    {
        var bytes = new byte[plain.Length + SealedPart.Overhead];
        _ring.Seal(Encoding.UTF8.GetBytes(subject), Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes(key), bytes);
        return Convert.ToBase64String(bytes);
    }

    private static byte[] Base64Decoded(string text) => Base64.IsValid(text) ? Convert.FromBase64String(text) : [];

    private string? Opened(string part, string subject) =>
        _ring.TryOpen(Encoding.UTF8.GetBytes(part), Encoding.UTF8.GetBytes(subject), out var plain) ? Encoding.UTF8.GetString(plain) : null;
}
