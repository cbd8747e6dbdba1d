using Opossum.Typed.Conformance.Parsing;
using Opossum.Typed.Conformance.Running;

namespace Opossum.Typed.Tests.Conformance;

/// <summary>The language-neutral cases, each a test of its own.</summary>
public class VectorTests
{
    private static readonly Dictionary<string, VectorCase> Cases =
        VectorFile.ReadDirectory(Path.Combine(AppContext.BaseDirectory, "Vectors"))
            .ToDictionary(static c => c.Name, StringComparer.Ordinal);

    /// <summary>
    /// Other stores' choices that this one has decided against: idempotency by event id (A2), a condition after a position above the head
    /// (A3), and other logs' positions (A5). Where a case reads from above the head, that line alone differs by decision (A1, B15).
    /// </summary>
    private static readonly string[] DecidedOtherwise = ["A2", "A3", "A5"];

    public static TheoryData<string> OurCases => [.. Cases.Values.Where(static c => c.Profile <= Profile.Ext).Select(static c => c.Name)];

    public static TheoryData<string> OtherStoresCases =>
        [.. Cases.Values.Where(static c => c.Profile > Profile.Ext).Select(static c => c.Name)];

    [Theory, MemberData(nameof(OurCases))]
    public async Task What_every_store_and_ours_must_answer_passes(string name)
    {
        var verdict = await CaseRunner.RunAsync(Cases[name]);
        Assert.True(verdict.Outcome == CaseOutcome.Passed, verdict.Detail);
    }

    [Theory, MemberData(nameof(OtherStoresCases))]
    public async Task Other_stores_choices_are_ours_too_unless_we_decided_otherwise(string name)
    {
        var verdict = await CaseRunner.RunAsync(Cases[name]);
        Assert.Equal(
            (DecidedOtherwise.Contains(name.Split(' ')[0]) ? CaseOutcome.Differs : CaseOutcome.Passed, name), (verdict.Outcome, name));
    }
}
