using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>One of what is compared.</summary>
internal interface IEngine
{
    /// <summary>As on the command line and in the results.</summary>
    string Name { get; }

    /// <summary>The load that the engine is measured under, where it can't be the one asked for.</summary>
    LoadShape Adjust(LoadShape load) => load;

    /// <summary>One round in an empty directory.</summary>
    Task<Sample> RunAsync(string directory, LoadShape load);
}
