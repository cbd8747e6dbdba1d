using System.CommandLine;
using Opossum.Typed.CrashLab.Replay;

namespace Opossum.Typed.CrashLab.Commands;

/// <summary><c>verify</c>: is all there that was acknowledged, and nothing else?</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var (store, acks) = (LabOptions.Store(), LabOptions.Acks());
        var command = new Command("verify", "Opens the store, and holds it to the file of answers. Exit code 1 on any loss or violation, "
            + "each named.")
        {
            store,
            acks,
        };
        command.SetAction(result => Verification.RunAsync(result.GetRequiredValue(store), result.GetRequiredValue(acks), Console.Out));
        return command;
    }
}
