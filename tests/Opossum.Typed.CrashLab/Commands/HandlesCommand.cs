using System.CommandLine;
using Opossum.Typed.CrashLab.Handles;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>handles</c>: does a store with more files than the process may open do all that it should?</summary>
internal static class HandlesCommand
{
    public static Command Create()
    {
        var segments = LabOptions.AtLeastOne("--segments", "Segments of the store.", 1_500);
        var bytes = LabOptions.AtLeastOne("--segment-bytes", "Size of each.", 1 << 20);
        var directory = LabOptions.Directory();
        const string Description =
            "Fills a store, reads, verifies and backs it up. Start it under `prlimit --nofile=512`. Exit code 1 if anything fails.";
        var command = new Command("handles", Description) { segments, bytes, directory };
        command.SetAction(async result =>
        {
            using var folder = new WorkFolder(result.GetValue(directory), "handles");
            return await HandleRun.RunAsync(folder.Path, result.GetValue(segments), result.GetValue(bytes), Console.Out);
        });
        return command;
    }
}
