namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>One thing that a power cut leaves open.</summary>
/// <param name="Operations">For each option the operation that made it; the first, -1, is what is surely on disk, and they rise up to the
/// newest.</param>
/// <param name="Options">How many there are: beyond the operations' come damaged ones.</param>
internal abstract record Choice(int[] Operations, int Options)
{
    /// <summary>Everything has reached the disk.</summary>
    public int Newest => Operations.Length - 1;

    /// <summary>What is there if everything up to an operation has reached the disk, and nothing later.</summary>
    public int AsOf(int operation)
    {
        var option = 0;
        while (option < Newest && Operations[option + 1] <= operation) option++;
        return option;
    }
}

/// <summary>Which version of a sector.</summary>
internal sealed record SectorChoice(int File, int Sector, byte[][] Versions, int[] Operations) : Choice(Operations, Versions.Length);

/// <summary>How long the file is; what was not written reads as zeros.</summary>
internal sealed record SizeChoice(int File, int[] Sizes, int[] Operations) : Choice(Operations, Sizes.Length);

/// <summary>Whether a creation, rename or deletion is there.</summary>
internal sealed record NameChoice(Operation Operation, int[] Operations) : Choice(Operations, 2);
