using System.CommandLine;
using Opossum.Typed.CrashLab.Evidence;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>evidence</c>: everything, in full, and a page with its figures.</summary>
internal static class EvidenceCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            Description = "The Markdown file to write.",
            DefaultValueFactory = static _ => "docs/evidence.md",
        };
        var states = LabOptions.AtLeastOne("--states", "Distinct crash states to recover.", 200_000);
        var appends = LabOptions.AtLeastOne("--appends", "Conditional appends to judge.", 2_000_000);
        var decisions = LabOptions.AtLeastOne("--decisions", "Decisions to race and to judge.", 150_000);
        var kills = LabOptions.AtLeastOne("--kills", "How often a writer is killed.", 50);
        var command = new Command("evidence", "Runs the crash simulator, the check of conditions, the race of decisions and the kills, "
            + "and writes a page with the figures. Exit code 1, and no page, when any of them fails. "
            + "Run it from the root of the repository.")
        {
            output, states, appends, decisions, kills,
        };
        command.SetAction(result => EvidenceRun.RunAsync(
            result.GetRequiredValue(output), result.GetValue(states), result.GetValue(appends), result.GetValue(decisions),
            result.GetValue(kills), Console.Out));
        return command;
    }
}
