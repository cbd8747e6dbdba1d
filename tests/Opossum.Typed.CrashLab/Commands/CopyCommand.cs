using System.CommandLine;
using Opossum.Typed.CrashLab.Copying;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>copy</c>: what becomes of a store whose directory is copied while it is written to?</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var copies = LabOptions.AtLeastOne("--copies", "How often the directory is copied with `cp -r`.", 60);
        var directory = LabOptions.Directory();
        const string Description = "Copies the directory of a store that is appended to, and opens each copy. "
            + "Exit code 1 if one opens and lacks events before its head.";
        var command = new Command("copy", Description) { copies, directory };
        command.SetAction(async result =>
        {
            using var folder = new WorkFolder(result.GetValue(directory), "copy");
            return await CopyRounds.RunAsync(folder.Path, result.GetValue(copies), Console.Out);
        });
        return command;
    }
}
