using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Opossum.Typed.CrashLab.Plan;

/// <summary>
/// Numbers that depend on a run and an append alone (SplitMix64): <see cref="Random"/> with a seed may change with the platform, and costs
/// more than an append.
/// </summary>
internal struct Dice
{
    private ulong _state;

    public Dice(Run run, AppendId append) => _state = Hash(run.Id, run.Seed, append.Appender, append.Number);

    public int Next(int below)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((uint)(z ^ (z >> 31)) % (uint)below);
    }

    public bool Percent(int chance) => Next(100) < chance;

    private static ulong Hash(Guid run, int seed, int appender, long number)
    {
        var all = (run, (long)seed, (long)appender, number);
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<(Guid, long, long, long)>(ref all)));
    }
}
