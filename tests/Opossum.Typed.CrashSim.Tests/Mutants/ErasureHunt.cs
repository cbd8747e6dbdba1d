using System.Text;
using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>Keys of subjects, on whatever engine it is loaded with, until something is wrong.</summary>
internal static class ErasureHunt
{
    private static readonly Tag Ada = new("subject:ada"), Grace = new("subject:grace");
    private static readonly ReadOnlyMemory<byte>[] Masters = [Enumerable.Repeat((byte)7, MasterKey.Bytes).ToArray()];

    public static string? Run()
    {
        try
        {
            Repeat();
            Move();
            Overtake();
            Begin();
            UseAtOnce();
            Restore(olderLog: true);
            Restore(olderLog: false);
            LoseKeys();
            foreach (var seed in (int[])[1, 2]) ErasureChecker.Run(seed, acts: 70, exhaustive: 24, random: 4, share: 2);
            return null;
        }
        catch (Exception e)
        {
            return e is Violation or InvalidOperationException ? e.Message : e.ToString();
        }
    }

    private static void Repeat()
    {
        using var store = Open(new(DiskImage.Empty));
        Append(store, Ada);
        if (Seal(store, Ada, "{}", "key") != Seal(store, Ada, "{}", "key")) throw Wrong("an append that is repeated has other bytes");
        if (Seal(store, Ada, "{}", "") == Seal(store, Ada, "{}", "")) throw Wrong("two appends have the same bytes");
    }

    private static void Move()
    {
        using var store = Open(new(DiskImage.Empty));
        var part = Append(store, Ada);
        Append(store, Grace);
        try
        {
            if (ErasureStory.TextOf(store, Grace, part) is not null) throw Wrong("a part opens for another subject");
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
        }
    }

    /// <summary>A look-up that began before an erasure must not bring the key back.</summary>
    private static void Overtake()
    {
        var disk = new SimStorage(DiskImage.Empty);
        string part;
        using (var first = Open(disk)) part = Append(first, Ada);
        using var store = Open(disk);
        var keys = store.Model.Keys!;
        keys.BetweenLookingAndKeeping = () =>
        {
            keys.BetweenLookingAndKeeping = null;
            Task.Run(() => ErasureStory.Erase(store, Ada)).Wait();
        };
        ErasureStory.TextOf(store, Ada, part);
        if (ErasureStory.TextOf(store, Ada, part) is not null) throw Wrong("a key came back that was erased");
    }

    /// <summary>The log is told after it, and who learns of the erasure from the log must not be able to read what it erased.</summary>
    private static void Begin()
    {
        using var store = Open(new(DiskImage.Empty));
        var part = Append(store, Ada);
        if (ErasureStory.TextOf(store, Ada, part) is null) throw Wrong("what was sealed does not open");
        store.Model.Keys!.BeginErasingAsync(Ada.Text).GetAwaiter().GetResult();
        if (ErasureStory.TextOf(store, Ada, part) is not null) throw Wrong("what is about to be erased opens");
    }

    private static void UseAtOnce()
    {
        using var store = Open(new(DiskImage.Empty));
        var texts = Enumerable.Range(0, 16).Select(static i => new string((char)('a' + i), 200));
        var parts = texts.Select(text => (Text: text, Part: Append(store, Ada, text))).ToArray();
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 4_000; i++)
            {
                var (text, part) = parts[(i + thread) % parts.Length];
                if (ErasureStory.TextOf(store, Ada, part) != text) throw Wrong("a text is another where threads share a key");
            }
        });
    }

    /// <summary>One of the two is from before the erasure.</summary>
    private static void Restore(bool olderLog)
    {
        var disk = new SimStorage(DiskImage.Empty);
        string part;
        using (var store = Open(disk)) part = Append(store, Ada);
        var before = disk.Cached();
        using (var store = Open(disk)) ErasureStory.Erase(store, Ada);
        var after = disk.Cached();
        var keys = (olderLog ? after : before).Files.Where(static file => file.Key.StartsWith("keys/", StringComparison.Ordinal));
        var log = (olderLog ? before : after).Files.Where(static file => !file.Key.StartsWith("keys/", StringComparison.Ordinal));
        var mixed = new SimStorage(new(keys.Concat(log)));
        using var restored = Open(mixed);
        if (ErasureStory.TextOf(restored, Ada, part) is not null)
            throw Wrong($"an erasure is undone by an older {(olderLog ? "log" : "key store")}");
        restored.TellErasuresAsync().GetAwaiter().GetResult();
        if (!Tells(restored)) throw Wrong("the log does not say that a subject was erased");

        // And the list alone: a crash came after its line, and the key is there still.
        var listed = before.Files.Where(static file => !file.Key.EndsWith("erased.list", StringComparison.Ordinal))
            .Concat(after.Files.Where(static file => file.Key.EndsWith("erased.list", StringComparison.Ordinal)));
        using var half = Open(new SimStorage(new(listed)));
        if (ErasureStory.TextOf(half, Ada, part) is not null) throw Wrong("an erasure that is on the list is not finished");
    }

    private static void LoseKeys()
    {
        var disk = new SimStorage(DiskImage.Empty);
        using (var store = Open(disk)) Append(store, Ada);
        var before = disk.Cached();
        string part;
        using (var store = Open(disk)) part = Append(store, Grace);
        var after = disk.Cached();
        var mixed = after.Files.Where(static file => !file.Key.StartsWith("keys/", StringComparison.Ordinal))
            .Concat(before.Files.Where(static file => file.Key.StartsWith("keys/", StringComparison.Ordinal)));
        using var older = Open(new SimStorage(new(mixed)));
        try
        {
            ErasureStory.TextOf(older, Grace, part);
            throw Wrong("a key that is missing passes for an erased one");
        }
        catch (SubjectKeyMissingException)
        {
        }
    }

    private static bool Tells(OpossumStore store)
    {
        using var reader = store.Log.Read(Query.Of(new QueryItem(["$erased"], [])), default);
        return reader.FillAsync().AsTask().Result && reader.TryRead(out _);
    }

    private static OpossumStore Open(SimStorage disk) => ErasureStory.Open(disk, Masters);

    private static string Append(OpossumStore store, Tag subject, string text = "{}")
    {
        store.Model.Keys!.MakeAsync([subject.Text]).GetAwaiter().GetResult();
        var part = Seal(store, subject, text, "");
        store.Log.AppendAsync([new EventData("told", Encoding.UTF8.GetBytes(part), subject)]).AsTask().GetAwaiter().GetResult();
        return part;
    }

    private static string Seal(OpossumStore store, Tag subject, string text, string key)
    {
        var part = new byte[text.Length + SealedPart.Overhead];
        store.Model.Keys!.Seal(subject.Utf8, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(key), part);
        return Convert.ToBase64String(part);
    }

    private static InvalidOperationException Wrong(string what) => new(what);
}
