using System.Reflection;
using System.Runtime.Loader;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// A mutated library, and the simulator that was compiled against the real one, loaded once more to run on it. It stays: under load, code
/// in contexts that could be collected was seen to find null in its own statics, with and without a bug, and some forty small assemblies
/// cost little.
/// </summary>
internal sealed class MutantWorld(byte[] library) : AssemblyLoadContext("mutant", isCollectible: false)
{
    /// <summary>On the simulated disk.</summary>
    /// <returns>The violation that was found; null when the bug went unnoticed.</returns>
    public string? Hunt(int scenarios) => (string?)Find(typeof(MutantHunt), nameof(MutantHunt.Run)).Invoke(null, [scenarios]);

    /// <summary>On the real one.</summary>
    /// <inheritdoc cref="Hunt"/>
    public string? HuntOnDisk() => (string?)Find(typeof(DiskHunt), nameof(DiskHunt.Run)).Invoke(null, []);

    /// <summary>On decisions.</summary>
    /// <inheritdoc cref="Hunt"/>
    public string? HuntInDecisions() => (string?)Find(typeof(DecisionHunt), nameof(DecisionHunt.Run)).Invoke(null, []);

    /// <summary>On keys of subjects.</summary>
    /// <inheritdoc cref="Hunt"/>
    public string? HuntInErasures() => (string?)Find(typeof(ErasureHunt), nameof(ErasureHunt.Run)).Invoke(null, []);

    private MethodInfo Find(Type type, string method) => LoadFromAssemblyPath(type.Assembly.Location)
        .GetType(type.FullName!, throwOnError: true)!.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name != "Opossum.Typed") return null;
        using var stream = new MemoryStream(library);
        return LoadFromStream(stream);
    }
}
