using System.Diagnostics;
using System.Globalization;
using Opossum.Typed.CrashLab.Killing;
using Opossum.Typed.CrashLab.Race;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Evidence;

/// <summary>Runs every part in full. A page is written only when all of them passed.</summary>
internal static class EvidenceRun
{
    private const string Simulator = "tests/Opossum.Typed.CrashSim.Tests";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string page, int states, int appends, int decisions, int kills, TextWriter output)
    {
        if (!Directory.Exists(Simulator)) throw new IOException($"There is no {Simulator} here: run it from the root of the repository.");

        var reportFolder = Path.Combine(Simulator, "bin", "Release", "net10.0", "reports");
        if (Directory.Exists(reportFolder)) Directory.Delete(reportFolder, recursive: true);      // an earlier run's
        if (await RunSimulatorAsync(states) != 0) return 1;
        var reports = SimulatorReports.Read(reportFolder);

        var folder = Path.GetFullPath("opossum-evidence-" + Path.GetRandomFileName());
        try
        {
            var storage = await ProbeAsync(Path.Combine(folder, "probe"));
            var check = new StringWriter();
            var exitCode = await ConditionCheck.RunAsync(
                () => EmbeddedEventLog.OpenAsync(Path.Combine(folder, "check")), appends, tasks: 16, seed: 1, batch: 4, check);
            await output.WriteAsync(check.ToString());
            if (exitCode != 0) return exitCode;

            var race = new StringWriter();
            exitCode = await DecisionRace.RunAsync(
                () => EmbeddedEventLog.OpenAsync(Path.Combine(folder, "race")), decisions, tasks: 16, seed: 1, RaceStates.None, race);
            await output.WriteAsync(race.ToString());
            if (exitCode != 0) return exitCode;

            var killed = new StringWriter();
            exitCode = await KillRounds.RunAsync(Path.Combine(folder, "killed"), Path.Combine(folder, "acks"), kills, seed: 1, killed);
            await output.WriteAsync(killed.ToString());
            if (exitCode != 0) return exitCode;

            await File.WriteAllTextAsync(page, EvidencePage.Of(
                Machine.Describe(storage), reports, check.ToString().Trim(), race.ToString().Trim(), killed.ToString().Trim()));
            await output.WriteLineAsync($"Wrote {page}.");
            return 0;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunSimulatorAsync(int states)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--project", Simulator]);
        start.Environment["OPOSSUM_TESTS"] = "long";
        start.Environment["OPOSSUM_SIZE"] = states.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task<StorageProfile> ProbeAsync(string store)
    {
        await using var log = await EmbeddedEventLog.OpenAsync(store);
        return await log.ProbeStorageAsync();
    }
}
