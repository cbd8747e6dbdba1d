using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Tests.Support;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>A line that a kill has cut is no answer, and does not spoil the next.</summary>
public sealed class AckFileTests : IDisposable
{
    private readonly LabFolder _folder = new();
    private readonly Run _first = Writer.NewRun(1, 1, 1, onlyConditional: false);
    private readonly Run _second = Writer.NewRun(2, 1, 1, onlyConditional: false);

    [Fact]
    public async Task A_cut_line_is_no_acknowledgement_wherever_it_is_cut()
    {
        var ack = Ack(_first, 2);
        await WriteAsync(_first, Ack(_first, 1), ack);
        var whole = await File.ReadAllTextAsync(_folder.Acks);
        for (var cut = 1; cut < AckLines.Of(ack).Length; cut++)
        {
            await File.WriteAllTextAsync(_folder.Acks, whole[..^cut]);
            var answers = AckLines.Read(_folder.Acks);
            Assert.Equal([1], answers.Acknowledged.Select(static ack => ack.Position));
            Assert.Equal(1, answers.TornLines);
        }
    }

    [Fact]
    public async Task The_next_run_begins_on_a_line_of_its_own()
    {
        await WriteAsync(_first, Ack(_first, 1), Ack(_first, 2));
        var whole = await File.ReadAllTextAsync(_folder.Acks);
        for (var cut = 1; cut < AckLines.Of(Ack(_first, 2)).Length; cut++)
        {
            await File.WriteAllTextAsync(_folder.Acks, whole[..^cut]);
            await WriteAsync(_second, Ack(_second, 3));
            var answers = AckLines.Read(_folder.Acks);
            Assert.Equal([1, 3], answers.Acknowledged.Select(static ack => ack.Position));
            Assert.Equal(2, answers.Runs.Count);
            Assert.Equal(1, answers.TornLines);
        }
    }

    [Fact]
    public async Task Runs_add_up()
    {
        await WriteAsync(_first, Ack(_first, 1));
        await WriteAsync(_second, Ack(_second, 2));
        var answers = AckLines.Read(_folder.Acks);
        Assert.Equal([Ack(_first, 1), Ack(_second, 2)], answers.Acknowledged);
        Assert.Equal(0, answers.TornLines);
    }

    public void Dispose() => _folder.Dispose();

    private static Acknowledged Ack(Run run, long position) =>
        new(position, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 0x0123456789abcdef, new(run.Id, 0, position));

    private async Task WriteAsync(Run run, params Acknowledged[] acks)
    {
        await using var file = await AckFile.BeginAsync(_folder.Acks, run);
        foreach (var ack in acks) await file.AppendAsync(AckLines.Of(ack));
    }
}
