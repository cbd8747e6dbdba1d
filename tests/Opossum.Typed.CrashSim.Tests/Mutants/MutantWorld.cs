using System.Reflection;
using System.Runtime.Loader;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// A mutated library, and the simulator that was compiled against the real one, loaded once more to run on it. It stays: under load, code in contexts that could be collected was seen to find null in its own statics,
/// with and without a bug, and some forty small assemblies cost little.
/// </summary>
internal sealed class MutantWorld(byte[] library) : AssemblyLoadContext("mutant", isCollectible: false)
{
    /// <returns>The violation that was found; null when the bug went unnoticed.</returns>
    public string? Hunt(int scenarios)
    {
        var simulator = LoadFromAssemblyPath(typeof(MutantHunt).Assembly.Location);
        var hunt = simulator.GetType(typeof(MutantHunt).FullName!, throwOnError: true)!.GetMethod(nameof(MutantHunt.Run), BindingFlags.Public | BindingFlags.Static)!;
        return (string?)hunt.Invoke(null, [scenarios]);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name != "Opossum.Typed") return null;
        using var stream = new MemoryStream(library);
        return LoadFromStream(stream);
    }
}
