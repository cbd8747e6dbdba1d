using CsCheck;

namespace Opossum.Typed.Tiers;

/// <summary>
/// Property tests with a fixed seed. CsCheck fixes the first value only; here the same seed makes all the same values, one after the other,
/// and CsCheck shrinks the one that failed.
/// </summary>
internal static class Sampling
{
    /// <summary>A random source that begins at the seed of the run.</summary>
    public static PCG Random() => Tier.SeedText == $"{Tier.Seed}" ? new(stream: 1, (ulong)Tier.Seed) : PCG.Parse(Tier.SeedText);

    /// <summary>Runs <paramref name="check"/> on <paramref name="count"/> values.</summary>
    public static void ForAll<T>(this Gen<T> values, Action<T> check, int count)
    {
        var random = Random();
        for (var i = 0; i < count; i++)
        {
            var state = random.State;
            var value = values.Generate(random, null, out _);
            try
            {
                check(value);
            }
            catch (Exception e)
            {
                var seed = random.ToString(state);
                values.Sample(check, seed: seed, iter: Shrinks, threads: 1);
                throw Failed(seed, e);
            }
        }
    }

    /// <inheritdoc cref="ForAll"/>
    public static async Task ForAllAsync<T>(this Gen<T> values, Func<T, Task> check, int count, Func<T, string> print)
    {
        var random = Random();
        for (var i = 0; i < count; i++)
        {
            var state = random.State;
            var value = values.Generate(random, null, out _);
            try
            {
                await check(value);
            }
            catch (Exception e)
            {
                var seed = random.ToString(state);
                await values.SampleAsync(check, seed: seed, iter: Shrinks, threads: 1, print: print);
                throw Failed(seed, e);
            }
        }
    }

    private const int Shrinks = 1_000;

    private static InvalidOperationException Failed(string seed, Exception cause) =>
        new($"A value fails, but not every time. OPOSSUM_SEED={seed} begins with it.", cause);
}
