using System.Diagnostics;
using Opossum.Typed.CrashLab.Observing;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>Processes that read a store beside its writer.</summary>
public sealed class ObserverTests : IDisposable
{
    private static readonly int Kills = Tier.Size(quick: 2, full: 20);

    private static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");

    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Whatever_is_killed_each_observer_sees_the_log()
    {
        var exitCode = await ObserverRounds.RunAsync(_folder.Store, Kills, Tier.Seed, _output);
        Assert.True(exitCode == 0, _output.ToString());
        Assert.Contains("killed a writer ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_observer_must_not_see_is_noticed()
    {
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        Assert.Null(ObserverRounds.FindDifference([(1, ids[0]), (2, ids[1])], ids));
        Assert.Contains("1 of 2", ObserverRounds.FindDifference([(1, ids[0])], ids), StringComparison.Ordinal);
        Assert.Contains("where 2 is next", ObserverRounds.FindDifference([(1, ids[0]), (1, ids[0])], ids), StringComparison.Ordinal);
        Assert.Contains("where 1 is next", ObserverRounds.FindDifference([(2, ids[1])], ids), StringComparison.Ordinal);
        Assert.Contains("another event", ObserverRounds.FindDifference([(1, ids[1])], ids), StringComparison.Ordinal);
        Assert.Contains("ends at 2", ObserverRounds.FindDifference([(1, ids[0]), (2, ids[1]), (3, ids[0])], ids), StringComparison.Ordinal);
    }

    /// <summary>A user who may read the files and nothing else, by the right of a group that the writer gives.</summary>
    [FullFact]
    public async Task A_reader_of_another_user_needs_the_right_to_read_alone()
    {
        const string Group = "23456";
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/setpriv"))
            Assert.Skip("It takes root and setpriv to become another user.");
        await WriteAsync(StoreAccess.OwnerAndGroup);
        Run("chgrp", "-R", Group, _folder.Store);
        var seen = _folder.Store + ".other";
        Directory.CreateDirectory(seen);
        Run("chmod", "777", seen);
        Run("chmod", "711", Path.GetDirectoryName(_folder.Store)!);
        Run(
            "/usr/bin/setpriv", "--reuid=34567", $"--regid={Group}", "--clear-groups", "dotnet", Lab, "observe", "--store", _folder.Store,
            "--seen", Path.Combine(seen, "seen"), "--until", "3000");
        Assert.Equal(3000, SeenFile.Read(Path.Combine(seen, "seen")).Length);
    }

    [FullFact]
    public async Task A_reader_opens_no_file_of_the_store_for_writing_and_locks_none()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/strace")) Assert.Skip("There is no strace.");
        await WriteAsync(StoreAccess.Owner);
        var (seen, trace) = (_folder.Store + ".seen", _folder.Store + ".trace");
        Run(
            "/usr/bin/strace", "-f", "-y", "-o", trace, "-e",
            "trace=open,openat,openat2,creat,flock,fcntl,write,pwrite64,pwritev,writev,ftruncate,truncate,rename,renameat,renameat2,unlink,"
            + "unlinkat,link,linkat,mkdir,mkdirat,fsync,fdatasync,fallocate,chmod,fchmod,fchmodat,utimensat,mmap",
            "dotnet", Lab, "observe", "--store", _folder.Store, "--seen", seen, "--until", "3000");
        string[] ends = ["/", ">", "\""];
        var lines = await File.ReadAllLinesAsync(trace);
        var calls = lines.Where(line => ends.Any(end => line.Contains(_folder.Store + end, StringComparison.Ordinal)));
        var opened = 0;
        Assert.All(calls, line =>
        {
            if (line.Contains(" resumed>", StringComparison.Ordinal)) return;           // of a call whose arguments are in a line before
            if (line.Contains("fcntl", StringComparison.Ordinal) && !line.Contains("F_SETLK", StringComparison.Ordinal)) return;
            Assert.Matches("open(at)?\\(", line);
            Assert.Contains("O_RDONLY", line, StringComparison.Ordinal);
            opened++;
        });
        Assert.InRange(opened, 5, int.MaxValue);
    }

    public void Dispose() => _folder.Dispose();

    private async Task WriteAsync(StoreAccess access)
    {
        await using var log = await EmbeddedEventLog.OpenAsync(_folder.Store, new() { Access = access, MaxSegmentBytes = 64 << 10 });
        for (var i = 0; i < 300; i++)
            await log.AppendAsync([.. Enumerable.Range(0, 10).Select(static n => new EventData("noted", new byte[50], new Tag($"n:{n}")))]);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
    }
}
