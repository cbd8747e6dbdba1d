using System.CommandLine;
using Opossum.Typed.CrashLab.Projecting;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>project</c>: appends under read models until it is killed; <c>kill-projections</c>: kills it, and compares.</summary>
internal static class ProjectCommand
{
    public static Command Create()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var revision = LabOptions.AtLeastOne("--revision", "Another one, another hash of the logic: all rows are made again.", 1);
        var once = new Option<bool>("--once") { Description = "Append nothing, and end when all rows were compared at the head." };
        var command = new Command("project", "Compares what a kill has left with a plain fold; then appends under read models in SQLite "
            + "and in memory until it is killed.")
        {
            store,
            seed,
            revision,
            once,
        };
        command.SetAction(result =>
        {
            RevisedLibrary.Revision = result.GetValue(revision);
            return new ProjectRun(result.GetRequiredValue(store), result.GetValue(seed), Console.Out).RunAsync(result.GetValue(once));
        });
        return command;
    }

    public static Command CreateKill()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var kills = LabOptions.AtLeastOne("--kills", "After how many kills to look at what is left.", 500);
        var command = new Command("kill-projections", "Starts project, kills it after a moment, again and again, often with another hash "
            + "of the logic; after each kill the rows in SQLite and in memory are compared with a plain fold up to their position.")
        {
            store,
            kills,
            seed,
        };
        command.SetAction(result => new ProjectionRounds(result.GetRequiredValue(store), result.GetValue(seed), Console.Out)
            .RunAsync(result.GetValue(kills)));
        return command;
    }
}
