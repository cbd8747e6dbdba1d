using System.Diagnostics;
using System.Globalization;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary><c>project</c> in a process of its own, killed again and again; the next one looks at what the kill has left.</summary>
internal sealed class ProjectionRounds(string store, int seed, TextWriter output)
{
    /// <summary>After so many the next store begins, because each look folds the whole log.</summary>
    private const int KillsOfAStore = 20;

    private readonly Random _random = new(seed);
    private readonly Dictionary<KillMoment, int> _moments = [];
    private int _kills, _looks, _comparisons;

    /// <param name="looks">After how many kills to look at what is left.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(int looks)
    {
        var revision = 1;
        for (var round = 0; _looks < looks; round++)
        {
            var path = $"{store}-{round}";
            for (var kill = 0; kill < KillsOfAStore && _looks < looks; kill++)
            {
                if (_random.Next(3) == 0) revision = 1 + _random.Next(3);
                if (!await KillAsync(path, revision, isFirst: kill == 0)) return 1;
            }

            if (!await EndAsync(path, revision)) return 1;
            Delete(path);
        }

        await output.WriteAsync($"killed {_kills} times under read models; looked at what was left after {_looks} kills: "
            + $"{Count(KillMoment.Emptied)} with an empty table to fill, {Count(KillMoment.Building)} with a table filled in part, "
            + $"{Count(KillMoment.Beside)} with a table made in part beside the one that is read, {Count(KillMoment.Swapping)} with one "
            + $"about to take its place, {Count(KillMoment.Behind)} behind the log, "
            + $"{Count(KillMoment.Saving)} with a snapshot written in part, "
            + $"{Count(KillMoment.Saved)} with a snapshot to begin with; {_comparisons} comparisons at the head: 0 violations\n");
        return 0;
    }

    /// <summary>How many kills came at a moment.</summary>
    public int Count(KillMoment moment) => _moments.GetValueOrDefault(moment);

    private async Task<bool> KillAsync(string path, int revision, bool isFirst)
    {
        using var process = Start(path, revision, once: false);
        var lines = new List<string>();
        try
        {
            // A fifth may die while it opens the store or looks at what is left, and half of them while tables catch up.
            var moment = _random.Next(10);
            if (moment < 2) await Task.Delay(_random.Next(1, 700));
            else if (moment < 7) await DelayAsync(process, ProjectRun.Opening, lines, _random.Next(1, 1_200));
            else await DelayAsync(process, ProjectRun.Looked, lines, _random.Next(1, 900));
            if (process.HasExited) return await FailAsync(process, lines);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        _kills++;
        while (await process.StandardOutput.ReadLineAsync() is { } line) lines.Add(line);
        Note(lines, isFirst);
        return true;
    }

    /// <summary>Waits until the process says something, and then for so many milliseconds.</summary>
    private static async Task DelayAsync(Process process, string said, List<string> lines, int milliseconds)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(said, StringComparison.Ordinal)) break;
        }

        await Task.Delay(milliseconds);
    }

    /// <summary>Lets the last one come to the end of the log.</summary>
    private async Task<bool> EndAsync(string path, int revision)
    {
        using var process = Start(path, revision, once: true);
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) return await FailAsync(process, lines);
        Note(lines, isFirst: false);
        return true;
    }

    private void Note(List<string> lines, bool isFirst)
    {
        _comparisons += lines.Count(static line => line == ProjectRun.Equal);
        var look = lines.Find(static line => line.StartsWith(ProjectRun.Looked, StringComparison.Ordinal));
        if (look is null || isFirst) return;
        _looks++;
        var moment = (KillMoment)int.Parse(look.AsSpan(ProjectRun.Looked.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var each in Enum.GetValues<KillMoment>())
            if (each != KillMoment.None && moment.HasFlag(each)) _moments[each] = Count(each) + 1;
    }

    private async Task<bool> FailAsync(Process process, List<string> lines)
    {
        var error = await process.StandardError.ReadToEndAsync();
        await output.WriteAsync($"{string.Join('\n', lines)}\n{await process.StandardOutput.ReadToEndAsync()}{error}"
            + $"after kill {_kills}, seed {seed}\n");
        return false;
    }

    private Process Start(string path, int revision, bool once)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        List<string> arguments = [program, "project", "--store", path, "--seed", $"{seed + _kills}", "--revision", $"{revision}"];
        if (once) arguments.Add("--once");
        return Process.Start(new ProcessStartInfo(dotnet, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static void Delete(string path)
    {
        Directory.Delete(path, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".db*")) File.Delete(file);
    }
}
