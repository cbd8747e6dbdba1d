using System.CommandLine;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>alloc</c>: what the commit thread allocates.</summary>
internal static class AllocCommand
{
    public static Command Create()
    {
        var load = new LoadOptions();
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write. Default: a folder in the current directory. What is made there is deleted afterwards.",
        };
        var command = new Command("alloc", "Bytes that the commit thread allocates for each append and each event.") { directory };
        load.AddTo(command);
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            var measured = await AllocScenario.RunAsync(load.Read(result), scratch.Make("alloc"));
            Console.WriteLine(measured.ToJson());
        });
        return command;
    }
}
