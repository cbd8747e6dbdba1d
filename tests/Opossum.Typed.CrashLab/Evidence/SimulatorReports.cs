namespace Opossum.Typed.CrashLab.Evidence;

/// <summary>What the crash simulator left in its <c>reports</c> folder: lines that say what they are.</summary>
internal sealed record SimulatorReports(string[] CrashStates, string[] FaultPoints, string[] Flips, string[] Mutants)
{
    /// <exception cref="IOException">A report is missing, or empty.</exception>
    public static SimulatorReports Read(string folder) =>
        new(Lines(folder, "crash-states"), Lines(folder, "fault-points"), Lines(folder, "flips"), Lines(folder, "mutants"));

    private static string[] Lines(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".txt");
        if (!File.Exists(file)) throw new IOException($"The simulator left no {file}; its run did not come to an end.");
        var lines = File.ReadAllLines(file);
        return lines.Length > 0 ? lines : throw new IOException($"{file} is empty.");
    }
}
