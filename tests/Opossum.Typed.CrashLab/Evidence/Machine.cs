using System.Globalization;
using System.Runtime.InteropServices;

namespace Opossum.Typed.CrashLab.Evidence;

/// <summary>Where figures come from; without it they say little.</summary>
internal static class Machine
{
    public static string Describe(StorageProfile storage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}), "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {System(RuntimeInformation.OSDescription)}, "
        + $"{RuntimeInformation.FrameworkDescription}, {storage.FileSystem}, "
        + $"a flush of 4 KiB in {storage.MedianFlush.TotalMicroseconds:F0} µs (median of 16)");

    // The kernel's build says nothing to a reader.
    private static string System(string description) => string.Join(' ', description.Split(' ').Take(2));
}
