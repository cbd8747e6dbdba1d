using System.Diagnostics;

namespace Opossum.Typed.CrashLab.Consuming;

/// <summary><c>consume</c> in a process of its own, killed again and again over one store.</summary>
internal static class ConsumerRounds
{
    private const int CheckedEvery = 10;

    /// <param name="store">The directory of the store; made when it is not there.</param>
    /// <param name="kills">How many times.</param>
    /// <param name="seed">Of the moments, and of what is appended.</param>
    /// <param name="output">For one line, and what is violated before it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string store, int kills, int seed, TextWriter output)
    {
        var random = new Random(seed);
        for (var kill = 1; kill <= kills; kill++)
        {
            await KillAsync(store, seed + kill, random);
            if (kill % CheckedEvery != 0 && kill != kills) continue;
            var violations = await ConsumerReplay.RunAsync(store);
            if (violations.Count == 0) continue;
            await output.WriteAsync($"{string.Join('\n', violations.Take(20))}\nafter kill {kill} of {kills}\n");
            return 1;
        }

        await output.WriteAsync($"killed {kills} times under four consumers: 0 violations\n");
        return 0;
    }

    private static async Task KillAsync(string store, int seed, Random random)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        using var process = Process.Start(new ProcessStartInfo(dotnet, [program, "consume", "--store", store, "--seed", $"{seed}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            if (await process.StandardOutput.ReadLineAsync() is null)
                throw new InvalidOperationException("consume ended: " + await process.StandardError.ReadToEndAsync());
            await Task.Delay(random.Next(1, 400));
            if (process.HasExited)
                throw new InvalidOperationException("consume ended before it was killed: " + await process.StandardError.ReadToEndAsync());
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
