using System.CommandLine;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>write</c>: appends until it is killed.</summary>
internal static class WriteCommand
{
    public static Command Create()
    {
        var (store, acks, seed, batch) = (LabOptions.Store(), LabOptions.Acks(), LabOptions.Seed(), LabOptions.Batch());
        var appenders = LabOptions.AtLeastOne(
            "--appenders", "Tasks, each of which appends again as soon as its last answer is in the file.", 8);
        var command = new Command("write", "Appends until it is killed, and writes down every answer that it gets. "
            + "Goes on with the store and the file of an earlier run.")
        {
            store,
            acks,
            appenders,
            seed,
            batch,
        };
        command.SetAction(async result =>
        {
            await Writer.RunAsync(
                result.GetRequiredValue(store), result.GetRequiredValue(acks), result.GetValue(appenders), result.GetValue(seed),
                result.GetValue(batch), Console.Out);
            return 1;       // it ends only by an error
        });
        return command;
    }
}
