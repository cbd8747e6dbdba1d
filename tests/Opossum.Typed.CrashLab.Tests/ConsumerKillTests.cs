using Opossum.Typed.CrashLab.Consuming;
using Opossum.Typed.CrashLab.Race;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>A process with four consumers is killed again and again.</summary>
public sealed class ConsumerKillTests : IDisposable
{
    private static readonly int Kills = Tier.Size(quick: 2, full: 8);

    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task After_every_kill_no_event_was_left_out_and_each_purpose_has_one_answer()
    {
        var exitCode = await ConsumerRounds.RunAsync(_folder.Store, Kills, Tier.Seed, _output);
        Assert.True(exitCode == 0, _output.ToString());
        Assert.StartsWith($"killed {Kills} times", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_ahead_of_what_was_handled_and_a_lane_out_of_order_are_noticed()
    {
        const string Consumer = "lab-one-by-one";
        await using (var store = await OpossumStore.OpenAsync(_folder.Store, RaceEvents.Model))
        {
            for (var i = 0; i < 3; i++) await store.AppendAsync(new LaneUsed(new(1), i));
            await using var kept = await store.Log.ConsumerStates!.TakeAsync(Consumer);
            await kept.SaveAsync(new(await Checkpoint.AtAsync(store.Log, 3), []));
        }

        using (var file = new DeliveryFile(ConsumeRun.FileOf(_folder.Store, Consumer))) file.Note(position: 2, lane: 1);
        Assert.Equal(
            [
                "lab-one-by-one handled 2 before 1 of the same lane",
                "lab-one-by-one is at 3, and 1 is neither handled nor parked",
                "lab-one-by-one is at 3, and 3 is neither handled nor parked",
            ],
            await ConsumerReplay.RunAsync(_folder.Store));
    }

    public void Dispose() => _folder.Dispose();
}
