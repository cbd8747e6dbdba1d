using System.Diagnostics;

namespace Opossum.Typed.Package.Tests.Support;

/// <summary>
/// Runs programs, above all <c>dotnet</c>, as a stranger's shell would: without what the test run put into the environment.
/// </summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static readonly string Program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>What the program wrote; fails the test, with all of it, on any exit code but 0.</summary>
    public static Task<string> RunAsync(
        string program, string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(program, directory, environment, succeeds: true, arguments);

    /// <summary>What the program wrote; fails the test unless it succeeds, or fails, as it is said to.</summary>
    public static async Task<string> RunAsync(
        string program, string directory, IReadOnlyDictionary<string, string> environment, bool succeeds, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            var written = await output + await errors;
            Assert.True(
                (process.ExitCode == 0) == succeeds, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{written}");
            return written;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than {Patience.TotalMinutes} minutes.");
        }
    }

    // `dotnet test` tells its children where its own MSBuild is, and which test run they belong to.
    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
