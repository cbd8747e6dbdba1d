using Opossum.Typed.CrashLab.Replay;

namespace Opossum.Typed.CrashLab.Killing;

/// <summary>A writer is killed again and again over one store, and what it was told is held to it.</summary>
internal static class KillRounds
{
    // So often that a loss is found near the kill that made it, so seldom that verifying is not all that happens.
    private const int VerifiedEvery = 10;

    /// <param name="store">The directory of the store; made when it is not there.</param>
    /// <param name="acks">The file of answers.</param>
    /// <param name="kills">How many times.</param>
    /// <param name="seed">Of the moments, and of what is appended.</param>
    /// <param name="output">For one line, and what is violated before it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string store, string acks, int kills, int seed, TextWriter output)
    {
        var random = new Random(seed);
        var verified = new StringWriter();
        for (var kill = 1; kill <= kills; kill++)
        {
            using (var writer = new WriterProcess(store, acks, seed + kill))
            {
                // Every fifth may die while it opens the store, the others while they append.
                if (kill % 5 != 0)
                {
                    await writer.StartedAsync();
                    await writer.AnswersAsync();
                }

                await Task.Delay(random.Next(1, 160));
                await writer.KillAsync();
            }

            if (kill % VerifiedEvery != 0 && kill != kills) continue;
            verified.GetStringBuilder().Clear();
            if (await Verification.RunAsync(store, acks, verified) == 0) continue;
            await output.WriteAsync($"{verified}after kill {kill} of {kills}\n");
            return 1;
        }

        await output.WriteAsync($"killed {kills} times; {verified}");
        return 0;
    }
}
