using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Replay;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Tests.Support;

/// <summary>A small store with its file of answers, made as <c>write</c> makes them, to be spoilt by a test.</summary>
internal sealed class WrittenStore : IDisposable
{
    public const int Appenders = 4;
    public const int AppendsOfEach = 100;

    private static readonly Guid Id = new("5d3c1f3e-7a0e-4c39-9b0a-0f3f6c2f7b11");

    private readonly LabFolder _folder = new();

    private WrittenStore(Run run) => Run = run;

    public Run Run { get; }

    public string Path => _folder.Store;

    public string Acks => _folder.Acks;

    public Answers Answers => AckLines.Read(Acks);

    public static async Task<WrittenStore> MakeAsync(int appendsOfEach = AppendsOfEach)
    {
        // What each appender does follows from the run's id: with a random one, now and then no appender has what a test looks for.
        var store = new WrittenStore(new Run(Id, Seed: 1, Appenders, Batch: 3, OnlyConditional: false));
        await using var log = await store.OpenAsync();
        await using var file = await AckFile.BeginAsync(store.Acks, store.Run);
        var sink = new FileSink(file);
        await Task.WhenAll(
            Enumerable.Range(0, Appenders).Select(i => Task.Run(() => new Appender(log, store.Run, i, sink).RunAsync(appendsOfEach))));
        return store;
    }

    public ValueTask<EmbeddedEventLog> OpenAsync() => EmbeddedEventLog.OpenAsync(Path);

    public void Acknowledge(in Acknowledged ack) => File.AppendAllText(Acks, AckLines.Of(ack));

    public void Refuse(in Refused refused) => File.AppendAllText(Acks, AckLines.Of(refused));

    /// <summary>Replaces the first line with the text by another one; none for null.</summary>
    public void Replace(string line, string? other)
    {
        var lines = File.ReadAllLines(Acks).ToList();
        var index = lines.IndexOf(line.TrimEnd('\n'));
        Assert.True(index >= 0, line);
        lines.RemoveAt(index);
        if (other is not null) lines.Insert(index, other.TrimEnd('\n'));
        File.WriteAllLines(Acks, lines);
    }

    /// <returns>The exit code, and what was printed.</returns>
    public async Task<(int ExitCode, string Output)> VerifyAsync()
    {
        var output = new StringWriter();
        return (await Verification.RunAsync(Path, Acks, output), output.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
