using System.Net.Sockets;
using System.Text;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// What only a real disk shows: where files go when the path of an open store is made to lead elsewhere, and what a failed opening leaves
/// behind.
/// </summary>
internal static class DiskHunt
{
    private static readonly Dictionary<string, Func<string, bool>> Directories = new()
    {
        ["events"] = static _ => true,
        ["index"] = static _ => true,
    };

    public static string? Run()
    {
        var folder = Directory.CreateTempSubdirectory("opossum-hunt-").FullName;
        try
        {
            FilesStay(Path.Combine(folder, "files"), Path.Combine(folder, "files-moved"));
            AnotherDirectoryIsNoticed(Path.Combine(folder, "swapped"));
            WritingEnds(Path.Combine(folder, "log"), Path.Combine(folder, "log-moved"), rolling: true);
            WritingEnds(Path.Combine(folder, "idle"), Path.Combine(folder, "idle-moved"), rolling: false);
            FailedOpeningsLeaveNothing(Path.Combine(folder, "failing"));
            HolderIsAlive();
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void FilesStay(string path, string moved)
    {
        using var storage = FileStorage.OfStore(path, Directories);
        using var held = storage.Lock(StoreLock.FileName);
        storage.Create("events/first").Dispose();
        Directory.Move(path, moved);
        using var other = FileStorage.OfStore(path, Directories);
        other.Create("events/theirs").Dispose();
        storage.Create("events/second").Dispose();
        storage.Open("events/first").Dispose();
        storage.Rename("events/second", "events/renamed");
        other.Create("events/first").Dispose();
        storage.Delete("events/first");
        var isThere = File.Exists(Path.Combine(moved, "events", "renamed"));
        Ensure(
            isThere && string.Join(' ', storage.List("events")) == "events/renamed",
            "a file did not stay in the directory that was opened");
        var theirs = string.Join(' ', other.List("events").Order(StringComparer.Ordinal));
        Ensure(theirs == "events/first events/theirs", "a file of one store came into another");
    }

    private static void AnotherDirectoryIsNoticed(string path)
    {
        using var storage = FileStorage.OfStore(path, Directories);
        Directory.Move(Path.Combine(path, "events"), Path.Combine(path, "old"));
        Directory.CreateDirectory(Path.Combine(path, "events"));
        try
        {
            ((IPlacedStorage)storage).EnsureStillThere(null, null);
        }
        catch (IOException)
        {
            return;
        }

        throw new InvalidOperationException("a directory below the store was swapped, and the store goes on");
    }

    private static void WritingEnds(string path, string moved, bool rolling)
    {
        const int MoreThanASegment = 40;
        var clock = new HeldClock();
        var log = EmbeddedEventLog.OpenAsync(path, new() { MaxSegmentBytes = 16 << 10, TimeProvider = clock })
            .AsTask()
            .GetAwaiter()
            .GetResult();
        try
        {
            Append(log);
            Directory.Move(path, moved);
            if (!rolling) clock.Fire();
            for (var i = 0; rolling && i < MoreThanASegment && log.Fault is null; i++) Append(log);
            var hasEnded = SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(rolling ? 0 : 10));
            Ensure(hasEnded, "a store whose directory was moved goes on");
        }
        finally
        {
            log.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void Append(EmbeddedEventLog log)
    {
        try
        {
            log.AppendAsync([new EventData("A", new byte[1000])]).AsTask().GetAwaiter().GetResult();
        }
        catch (StoreFaultedException)
        {
        }
    }

    private static void FailedOpeningsLeaveNothing(string path)
    {
        Directory.CreateDirectory(path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(path, StoreLock.FileName)));         // which can't be opened as a file
        for (var i = 0; i < 20; i++)
        {
            try
            {
                EmbeddedEventLog.OpenAsync(path).AsTask().GetAwaiter().GetResult();
            }
            catch (StoreAccessException)
            {
                var left = Directory.EnumerateFiles("/proc/self/fd").Select(static fd => new FileInfo(fd).LinkTarget)
                    .FirstOrDefault(file => file?.StartsWith(path, StringComparison.Ordinal) == true);
                Ensure(left is null, $"a failed opening left {Path.GetFileName(left)} open");
                continue;
            }

            throw new InvalidOperationException("a store without a lock file opened, or failed otherwise");
        }
    }

    private static void HolderIsAlive()
    {
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var text = $"process {Environment.ProcessId}\nhost {Environment.MachineName}\nboot {boot}\nstate closed\n";
        var holder = StoreLock.DescribeHolder(() => Encoding.UTF8.GetBytes(text));
        Ensure(holder == "by another process", "a process that has closed the store is named");
    }

    private static void Ensure(bool condition, string violation)
    {
        if (!condition) throw new InvalidOperationException(violation);
    }

    /// <summary>A clock that stands still, and whose timers fire when they are told to.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private Action? _fire;

        public void Fire() => _fire!();

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new HeldTimer();
        }

        private sealed class HeldTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
