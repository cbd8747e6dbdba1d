using System.Diagnostics;
using System.Globalization;
using Opossum.Typed.CrashLab.Projecting;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Hosting;

/// <summary>
/// Two hosts of one SQLite file, and the writer of their store here: one of the hosts is killed, and the other one makes the rows from then
/// on, or goes on with it.
/// </summary>
internal sealed class HostRounds(string store, int seed, TextWriter output)
{
    /// <summary>After so many the next store begins, because each look folds the whole log.</summary>
    private const int KillsOfAStore = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly List<double> _seconds = [];            // from a kill of the one that made the rows to the other one's being there
    private readonly List<string> _violations = [];
    private int _kills;

    /// <summary>How many kills let the other one take over.</summary>
    public int TakeOvers => _seconds.Count;

    /// <param name="kills">How many times.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(int kills)
    {
        try
        {
            for (var round = 0; _kills < kills; round++) await RunStoreAsync($"{store}-{round}", kills);
        }
        catch (HostFailedException error)
        {
            _violations.Add(error.Message);
        }

        foreach (var violation in _violations.Take(20)) await output.WriteAsync($"{violation}\n");
        if (_violations.Count > 0)
        {
            await output.WriteAsync($"after kill {_kills}, seed {seed}\n");
            return 1;
        }

        double[] ordered = [.. _seconds.Order()];
        await output.WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"killed one of two hosts {_kills} times, {TakeOvers} times the one that made the rows; the other one had all rows "
                + $"after {ordered[ordered.Length / 2]:0.00} s (median), {ordered[^1]:0.00} s at most; "
                + $"all rows equal a plain fold: 0 violations\n"));
        return 0;
    }

    private async Task RunStoreAsync(string path, int kills)
    {
        await using (var writer = await OpossumStore.OpenAsync(path, LibraryModel.Model))
        {
            var log = new LibraryLog(seed + _kills, books: 60, readers: 20);
            await AppendAsync(writer, log, 200);
            HostProcess[] hosts = [new(path, revision: 1), new(path, revision: 1)];
            try
            {
                bool[] isOwner = [await hosts[0].OpenedAsync(), await hosts[1].OpenedAsync()];
                for (var kill = 0; kill < KillsOfAStore && _kills < kills && _violations.Count == 0; kill++)
                    await KillAsync(path, writer, log, hosts, isOwner);
            }
            finally
            {
                foreach (var host in hosts) host.Dispose();
            }
        }

        Directory.Delete(path, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".db*")) File.Delete(file);
    }

    private async Task KillAsync(string path, OpossumStore writer, LibraryLog log, HostProcess[] hosts, bool[] isOwner)
    {
        // Mostly the one that makes the rows, while it does: after a start, or between two appends.
        var owner = isOwner[0] ? 0 : 1;
        var victim = _kills > 0 && _random.Next(4) == 0 ? 1 - owner : owner;
        var (wasOwner, revision) = (victim == owner, _random.Next(3) == 0 ? 1 + _random.Next(3) : 1);
        await AppendAsync(writer, log, 1 + _random.Next(40));
        await Task.Delay(_random.Next(15));
        await hosts[victim].KillAsync();
        var begin = Stopwatch.GetTimestamp();
        _kills++;
        await AppendAsync(writer, log, 1 + _random.Next(20));
        var other = 1 - victim;
        // Rows that no event concerns are there before anybody has taken over.
        while (!await hosts[other].ReachesAsync(writer.Head))
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience) throw new HostFailedException("host: it does not take over");
            await Task.Delay(20);
        }

        if (wasOwner) _seconds.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        KilledRows.LookAtFile(path, isOpen: true, writer.Head, await PlainFolds.OfAsync(writer), _violations);
        (isOwner[victim], isOwner[other]) = (false, true);
        hosts[victim].Dispose();
        hosts[victim] = new(path, revision);
        if (await hosts[victim].OpenedAsync()) throw new HostFailedException("host: two make the rows of one file");
    }

    private static async Task AppendAsync(OpossumStore writer, LibraryLog log, int count)
    {
        foreach (var batch in log.Take(count).Chunk(10)) await writer.AppendAsync(batch);
    }
}
