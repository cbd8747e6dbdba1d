namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>A bug to seed: a piece of a source file of the engine, and what stands there instead.</summary>
/// <param name="Name">What the bug is.</param>
/// <param name="File">The source file, below the library.</param>
/// <param name="Original">What stands there.</param>
/// <param name="Replacement">And what instead.</param>
/// <param name="OnDisk">Whether it is in the calls of a real disk, which the simulated one does not make: <see cref="DiskHunt"/> must
/// notice it.</param>
internal sealed record Mutant(string Name, string File, string Original, string Replacement, bool OnDisk = false)
{
    public override string ToString() => Name;

    /// <exception cref="InvalidOperationException">The source has changed: the bug must be seeded anew.</exception>
    public string Seed(string source)
    {
        var at = source.IndexOf(Original, StringComparison.Ordinal);
        return at >= 0 && source.IndexOf(Original, at + 1, StringComparison.Ordinal) < 0
            ? source.Replace(Original, Replacement, StringComparison.Ordinal)
            : throw new InvalidOperationException($"'{Name}': {File} does not have this exactly once any more: {Original}");
    }
}
