using Opossum.Typed.CrashLab.Race;

namespace Opossum.Typed.CrashLab.Consuming;

/// <summary>Four consumers under load, until the process is killed.</summary>
internal static class ConsumeRun
{
    private const int Lanes = 16;

    /// <summary>The consumers, and the files that they note their deliveries in.</summary>
    public static string FileOf(string store, string consumer) => $"{store}.{consumer}";

    /// <param name="path">The directory of the store.</param>
    /// <param name="seed">Of what is appended.</param>
    /// <param name="output">Gets a line once all run.</param>
    public static async Task RunAsync(string path, int seed, TextWriter output)
    {
        await using var store = await OpossumStore.OpenAsync(path, RaceEvents.Model);
        var options = new ConsumerOptions
        {
            Parallelism = 4, WhenExhausted = Exhausted.Park, FirstPause = TimeSpan.FromMilliseconds(1), SaveEvery = 7,
            SaveWithin = TimeSpan.FromMilliseconds(20),
        };
        using var one = new DeliveryFile(FileOf(path, "lab-one-by-one"));
        using var side = new DeliveryFile(FileOf(path, "lab-side-by-side"));
        using var park = new DeliveryFile(FileOf(path, "lab-parking"));
        using var decide = new DeliveryFile(FileOf(path, "lab-deciding"));
        await using var first = await store.StartConsumerAsync(new OneByOne(one), options with { Parallelism = 1 });
        await using var second = await store.StartConsumerAsync(new SideBySide(side), options);
        await using var third = await store.StartConsumerAsync(new Parking(park), options);
        await using var fourth = await store.StartConsumerAsync(new Deciding(store, decide), options);
        await output.WriteLineAsync("consuming");
        await output.FlushAsync();
        var random = new Random(seed);
        for (var number = 0L; ; number++)
        {
            await store.AppendAsync(new LaneUsed(new(random.Next(Lanes)), number));
            await Task.Delay(random.Next(3));
        }
    }
}
