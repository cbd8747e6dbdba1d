using System.Collections.Immutable;

namespace Opossum.Typed.Conformance.Running;

/// <summary>How a case went.</summary>
internal enum Outcome
{
    Passed,

    /// <summary>Another store's choice, which ours answers otherwise by decision.</summary>
    Differs,

    Failed,
}

/// <summary>How a case went.</summary>
/// <param name="Outcome">The whole of it.</param>
/// <param name="Detail">Where it did not go as expected; empty when it passed.</param>
/// <param name="Notes">Single lines that are another store's choice, in a case that is not.</param>
internal sealed record Verdict(Outcome Outcome, string Detail, ImmutableArray<string> Notes)
{
    public static Verdict Passed { get; } = new(Outcome.Passed, "", []);
}
