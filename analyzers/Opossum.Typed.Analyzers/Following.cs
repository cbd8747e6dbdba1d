namespace Opossum.Typed.Analyzers;

/// <summary>How far rules follow names that stand for other names, so that a program which goes in circles ends them too.</summary>
internal static class Following
{
    public const int MaxDepth = 8;

    /// <summary>The same where each name may stand for several, so that the work does not multiply while somebody types.</summary>
    public const int MaxBranchingDepth = 4;
}
