using System.CommandLine;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>volume</c>: whether a store stays as fast as it was while it grows.</summary>
internal static class VolumeCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events")
        {
            Description = "The largest size. Sizes below it: 1 M and 10 M.",
            DefaultValueFactory = static _ => 10_000_000,
        };
        var sqlite = new Option<long>("--sqlite-events")
        {
            Description = "The largest size of SQLite; 0 leaves it out.",
            DefaultValueFactory = static _ => 1_000_000,
        };
        var window = new Option<double>("--window")
        {
            Description = "Seconds of appending at each size.",
            DefaultValueFactory = static _ => 60,
        };
        foreach (var option in new[] { events, sqlite })
            option.Validators.Add(result =>
            {
                // The smallest generation of entities that is whole.
                if (result.GetValueOrDefault<long>() is < 200_000 and not 0) result.AddError($"{option.Name} must be at least 200000.");
            });
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write, on the disk to measure: 250 bytes an event. Default: a folder in the current directory. "
                + "What is made there is deleted afterwards.",
        };
        var command = new Command("volume", "Fills a store and measures it at each size: appends, conditions, reads, scans, opening, "
            + "memory, disk.")
        {
            events,
            sqlite,
            window,
            directory,
        };
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            var duration = TimeSpan.FromSeconds(result.GetValue(window));
            await new VolumeScenario(scratch.Make("opossum"), duration, new("opossum", Console.Out, Console.Error))
                .RunAsync(Sizes(result.GetValue(events)));
            if (result.GetValue(sqlite) == 0) return;
            using var peer = new SqliteVolume(scratch.Make("sqlite"));
            peer.Measure(Sizes(result.GetValue(sqlite)), duration, new("sqlite", Console.Out, Console.Error));
        });
        return command;
    }

    private static long[] Sizes(long largest) => [.. new long[] { 1_000_000, 10_000_000 }.Where(size => size < largest), largest];
}
