using System.CommandLine;
using Opossum.Typed.CrashLab.Hosting;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>host</c>: one of several hosts of a SQLite file; <c>kill-hosts</c>: kills two of them in turn, again and again.</summary>
internal static class HostCommand
{
    public static Command Create()
    {
        var store = LabOptions.Store();
        var revision = LabOptions.AtLeastOne("--revision", "Another one, another hash of the logic.", 1);
        var command = new Command("host", "Opens a store for reading and its read models in SQLite, which another host may keep; looks at "
            + "their rows, and answers each position on standard input once its rows are there, until it is killed.")
        {
            store,
            revision,
        };
        command.SetAction(result =>
        {
            RevisedLibrary.Revision = result.GetValue(revision);
            return new HostRun(result.GetRequiredValue(store), Console.In, Console.Out).RunAsync();
        });
        return command;
    }

    public static Command CreateKill()
    {
        var (store, seed) = (LabOptions.Store(), LabOptions.Seed());
        var kills = LabOptions.AtLeastOne("--kills", "How many times.", 200);
        var command = new Command("kill-hosts", "Appends to a store that two hosts make rows of in one SQLite file, kills one of them "
            + "after a moment, again and again, often with another hash of the logic; the other one takes over, and the rows are compared "
            + "with a plain fold. Exit code 1 if rows are wrong or nobody takes over.")
        {
            store,
            kills,
            seed,
        };
        command.SetAction(async result =>
        {
            var rounds = new HostRounds(result.GetRequiredValue(store), result.GetValue(seed), Console.Out);
            return await rounds.RunAsync(result.GetValue(kills));
        });
        return command;
    }
}
