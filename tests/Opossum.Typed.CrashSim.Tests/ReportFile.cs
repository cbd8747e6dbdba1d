namespace Opossum.Typed.CrashSim.Tests;

/// <summary>
/// The figures of a run: into the test's output, onto the console where the program is run by itself, and into a file beside it.
/// </summary>
internal static class ReportFile
{
    public static void Write(string name, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        foreach (var line in all)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            Console.WriteLine(line);
        }

        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "reports"));
        File.WriteAllLines(Path.Combine(folder.FullName, name + ".txt"), all);
    }
}
