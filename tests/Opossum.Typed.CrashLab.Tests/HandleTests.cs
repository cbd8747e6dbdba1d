using System.Diagnostics;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>A store with more files than its process may open. <c>handles</c> does the same with a larger one.</summary>
public sealed class HandleTests : IDisposable
{
    private readonly LabFolder _folder = new();

    [Fact]
    public async Task A_store_of_more_segments_than_handles_is_read_verified_and_backed_up()
    {
        if (!File.Exists("/usr/bin/prlimit")) Assert.Skip("limits the handles of a process with prlimit, which is not there");
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        Directory.CreateDirectory(_folder.Store);
        using var process = Process.Start(new ProcessStartInfo(
            "/usr/bin/prlimit",
            ["--nofile=160:160", host, program, "handles", "--segments", "300", "--segment-bytes", "4096", "--dir", _folder.Store])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
        Assert.EndsWith("; 0 failures\n", await output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
