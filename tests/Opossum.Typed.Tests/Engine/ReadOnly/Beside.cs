using System.Diagnostics;

namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>A store's directory, its writer's events, and how a test sees that nothing of it changed.</summary>
internal sealed class Beside : IDisposable
{
    /// <summary>Segments and merges come soon.</summary>
    public static readonly OpossumOptions Small = new() { MaxSegmentBytes = 32 << 10, RunsPerMerge = 2 };

    private readonly string _root = TestDisk.NewDirectory();

    public string Store => Path.Combine(_root, "store");

    public string Backup => Path.Combine(_root, "backup");

    public string Other => Path.Combine(_root, "other");

    public string Head => Path.Combine(Store, "store.head");

    public ValueTask<EmbeddedEventLog> WriteAsync(OpossumOptions? options = null) => EmbeddedEventLog.OpenAsync(Store, options ?? Small);

    public ValueTask<ReadOnlyEventLog> ReadAsync(string? path = null) => EmbeddedEventLog.OpenReadOnlyAsync(path ?? Store);

    /// <summary>Appends events, each with the tag <c>n:0</c> to <c>n:9</c>, several an append.</summary>
    public static async Task AppendAsync(EmbeddedEventLog log, int count, int each = 5)
    {
        for (var i = 0; i < count; i += each)
            await log.AppendAsync([.. Enumerable.Range(i, Math.Min(each, count - i)).Select(Event)]);
    }

    public static EventData Event(int number) =>
        new(number % 2 == 0 ? "even" : "odd", new byte[40 + number % 7], new Tag($"n:{number % 10}"));

    /// <summary>All events of a log, by scan, which are those that an index finds by each tag.</summary>
    public static async Task<List<Guid>> IdsAsync(IReadOnlyEventLog log)
    {
        var all = await Raw.EventsAsync(log, Query.All);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(static position => (long)position), all.Select(static e => e.Position));
        for (var tag = 0; tag < 10; tag += 3)
        {
            var wanted = new Tag($"n:{tag}");
            var found = await Raw.EventsAsync(log, Query.Tagged(wanted), new() { To = Math.Max(all.Count, 1) });
            Assert.Equal(all.Where(e => e.Tags.Contains(wanted)).Select(static e => e.Position), found.Select(static e => e.Position));
        }

        return [.. all.Select(static e => e.Metadata.Id)];
    }

    /// <summary>The ids that a follower hands out until it has a number of them.</summary>
    public static async Task<List<Guid>> FollowAsync(EventFollower follower, int count, List<Guid>? seen = null)
    {
        seen ??= [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (seen.Count < count && await follower.FillAsync(limit.Token))
            while (follower.TryRead(out var e)) seen.Add(e.Id);
        return seen;
    }

    /// <summary>Names, bytes, sizes and times of everything in a directory, but when it was looked at.</summary>
    public static string Fingerprint(string directory)
    {
        var lines = Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Append(directory)
            .Order(StringComparer.Ordinal)
            .Select(static path => $"{path} {Status(path)} {(File.Exists(path) ? Convert.ToHexString(Hash(path)) : "")}");
        return string.Join('\n', lines);
    }

    /// <summary>Not by .NET, which asks for a lock that a writer has.</summary>
    public static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["-r", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static byte[] Hash(string path)
    {
        using var file = Opossum.Typed.Engine.Storage.Platform.OpenUnlocked(path);
        return System.IO.Hashing.XxHash3.Hash(Opossum.Typed.Engine.Storage.Platform.ReadAll(file));
    }

    /// <summary>Size, mode, mtime and ctime: .NET does not tell the last.</summary>
    private static string Status(string path)
    {
        if (OperatingSystem.IsWindows()) return $"{File.GetLastWriteTimeUtc(path).Ticks}";
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%s %a %h %y %z", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
