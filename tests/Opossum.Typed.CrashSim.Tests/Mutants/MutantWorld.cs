using System.Reflection;
using System.Runtime.Loader;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>A mutated library, and the simulator that was compiled against the real one, loaded once more to run on it.</summary>
internal sealed class MutantWorld(byte[] library) : AssemblyLoadContext("mutant", isCollectible: true)
{
    /// <returns>The violation that was found; null when the bug went unnoticed.</returns>
    public string? Hunt(int scenarios)
    {
        var simulator = LoadFromAssemblyPath(typeof(MutantHunt).Assembly.Location);
        var hunt = simulator.GetType(typeof(MutantHunt).FullName!, throwOnError: true)!.GetMethod(nameof(MutantHunt.Run), BindingFlags.Public | BindingFlags.Static)!;
        var found = (string?)hunt.Invoke(null, [scenarios]);
        GC.KeepAlive(this);         // collected while its code runs, a context can't load what that code needs next
        return found;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name != "Opossum.Typed") return null;
        using var stream = new MemoryStream(library);
        return LoadFromStream(stream);
    }
}
