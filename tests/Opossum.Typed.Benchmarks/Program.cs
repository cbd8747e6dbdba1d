using System.CommandLine;
using Opossum.Typed.Benchmarks.Commands;

var root = new RootCommand("Benchmarks of Opossum.Typed: one JSON object a line on stdout, ratios on stderr. "
    + "See README.md for how to read them.")
{
    AppendCommand.Create(),
    AllocCommand.Create(),
    VolumeCommand.Create(),
    BackupCommand.Create(),
    RetagCommand.Create(),
    FollowCommand.Create(),
    ProcessesCommand.Create(),
    ProcessesCommand.CreateBeside(),
    ConsumersCommand.Create(),
    ReadModelsCommand.Create(),
    ReadModelsCommand.CreateWatch(),
    ReadModelsCommand.CreateRebuild(),
    DecideCommand.Create(),
    ReadersCommand.Create(),
    CodecCommand.Create(),
#if !NATIVE     // they need the compiler
    GeneratorCommand.Create(),
    GeneratorCommand.CreateEnums(),
    AnalyzersCommand.Create(),
#endif
};
try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
