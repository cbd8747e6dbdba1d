using System.CommandLine;
using Opossum.Typed;
using Opossum.Typed.CrashLab.Commands;

var root = new RootCommand("A store under faults from outside: write until killed, verify what was acknowledged, "
    + "check conditions and decisions by replay; and a page with what all that shows. See README.md.")
{
    WriteCommand.Create(),
    VerifyCommand.Create(),
    KillCommand.Create(),
    CheckCommand.Create(),
    RaceCommand.Create(),
    CopyCommand.Create(),
    HandlesCommand.Create(),
    ConsumeCommand.Create(),
    ConsumeCommand.CreateKill(),
    ProjectCommand.Create(),
    ProjectCommand.CreateKill(),
    HostCommand.Create(),
    HostCommand.CreateKill(),
    ObserveCommand.Create(),
    ObserveCommand.CreateKill(),
    EvidenceCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is IOException or StoreException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
