using System.Security.Cryptography;
using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Writing;

/// <summary>Appends to a store until the process is killed.</summary>
internal static class Writer
{
    public static async Task RunAsync(string store, string acks, int appenders, int seed, int batch, TextWriter output)
    {
        await using var log = await EmbeddedEventLog.OpenAsync(store);
        var run = NewRun(seed, appenders, batch, onlyConditional: false);
        await using var file = await AckFile.BeginAsync(acks, run);
        await output.WriteLineAsync(
            $"writing: run {run.Id:N}, {appenders} appenders, after position {log.Head}, {log.Recovery.CutBytes} bytes cut");
        var sink = new FileSink(file);
        var ended = await Task.WhenAny(
            Enumerable.Range(0, appenders).Select(i => Task.Run(() => new Appender(log, run, i, sink).RunAsync(long.MaxValue))));
        await ended;
    }

    public static Run NewRun(int seed, int appenders, int batch, bool onlyConditional) =>
        new(new(RandomNumberGenerator.GetBytes(16)), seed, appenders, batch, onlyConditional);
}
