using Opossum.Typed.CrashLab.Evidence;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

public sealed class EvidenceTests : IDisposable
{
    private static readonly string[] Names = ["crash-states", "fault-points", "flips", "mutants"];

    private readonly LabFolder _folder = new();

    [Fact]
    public void The_page_has_every_line_of_every_part()
    {
        WriteReports(Names);
        var page = EvidencePage.Of("a machine", SimulatorReports.Read(_folder.Store), "checked: 7", "raced: 5", "killed 3 times");
        Assert.All(Names, name => Assert.Contains($"```\nfirst of {name}\nlast of {name}\n```\n", page, StringComparison.Ordinal));
        Assert.Contains("Machine: a machine.", page, StringComparison.Ordinal);
        Assert.Contains("```\nchecked: 7\n```", page, StringComparison.Ordinal);
        Assert.Contains("```\nraced: 5\n```", page, StringComparison.Ordinal);
        Assert.Contains("```\nkilled 3 times\n```", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_missing_is_named()
    {
        WriteReports(["crash-states", "fault-points", "flips"]);
        Assert.Contains(
            "mutants.txt", Assert.Throws<IOException>(() => SimulatorReports.Read(_folder.Store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_empty_is_named()
    {
        WriteReports(Names);
        File.WriteAllText(Path.Combine(_folder.Store, "flips.txt"), "");
        Assert.Contains(
            "flips.txt is empty", Assert.Throws<IOException>(() => SimulatorReports.Read(_folder.Store)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteReports(string[] names)
    {
        Directory.CreateDirectory(_folder.Store);
        foreach (var name in names) File.WriteAllLines(Path.Combine(_folder.Store, name + ".txt"), [$"first of {name}", $"last of {name}"]);
    }
}
