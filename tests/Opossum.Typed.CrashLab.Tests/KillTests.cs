using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Killing;
using Opossum.Typed.CrashLab.Replay;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>A writer is killed again and again, and what it was told stays true.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Kills = Tier.Size(quick: 2, full: 12);

    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_after_every_kill()
    {
        var exitCode = await KillRounds.RunAsync(_folder.Store, _folder.Acks, Kills, Tier.Seed, _output);
        Assert.True(exitCode == 0, _output.ToString());
        Assert.StartsWith($"killed {Kills} times; verified: ", _output.ToString(), StringComparison.Ordinal);

        var answers = AckLines.Read(_folder.Acks);
        Assert.True(answers.Runs.Count >= Kills * 4 / 5, $"{answers.Runs.Count} runs");
        var (acknowledged, refused) = (answers.Acknowledged.Count, answers.Refused.Count);
        Assert.True(acknowledged + refused >= Kills * 4 / 5, $"{acknowledged} acknowledged, {refused} refused");
        if (Tier.IsFull) Assert.NotEmpty(answers.Refused);
    }

    /// <summary>
    /// As an engine that acknowledges before it flushes would leave it after a power cut: recovery takes it for an interrupted write and
    /// cuts it, and the store opens.
    /// </summary>
    [Fact]
    public async Task What_was_acknowledged_and_not_on_disk_is_reported_as_lost()
    {
        using (var writer = new WriterProcess(_folder.Store, _folder.Acks, seed: 1))
        {
            await writer.StartedAsync();
            // A part of the first segment: it takes some 2,500 events.
            await Eventually.IsTrueAsync(() => new FileInfo(_folder.Acks).Length >= 50_000);
            await writer.KillAsync();
        }

        var file = Directory.GetFiles(_folder.Store, "*.seg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file);
        var written = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        bytes.AsSpan(written / 2).Clear();
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Equal(1, await Verification.RunAsync(_folder.Store, _folder.Acks, _output));
        Assert.Matches("position [0-9]+: lost: event .* was acknowledged here, and the log ends at [0-9]+", _output.ToString());
        Assert.DoesNotContain(" 0 lost", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 bytes cut", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
